"""Imports: what a file would bring before it is taken in, and the journal of those taken in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from typing_extensions import override

from budgetdesk import jobs
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import ImportBatch, Ledger
from budgetdesk.domain.money import Money
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger import add_batch, remove_batch
from budgetdesk.presenters.import_columns import ImportColumnsPresenter
from budgetdesk.presenters.import_rows import ImportRowsPresenter
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Unread, Workspace
from budgetdesk.text import amount, danish, text
from budgetdesk.typed import UnreadableError, read_amount


class ImportPreview:
    """A file that was read and waits for the person's word, held against the ledger as it is now.

    `receipt` tells, once the file is taken in, what came of it.
    """

    def __init__(self, workspace: Workspace, reading: jobs.LedgerReading, at: datetime) -> None:
        self._workspace = workspace
        self._reading = reading
        self._at = at
        self._control: Money | None = None
        self._unread: Unread | None = None
        self._refused: BudgetDeskError | None = None
        self._made = self._new_batch()
        self.rows = ImportRowsPresenter(lambda: self._fresh, lambda: self._reading.postings)
        self.columns = ImportColumnsPresenter(reading)
        self.receipt = Cell()

    def _new_batch(self) -> tuple[Ledger, ImportBatch]:
        project = self._workspace.project
        return project.ledger, jobs.new_batch(project, self._reading, self._at)

    def take(self, reading: jobs.LedgerReading) -> None:
        """Shows the file as it was read again, the way the person said."""
        self._reading, self._refused = reading, None
        self.columns.take(reading)
        self._made = self._new_batch()

    def refuse(self, error: BudgetDeskError) -> None:
        """Tells that the file cannot be read the way the person said; nothing can be taken in."""
        self._refused = error

    @property
    def _fresh(self) -> ImportBatch:
        """The import for the ledger as it is now, made anew only when that has moved."""
        if self._made[0] is not self._workspace.project.ledger:
            self._made = self._new_batch()
        return self._made[1]

    @property
    def batch(self) -> ImportBatch:
        """The import as it would be made."""
        return replace(self._fresh, control_total=self._control)

    @property
    def title(self) -> str:
        """Which file it is."""
        return text("postings.preview.title", file=self._reading.file)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What would be imported, and where the rules would put it: label and value."""
        batch, left = self.batch, self.left
        placed = text("postings.fact.placed_value", placed=len(batch.postings) - left, left=left)
        return (*_facts(batch), (text("postings.fact.placed"), placed))

    @property
    def questions(self) -> Cell:
        """What the person should look at before taking the file in; empty when nothing is."""
        asked = []
        if self._reading.is_proposed:
            asked.append(text("imports.ask.proposed"))
        if self._reading.short_years:
            asked.append(text("imports.ask.short_years", count=self._reading.short_years))
        return Cell(text=" ".join(asked), tone=Tone.WARNING, icon="warning") if asked else Cell()

    @property
    def left(self) -> int:
        """How many of the postings no rule would place."""
        project = self._workspace.project
        return jobs.unplaced(add_batch(project, self.batch)) - jobs.unplaced(project)

    @property
    def control(self) -> str:
        """The control total as typed."""
        if self._unread:
            return self._unread.typed
        return "" if self._control is None else amount(self._control)

    @control.setter
    def control(self, typed: str) -> None:
        self._unread = None
        try:
            self._control = read_amount(typed)
        except UnreadableError as unreadable:
            self._control, self._unread = None, Unread(typed, unreadable.reason)

    @property
    def _fault(self) -> str:
        """Why nothing can be taken in, in words; empty when something can."""
        if self._refused:
            return _sentence(self._refused)
        if self._unread:
            return self._unread.reason
        return "" if self._reading.postings else text("imports.none_readable")

    @property
    def verdict(self) -> Cell:
        """What the control total says."""
        if fault := self._fault:
            return Cell(text=fault, tone=Tone.ERROR, icon="error")
        if not self.batch.postings:
            return Cell(text=text("postings.preview.nothing_new"), tone=Tone.NOTE, icon="note")
        difference = self.batch.control_difference
        if difference is None:
            return Cell(text=text("postings.control.none"), tone=Tone.QUIET)
        if difference:
            words = text("postings.control.differs", difference=difference)
            return Cell(text=words, tone=Tone.ERROR, icon="error")
        return Cell(text=text("postings.control.agrees"), tone=Tone.IN_ORDER, icon="ok")

    @property
    def can_accept(self) -> bool:
        """Whether there is anything new in the file, and the control total can be read."""
        return bool(self.batch.postings) and self._unread is None and self._refused is None

    def accept(self) -> None:
        """Takes the file in."""
        batch, left = self.batch, self.left
        self._workspace.run(
            "ledger.import", lambda project: add_batch(project, batch), file=batch.file
        )
        placed = text("postings.some_left", count=left) if left else text("postings.all_placed")
        facts = {"count": len(batch.postings), "file": batch.file, "left": placed}
        tone, icon = (Tone.WARNING, "warning") if left else (Tone.IN_ORDER, "ok")
        told = text("postings.imported", **facts)
        if self.columns.is_changed:
            told = f"{told} {_remembered(self.columns.profile)}"
        self.receipt = Cell(text=told, icon=icon, tone=tone)


def _sentence(error: BudgetDeskError) -> str:
    return text(f"errors.{error.code}", **error.facts)


