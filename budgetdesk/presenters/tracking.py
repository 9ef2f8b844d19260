"""Tracking: the lines and the stretches of time as tables, and what stands behind each figure."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from typing_extensions import override

from budgetdesk.accounting.days import days_of
from budgetdesk.accounting.tracking import stands_in
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.tracking import Figure, TrackedLine, Tracking
from budgetdesk.domain.value import LineId
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.drill_tracking import OfTracking
from budgetdesk.presenters.figures import Figures, money, total
from budgetdesk.presenters.posting_cells import posting_cell, posting_columns
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import label, percent, text
from budgetdesk.text import stretch_name as days

Row = tuple[Cell, ...]
_SO_FAR = ("plan", "used", "ahead")
_FIGURES = ("budget", "used", "committed", "remaining", "percent")


class Choice:
    """What the page shows the time by; its tables share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.every = InterimEvery.QUARTER

    @property
    def tracking(self) -> Tracking | None:
        """The tracking as it is now; None until the project has a period."""
        return self._workspace.tracking(self.every)

    @property
    def choices(self) -> Sequence[str]:
        """What time can be shown by, in words."""
        return [label(each) for each in InterimEvery]

    def choose(self, place: int) -> None:
        """Shows time by the choice at a place."""
        self.every = list(InterimEvery)[place]

    @property
    def summary(self) -> str:
        """All lines over all time; or what it still takes."""
        tracking = self.tracking
        if tracking is None:
            return text("tracking.no_period")
        sums = tracking.total
        facts = {"budget": sums.budget, "used": sums.used, "committed": sums.committed}
        return text("tracking.sum", remaining=sums.remaining, **facts)


def stretch_name(stretch: Period | None) -> str:
    """A stretch of time in words; None is what no day is known of."""
    if stretch is None:
        return text("tracking.no_day")
    return days(stretch)


def short_name(stretch: Period) -> str:
    """A stretch by its months, as a heading has room for."""
    first, last = stretch.start, stretch.end
    if first.month == last.month:
        return f"{first:%m-%Y}"
    return f"{first:%m}–{last:%m-%Y}"  # noqa: RUF001


class _Table(Figures, ABC):
    """A table of a tracking, its rows made once for each."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._made: tuple[Tracking | None, Sequence[Row]] = (None, ())

    @abstractmethod
    def rows_of(self, tracking: Tracking) -> Iterator[Row]:
        """The rows of one tracking."""

    @property
    @override
    def rows(self) -> Sequence[Row]:
        """The rows as they are now; none without a period."""
        tracking = self._choice.tracking
        if tracking is not self._made[0]:
            self._made = (tracking, tuple(self.rows_of(tracking)) if tracking else ())
        return self._made[1]


class TrackedLines(_Table):
    """A row for each line: its figures over all time, and what was used in each stretch."""

    @property
    @override
    def columns(self) -> Sequence[Column]:  # type: ignore[override] # they follow the choice
        """The label, the figures over all time, the stretches."""
        tracking = self._choice.tracking
        return (
            Column(key="label", heading=text("tracking.column.label"), width=220),
            *_figure_columns(),
            *(
                Column(
                    key=each.start.isoformat(),
                    heading=short_name(each),
                    width=112,
                    numeric=True,
                )
                for each in (tracking.stretches if tracking else ())
            ),
        )

    @override
    def rows_of(self, tracking: Tracking) -> Iterator[Row]:
        """The lines, and the totals."""
        yield from (_line_row(line) for line in tracking.lines)
        sums = (Cell(text=text("tracking.total")), *_figure_cells(tracking.total))
        yield total((*sums, *(money(each.used) for each in tracking.totals)))

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a figure of a line, or of all."""
        row, column = place
        tracking = self._choice.tracking
        if tracking is None:
            return None
        _, stretch = self.place(row, column)
        key = "used" if stretch is not None else self.columns[column].key
        return OfTracking(tracking).figure(row, key, stretch)

    def place(self, row: int, column: int) -> tuple[LineId | None, int | None]:
        """The line of a row, None for the totals; the stretch of a column, None for all time."""
        tracking = self._choice.tracking
        lines = tracking.lines if tracking else ()
        stretch = column - 1 - len(_FIGURES)
        return (lines[row].id if row < len(lines) else None, stretch if stretch >= 0 else None)


class Stretches(_Table):
    """A row for each stretch of time: all lines in it, and what is carried over to the next."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice)
        carried = Column(
            key="carried", heading=text("tracking.column.carried"), width=120, numeric=True
        )
        heading = text("tracking.column.stretch")
        first = Column(key="stretch", heading=heading, width=190, stretches=True)
        self.columns = (first, *_figure_columns(), carried)

    @override
    def rows_of(self, tracking: Tracking) -> Iterator[Row]:
        """The stretches, what has no day if anything has none, and the totals."""
        held = zip(tracking.stretches, tracking.totals, tracking.cumulated, strict=True)
        for each, figure, so_far in held:
            yield (Cell(text=stretch_name(each)), *_figure_cells(figure), money(so_far.remaining))
        if tracking.undated:
            undated = _figure_cells(Figure(used=tracking.undated))
            yield (Cell(text=stretch_name(None)), *undated, Cell())
        sums = (Cell(text=text("tracking.total")), *_figure_cells(tracking.total), Cell())
        yield total(sums)

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a figure of a stretch, or of all."""
        row, column = place
        tracking = self._choice.tracking
        key = self.columns[column].key
        return OfTracking(tracking).stretch(row, key) if tracking else None


