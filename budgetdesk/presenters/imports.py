"""The journal of imports: what each file brought, and reading another."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from budgetdesk import jobs, paper_jobs
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.project import Project
from budgetdesk.domain.watch import unwatched
from budgetdesk.exports import Export, Kind
from budgetdesk.operations.ledger import alike, count_known, remove_batch
from budgetdesk.presenters.import_preview import Held, ImportPreview, counts, facts, hold
from budgetdesk.presenters.import_rows import ImportRowsPresenter, Told, told
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Work
from budgetdesk.text import amount, danish, text


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
        self.details = ImportRowsPresenter(lambda: self._told)
        self._made: tuple[Project, Told] | None = None

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
                return Cell(text=str(counts(batch)[key]))

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
        return tuple(facts(self.chosen)) if self.chosen else ()

    @property
    def _told(self) -> Told | None:
        """The rows of the chosen import, made anew when the project or the choice has moved."""
        batch, project = self.chosen, self._workspace.project
        if batch is None:
            return None
        made = self._made
        if made is None or made[0] is not project or made[1].batch is not batch:
            made = self._made = (project, told(batch, alike(project, batch)))
        return made[1]

    @property
    def can_remove(self) -> bool:
        """Whether there is an import to take out."""
        return self.chosen is not None and self.can_import

    def removing(self) -> Work | None:
        """Takes the chosen import out again, whole, beside; None when none is chosen.

        What another import has as well stays, with where it was placed by hand.
        """
        batch = self.chosen
        if batch is None:
            return None
        number = batch.number
        return self._workspace.running(
            "ledger.remove", lambda project: remove_batch(project, number), file=batch.file
        )

    def can_count(self, rows: Iterable[int]) -> bool:
        """Whether any of these rows was taken for a posting that was there already."""
        return self.can_import and bool(self.details.known(rows))

    def counting(self, rows: Iterable[int]) -> Work | None:
        """Counts rows of the chosen import, that were there already, after all; beside."""
        batch, known = self.chosen, self.details.known(rows)
        if batch is None or not known:
            return None
        number = batch.number
        return self._workspace.running(
            "ledger.count_known",
            lambda project: count_known(project, number, known),
            count=len(known),
            file=batch.file,
        )

    @property
    def journal_name(self) -> str:
        """What the journal of the chosen import is called as a file."""
        return text("journal.file_name", number=self.chosen.number) if self.chosen else ""

    def writing_journal(self, batch: ImportBatch, file: Path, at: datetime) -> Export[Path]:
        """The journal of an import, to be written; `run` raises BudgetDeskError as `jobs` does."""
        session = self._workspace.session
        project, user = session.project, session.user
        return Export(
            session,
            Kind.JOURNAL,
            file,
            lambda path: paper_jobs.write_journal(project, batch, path, at, user),
        )

    @property
    def can_import(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.is_locked

    def reading(
        self,
        path: Path,
        at: datetime,
        watch: jobs.Watch = unwatched,
        profile: jobs.Profile | None = None,
    ) -> Callable[[], Held]:
        """A job that reads a file, by itself or the way somebody said, for the ledger as it is.

        It raises BudgetDeskError when the file is no ledger, or cannot be read that way.
        """
        project = self._workspace.project
        number = project.ledger.next_batch_number

        def read() -> Held:
            reading = jobs.read_ledger(path, profile=profile, batch_number=number, watch=watch)
            return hold(project, reading, at)

        return read

    def preview(self, held: Held) -> ImportPreview:
        """What the file would bring."""
        return ImportPreview(self._workspace, held)


def _columns(*widths: tuple[str, int], numeric: bool) -> Iterator[Column]:
    for key, width in widths:
        heading = text(f"postings.journal.{key}")
        yield Column(key=key, heading=heading, width=width, numeric=numeric)


def _control_cell(batch: ImportBatch) -> Cell:
    difference = batch.control_difference
    if difference is None:
        return Cell(text=text("postings.journal.no_control"), tone=Tone.QUIET)
    if difference:
        return Cell(text=amount(difference), tone=Tone.ERROR, icon="error", amount=difference)
    return Cell(text=text("postings.journal.agrees"), tone=Tone.IN_ORDER, icon="ok")