def _remembered(profile: jobs.Profile) -> str:
    """Keeps what the person said of the columns for the next file like it, and tells so."""
    try:
        jobs.remember_layout(profile)
    except BudgetDeskError as error:
        return _sentence(error)
    return text("imports.remembered")


class ImportsPresenter(ReadOnlyTable):
    """The journal: a row for each import, the newest on top."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            *_columns(("number", 44), numeric=True),
            Column(key="file", heading=text("postings.journal.file"), width=180, stretches=True),
            Column(key="at", heading=text("postings.journal.at"), width=150),
            *_columns(
                ("read", 60), ("imported", 100), ("known", 94), ("skipped", 122), numeric=True
            ),
            *_columns(("sum", 110), ("control", 110), numeric=True),
        )
        self._workspace = workspace
        self._chosen: int | None = None
        self.details = ImportRowsPresenter(lambda: self.chosen)

    @property
    def row_count(self) -> int:
        """How many imports there are."""
        return len(self._batches)

    @property
    def _batches(self) -> tuple[ImportBatch, ...]:
        return self._workspace.project.ledger.batches[::-1]

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        batch = self._batches[row]
        match self.columns[column].key:
            case "file":
                return Cell(text=batch.file, tip=text("postings.journal.seal", sha256=batch.sha256))
            case "at":
                return Cell(text=danish(batch.imported_at.astimezone()))
            case "sum":
                return Cell(text=amount(batch.sum), amount=batch.sum)
            case "control":
                return _control_cell(batch)
            case key:
                return Cell(text=str(_counts(batch)[key]))

    @override
    def place_of(self, subject: Subject) -> Place | None:
        """Where an import stands."""
        if subject.kind != "batch":
            return None
        numbers = [str(batch.number) for batch in self._batches]
        return (numbers.index(subject.id), 0) if subject.id in numbers else None

    def choose(self, row: int | None) -> None:
        """Has the import of a row told in full; None for none of them."""
        self._chosen = None if row is None else self._batches[row].number

    @property
    def chosen(self) -> ImportBatch | None:
        """The import that is told in full; the newest until somebody chooses."""
        batches = self._batches
        return next((each for each in batches if each.number == self._chosen), None) or next(
            iter(batches), None
        )

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the chosen import brought: label and value."""
        return tuple(_facts(self.chosen)) if self.chosen else ()

    @property
    def can_remove(self) -> bool:
        """Whether there is an import to take out."""
        return self.chosen is not None and self.can_import

    def remove(self) -> None:
        """Takes the chosen import out again, whole, and where its postings were placed by hand."""
        batch = self.chosen
        if batch is not None:
            self._workspace.run(
                "ledger.remove",
                lambda project: remove_batch(project, batch.number),
                file=batch.file,
            )

    @property
    def journal_name(self) -> str:
        """What the journal of the chosen import is called as a file."""
        return text("journal.file_name", number=self.chosen.number) if self.chosen else ""

    def write_journal(self, path: Path, at: datetime) -> None:
        """Writes the journal of the chosen import; raises BudgetDeskError as `jobs` does."""
        batch, session = self.chosen, self._workspace.session
        if batch is not None:
            jobs.write_journal(session.project, batch, path, at, session.user)

    @property
    def can_import(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.is_locked

    def reading(
        self,
        path: Path,
        profile: jobs.Profile | None = None,
        watch: jobs.Watch = jobs.unwatched,
    ) -> Callable[[], jobs.LedgerReading]:
        """A job that reads a file, by itself or the way somebody said.

        It raises BudgetDeskError when the file is no ledger, or cannot be read that way.
        """
        number = self._workspace.project.ledger.next_batch_number
        return lambda: jobs.read_ledger(path, profile=profile, batch_number=number, watch=watch)

    def preview(self, reading: jobs.LedgerReading, at: datetime) -> ImportPreview:
        """What the file would bring."""
        return ImportPreview(self._workspace, reading, at)


def _columns(*widths: tuple[str, int], numeric: bool) -> Iterator[Column]:
    for key, width in widths:
        heading = text(f"postings.journal.{key}")
        yield Column(key=key, heading=heading, width=width, numeric=numeric)


def _counts(batch: ImportBatch) -> Mapping[str, int]:
    return {
        "number": batch.number,
        "read": batch.rows_read,
        "imported": len(batch.postings),
        "known": len(batch.already_there),
        "skipped": len(batch.skipped) + batch.filtered_out,
    }


def _control_cell(batch: ImportBatch) -> Cell:
    difference = batch.control_difference
    if difference is None:
        return Cell(text=text("postings.journal.no_control"), tone=Tone.QUIET)
    if difference:
        return Cell(text=amount(difference), tone=Tone.ERROR, icon="error", amount=difference)
    return Cell(text=text("postings.journal.agrees"), tone=Tone.IN_ORDER, icon="ok")


def _facts(batch: ImportBatch) -> Iterator[tuple[str, str]]:
    yield text("postings.fact.rows"), text("postings.fact.rows_value", **_counts(batch))
    sums = {"debit": batch.debit, "credit": batch.credit, "sum": batch.sum}
    yield text("postings.fact.sums"), text("postings.fact.sums_value", **sums)
    days = sorted(posting.day for posting in batch.postings if posting.day)
    if days:
        span = text("postings.fact.days_value", first=days[0], last=days[-1])
        yield text("postings.fact.days"), span
    form = text("postings.fact.form_value", profile=batch.profile, format=batch.format)
    yield text("postings.fact.form"), form
