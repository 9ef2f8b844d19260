"""What changed since a moment: a file that was sent, a version, an account, a signature, a day."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from budgetdesk import history
from budgetdesk.exports import Export, Kind
from budgetdesk.presenters.figures import Figures
from budgetdesk.presenters.table import Cell, Column
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Event
from budgetdesk.text import danish, text
from budgetdesk.typed import UnreadableError, read_date

Row = tuple[Cell, ...]


class SincePresenter(Figures):
    """A row for each place that is not as it was; from the last seal until another is chosen."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="at", heading=text("history.column.at"), width=130),
            Column(key="user", heading=text("history.column.user"), width=130),
            Column(key="what", heading=text("history.column.what"), width=500, stretches=True),
        )
        self._workspace = workspace
        self._start: int | None = None
        self._events: Sequence[Event] = ()
        self._changed: Sequence[history.Changed] = ()
        self.moments: Sequence[history.Milestone] = ()

    def look(self) -> None:
        """Reads the trail as it is now: it is held against itself, so only when somebody looks."""
        workspace = self._workspace
        self._events = workspace.session.audit().events
        self.moments = history.milestones(self._events)
        start = self.start
        self._changed = history.changed_since(self._events, workspace.project, start)

    @property
    def start(self) -> int:
        """The last event that does not count."""
        if self._start is not None:
            return self._start
        seals = (each.seq for each in reversed(self._events) if each.step == "seal.seal")
        return next(seals, 1)

    @property
    def chosen(self) -> int:
        """The place of the moment among those to choose from; -1 for a day."""
        numbers = [each.seq for each in self.moments]
        return numbers.index(self.start) if self.start in numbers else -1

    def choose(self, place: int) -> None:
        """Tells from one of the moments."""
        self._start = self.moments[place].seq
        self.look()

    def choose_day(self, typed: str) -> None:
        """Tells from a day, which counts itself; raises UnreadableError."""
        day = read_date(typed, self._workspace.today)
        if day is None:
            raise UnreadableError("date", typed)
        self._start = history.start_of(self._events, day.isoformat())
        self.look()

    @property
    def summary(self) -> str:
        """From where, and how much."""
        if not self._changed:
            return text("history.none")
        return text("history.since", seq=self.start)

    @property
    @override
    def rows(self) -> Sequence[Row]:
        return [
            (Cell(text=danish(e.at)), Cell(text=e.user), Cell(text=e.words, tip=e.words))
            for e in self._changed
        ]

    def printing(self, file: Path, at: datetime) -> Export[Path]:
        """The list, to be written as PDF."""
        session, rows, start = self._workspace.session, self._changed, self.start
        project, user = session.project, session.user
        return Export(
            session,
            Kind.CHANGES,
            file,
            lambda path: history.write_pdf(project, rows, start, path, at, user),
        )