class BurnUpFigures(_Table):
    """The chart of the use against the plan as a table: both from the start to each stretch."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice)
        heading = text("tracking.column.stretch")
        self.columns = (
            Column(key="stretch", heading=heading, width=190, stretches=True),
            *(
                Column(key=key, heading=text(f"tracking.burn_up.{key}"), width=160, numeric=True)
                for key in _SO_FAR
            ),
        )

    @override
    def rows_of(self, tracking: Tracking) -> Iterator[Row]:
        """The stretches."""
        for each, so_far in zip(tracking.stretches, tracking.cumulated, strict=True):
            ahead = so_far.used - so_far.budget
            yield (
                Cell(text=stretch_name(each)),
                money(so_far.budget),
                money(so_far.used),
                money(ahead),
            )

    def behind(self, place: Place) -> Behind | None:
        """What stands behind the plan or the use from the start."""
        row, column = place
        tracking, key = self._choice.tracking, self.columns[column].key
        if tracking is None or key not in _SO_FAR:
            return None
        return OfTracking(tracking).so_far(row, key)


def _figure_columns() -> Sequence[Column]:
    return [
        Column(key=key, heading=text(f"tracking.column.{key}"), width=112, numeric=True)
        for key in _FIGURES
    ]


def _figure_cells(figure: Figure) -> Row:
    left = money(figure.remaining)
    if figure.remaining < Money(0):
        left = Cell(text=left.text, amount=left.amount, tone=Tone.WARNING, icon="warning")
    return (
        money(figure.budget),
        money(figure.used),
        money(figure.committed),
        left,
        Cell(text=percent(figure.percent)),
    )


def _line_row(line: TrackedLine) -> Row:
    name = Cell(text=line.label, tip=line.label)
    if line.runs_dry is not None:
        tip = text("tracking.dry_tip", day=line.runs_dry)
        name = Cell(text=line.label, tip=tip, icon="warning", tone=Tone.WARNING)
    return (name, *_figure_cells(line.total), *(money(each.used) for each in line.figures))


@dataclass(frozen=True, slots=True)
class _Behind:
    title: str
    parts: tuple[AllocatedPart, ...]


class TrackedPostings(ReadOnlyTable):
    """The postings behind the figure that is chosen."""

    def __init__(self, workspace: Workspace, choice: Choice) -> None:
        self.columns = posting_columns()
        self._workspace = workspace
        self._choice = choice
        self.line: LineId | None = None
        self.stretch: int | None = None
        self._held: tuple[object, _Behind] = (None, _Behind("", ()))

    @property
    def title(self) -> str:
        """Which figure, with how many postings and what they come to."""
        return self._behind.title

    @property
    def row_count(self) -> int:
        """How many parts of postings there are."""
        return len(self._behind.parts)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        part = self._behind.parts[row]
        days = days_of(self._workspace.project)
        return posting_cell(part.posting, self.columns[column].key, part.amount, days)

    def behind(self, place: Place) -> Behind:
        """The posting itself, with every figure it stands in."""
        return drill.of_posting(self._workspace, self._behind.parts[place[0]].posting)

    def where(self, row: int) -> str:
        """Every figure the posting of a row stands in, the accounts taken too; empty for none."""
        tracking, parts = self._choice.tracking, self._behind.parts
        if tracking is None or not 0 <= row < len(parts):
            return ""
        posting = parts[row].posting.id
        names = {line.id: line.label for line in tracking.lines}
        places = [
            text("tracking.place", line=names[line], stretch=stretch_name(stretch))
            for line, stretch in stands_in(tracking, posting)
        ]
        for taken in self._workspace.project.accounts:
            facts = {"kind": label(taken.kind), "start": taken.period.start}
            places += [
                text(
                    "tracking.place_account",
                    line=names.get(entry.line, entry.line),
                    end=taken.period.end,
                    **facts,
                )
                for entry in taken.entries
                if entry.posting == posting
            ]
        return text("tracking.stands", places="; ".join(places))

    @property
    def _behind(self) -> _Behind:
        asked = (self._choice.tracking, self.line, self.stretch)
        if self._held[0] is None or self._held[0] != _ids(asked):
            self._held = (_ids(asked), self._find())
        return self._held[1]

    def _find(self) -> _Behind:
        tracking = self._choice.tracking
        lines = tracking.lines if tracking else ()
        line = next((each for each in lines if each.id == self.line), None)
        if tracking is None or line is None:
            return _Behind(text("tracking.behind_none"), ())
        if self.stretch is None or self.stretch >= len(tracking.stretches):
            parts = (*(part for each in line.parts for part in each), *line.undated)
            stretch = text("tracking.all_time")
        else:
            parts = line.parts[self.stretch]
            stretch = stretch_name(tracking.stretches[self.stretch])
        facts = {"count": len(parts), "sum": Money.total(part.amount for part in parts)}
        return _Behind(
            text("tracking.behind_some", label=line.label, stretch=stretch, **facts), parts
        )


def _ids(asked: tuple[object, ...]) -> tuple[object, ...]:
    """The tracking by its identity: to compare all it holds would cost what is saved."""
    tracking, *rest = asked
    return (id(tracking), *rest)
