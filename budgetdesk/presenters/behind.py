"""What stands behind a figure, as a table that comes to it, and where its postings stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, runtime_checkable

from budgetdesk.accounting.behind import Contribution, total
from budgetdesk.accounting.days import days_of
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId
from budgetdesk.presenters.posting_cells import posting_cell, posting_columns
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, danish, text

Find = Callable[[], Iterable[Contribution]]


class Behind:
    """A figure by its name, and what it is made of, found out when somebody asks."""

    def __init__(self, title: str, figure: Money, find: Find) -> None:
        self.title = title
        self.figure = figure
        self._find = find

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """What adds to the figure, in its order."""
        return tuple(self._find())

    @property
    def sum(self) -> Cell:
        """How many there are and what they come to, and that this is the figure."""
        found, whole = self.contributions, total(self.contributions)
        postings = len({each.posting.id for each in found if each.posting is not None})
        facts = {"count": postings, "others": sum(each.posting is None for each in found)}
        key = "behind.sum" if facts["others"] else "behind.sum_postings"
        words = text(key, sum=whole, figure=self.figure, **facts)
        if whole == self.figure:
            return Cell(text=words, icon="ok", tone=Tone.IN_ORDER)
        wrong = text("behind.differs", difference=self.figure - whole)
        return Cell(text=f"{words} {wrong}", icon="error", tone=Tone.ERROR)

    def holds(self, posting: PostingId) -> Money | None:
        """What a posting adds to the figure; None where it is no part of it."""
        of_it = [
            each.amount
            for each in self.contributions
            if each.posting is not None and each.posting.id == posting
        ]
        return Money.total(of_it) if of_it else None


def named(figure: str, of: str, whole: Money, find: Find) -> Behind:
    """What stands behind a figure of something."""
    return Behind(text("behind.title", figure=figure, of=of), whole, find)


@runtime_checkable
class Drilled(Protocol):
    """A table whose figures lead to what stands behind them."""

    def behind(self, place: Place) -> Behind | None:
        """What stands behind the figure at a place; None where there is no figure."""


@dataclass(frozen=True, slots=True)
class PlaceOfPosting:
    """A figure that a posting is part of, and what it adds there."""

    behind: Behind
    adds: Money


class ContributionsTable(ReadOnlyTable):
    """A row for each thing a figure is made of."""

    def __init__(self, workspace: Workspace) -> None:
        what = Column(key="what", heading=text("behind.column.what"), width=116)
        file = Column(key="file", heading=text("behind.column.file"), width=120)
        self.columns: Sequence[Column] = (what, *posting_columns(), file)
        self._workspace = workspace
        self.behind_it: Behind | None = None

    @property
    def rows(self) -> tuple[Contribution, ...]:
        """The contributions of the figure."""
        return self.behind_it.contributions if self.behind_it else ()

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.rows)

    @property
    def first(self) -> int:
        """The first row that is a posting; else the first."""
        rows = enumerate(self.rows)
        return next((row for row, each in rows if each.posting is not None), 0)

    def posting(self, row: int) -> Posting | None:
        """The posting of a row, if it is one."""
        return self.rows[row].posting if 0 <= row < self.row_count else None

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        each, key = self.rows[row], self.columns[column].key
        if key == "what":
            return _what(each)
        if key == "file":
            return self._files(each)
        if each.posting is None:
            return _of_no_posting(each, key)
        return posting_cell(each.posting, key, each.amount, days_of(self._workspace.project))

    def _files(self, each: Contribution) -> Cell:
        names = self._names.get(each.posting.id, ()) if each.posting else ()
        words = ", ".join(names)
        return Cell(text=words, tip=words)

    @property
    def _names(self) -> Mapping[PostingId, Sequence[str]]:
        found: dict[PostingId, list[str]] = {}
        for file in self._workspace.project.ledger.vouchers:
            found.setdefault(file.posting, []).append(file.name)
        return found


def _what(each: Contribution) -> Cell:
    words = text(f"behind.kind.{each.kind.value}")
    return Cell(text=words, tip=words, tone=Tone.PLAIN if each.posting else Tone.QUIET)


def _of_no_posting(each: Contribution, key: str) -> Cell:
    match key:
        case "amount":
            return Cell(text=amount(each.amount), amount=each.amount)
        case "day":
            return Cell(text=danish(each.on) if each.on else str(each.year or ""))
        case "text":
            return Cell(text=each.name, tip=each.name)
        case _:
            return Cell()


class PlacesTable(ReadOnlyTable):
    """A row for each figure the chosen posting stands in."""

    def __init__(self) -> None:
        self.columns = (
            Column(key="figure", heading=text("behind.column.figure"), width=420, stretches=True),
            Column(key="adds", heading=text("behind.column.adds"), width=120, numeric=True),
            Column(key="of", heading=text("behind.column.of"), width=140, numeric=True),
        )
        self.rows: Sequence[PlaceOfPosting] = ()

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        each = self.rows[row]
        match self.columns[column].key:
            case "figure":
                return Cell(text=each.behind.title, tip=each.behind.title)
            case "adds":
                return Cell(text=amount(each.adds), amount=each.adds)
            case _:
                return Cell(text=amount(each.behind.figure), amount=each.behind.figure)

    def behind(self, place: Place) -> Behind | None:
        """The figure itself."""
        row, _ = place
        return self.rows[row].behind if 0 <= row < self.row_count else None


class BehindPresenter:
    """One figure after another, each led to from the one before; the last can be gone back from."""

    def __init__(
        self, workspace: Workspace, places: Callable[[PostingId], Sequence[PlaceOfPosting]]
    ) -> None:
        self.contributions = ContributionsTable(workspace)
        self.places = PlacesTable()
        self._find_places = places
        self._before: list[Behind] = []

    @property
    def shown(self) -> Behind | None:
        """The figure in sight."""
        return self.contributions.behind_it

    def show(self, behind: Behind) -> None:
        """Puts a figure in sight, in front of the one that is."""
        if self.shown is not None:
            self._before.append(self.shown)
        self.contributions.behind_it = behind
        self.choose(self.contributions.first)

    def back(self) -> bool:
        """Shows the figure before; whether there was one."""
        if not self._before:
            return False
        self.contributions.behind_it = self._before.pop()
        self.choose(self.contributions.first)
        return True

    def choose(self, row: int) -> None:
        """Tells where the posting of a row stands."""
        posting = self.contributions.posting(row)
        self.places.rows = self._find_places(posting.id) if posting else ()

    @property
    def where(self) -> str:
        """Which posting the places are of."""
        count = self.places.row_count
        return text("behind.where", count=count) if count else text("behind.nowhere")

    def subject(self, row: int) -> Subject | None:
        """The posting of a row, as a place to lead to."""
        posting = self.contributions.posting(row)
        return Subject(kind="posting", id=posting.id) if posting else None
