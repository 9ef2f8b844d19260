"""A file that was read and waits for the person's word: what it would bring."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from budgetdesk import jobs
from budgetdesk.domain.ledger import ImportBatch, Ledger
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.explained import read_as
from budgetdesk.operations.ledger import add_batch, alike, with_known
from budgetdesk.presenters.import_columns import ImportColumnsPresenter
from budgetdesk.presenters.import_rows import ImportRowsPresenter, Told, told
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Unread, Workspace
from budgetdesk.session import Finish, Work
from budgetdesk.text import amount, text
from budgetdesk.typed import UnreadableError, read_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A reading held against a ledger; all that takes long is worked out.

    `batch` is the import as it would be made, `told` its rows, `left` how many of its postings no
    rule would place.
    """

    reading: jobs.LedgerReading
    ledger: Ledger
    at: datetime
    batch: ImportBatch
    told: Told
    left: int
    facts: tuple[tuple[str, str], ...]


def hold(
    project: Project,
    reading: jobs.LedgerReading,
    at: datetime,
    counted: frozenset[int] = frozenset(),
) -> Held:
    """Holds a reading against the ledger of a project; a job for beside the window.

    `counted` are the rows a person wants to count though they were there already.
    """
    made = jobs.new_batch(project, reading, at)
    like = alike(project, made)
    counted &= {each.row for each in made.already_there}
    batch = with_known(made, like, counted)
    alone = replace(project.ledger, batches=(batch,), placements={})
    left = jobs.unplaced(replace(project, ledger=alone))
    placed = text("postings.fact.placed_value", placed=len(batch.postings) - left, left=left)
    return Held(
        reading=reading,
        ledger=project.ledger,
        at=at,
        batch=batch,
        told=told(made, like, counted),
        left=left,
        facts=(*facts(batch), (text("postings.fact.placed"), placed)),
    )


class ImportPreview:
    """Shows what was held, and takes the person's word.

    `receipt` tells, once the file is taken in, what came of it.
    """

    def __init__(self, workspace: Workspace, held: Held) -> None:
        self._workspace = workspace
        self._held = held
        self._control: Money | None = None
        self._unread: Unread | None = None
        self._refused: BudgetDeskError | None = None
        self.rows = ImportRowsPresenter(lambda: self._held.told)
        self.columns = ImportColumnsPresenter(held.reading)
        self.receipt = Cell()

    def take(self, held: Held) -> None:
        """Shows the file as it was read, or held, again."""
        if held.reading is not self._held.reading:
            self.columns.take(held.reading)
        self._held, self._refused = held, None

    def refuse(self, error: BudgetDeskError) -> None:
        """Tells that the file cannot be read the way the person said; nothing can be taken in."""
        self._refused = error

    @property
    def is_stale(self) -> bool:
        """Whether the ledger has moved since the file was held against it."""
        return self._held.ledger is not self._workspace.project.ledger

    def holding(self, toggled: Iterable[int] = ()) -> Callable[[], Held]:
        """A job that holds the file against the ledger as it is now.

        `toggled` are rows of the table: those that were there already are counted after all, or
        no more.
        """
        project, held = self._workspace.project, self._held
        counted = held.told.counted ^ self.rows.known(toggled)
        return lambda: hold(project, held.reading, held.at, counted)

    @property
    def batch(self) -> ImportBatch:
        """The import as it would be made."""
        if self._control is None:
            return self._held.batch
        return replace(self._held.batch, control_total=self._control)

    @property
    def title(self) -> str:
        """Which file it is."""
        return text("postings.preview.title", file=self._held.reading.file)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What would be imported, and where the rules would put it: label and value."""
        return self._held.facts

    @property
    def questions(self) -> Cell:
        """What the person should look at before taking the file in; empty when nothing is."""
        reading, asked = self._held.reading, []
        if reading.is_proposed:
            asked.append(text("imports.ask.proposed"))
        if reading.short_years:
            asked.append(text("imports.ask.short_years", count=reading.short_years))
        return Cell(text=" ".join(asked), tone=Tone.WARNING, icon="warning") if asked else Cell()

    @property
    def overlap(self) -> Cell:
        """What is done with the rows that were there already; empty when there are none."""
        known = len(self._held.told.batch.already_there)
        if not known:
            return Cell()
        words = text("imports.known", count=known, counted=len(self._held.told.counted))
        return Cell(text=words, tone=Tone.NOTE, icon="note")

    def toggle_words(self, rows: Iterable[int]) -> str:
        """What the button for the chosen rows would do; empty when none was there already."""
        known = self.rows.known(rows)
        if not known:
            return ""
        return text("imports.uncount" if known <= self._held.told.counted else "imports.count")

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
        return "" if self._held.reading.postings else text("imports.none_readable")

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
        is_in_doubt = self._unread or self._refused or self.is_stale
        return bool(self._held.batch.postings) and not is_in_doubt

    def accepting(self) -> Work:
        """Takes the file in, beside."""
        batch = self.batch
        work = self._workspace.running(
            "ledger.import", lambda project: add_batch(project, batch), file=batch.file
        )

        def accepted(watch: jobs.Watch) -> Finish:
            finish = work(watch)
            return lambda: self._accepted(finish)

        return accepted

    def _accepted(self, finish: Finish) -> None:
        finish()
        batch, left = self._held.batch, self._held.left
        placed = text("postings.some_left", count=left) if left else text("postings.all_placed")
        told = text("postings.imported", count=len(batch.postings), file=batch.file, left=placed)
        if self.columns.is_changed:
            told = f"{told} {_remembered(self.columns.profile)}"
        tone, icon = (Tone.WARNING, "warning") if left else (Tone.IN_ORDER, "ok")
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


def counts(batch: ImportBatch) -> Mapping[str, int]:
    """What became of the rows of an import."""
    return {
        "number": batch.number,
        "read": batch.rows_read,
        "imported": len(batch.postings),
        "known": len(batch.already_there),
        "skipped": len(batch.skipped) + batch.filtered_out,
    }


def facts(batch: ImportBatch) -> Iterator[tuple[str, str]]:
    """What an import brought, or would bring: label and value."""
    yield text("postings.fact.rows"), text("postings.fact.rows_value", **counts(batch))
    sums = {"debit": batch.debit, "credit": batch.credit, "sum": batch.sum}
    yield text("postings.fact.sums"), text("postings.fact.sums_value", **sums)
    if batch.days:
        first, last = batch.days
        yield text("postings.fact.days"), text("postings.fact.days_value", first=first, last=last)
    form = text("postings.fact.form_value", profile=read_as(batch.profile), format=batch.format)
    yield text("postings.fact.form"), form
