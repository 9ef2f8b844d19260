"""What differs between two budgets, line by line; exact enough to make one from the other."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

import msgspec

from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.value import Value

L = TypeVar("L", BudgetLine, FundingLine)


class Fate(Enum):
    """What became of a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # to another place among the lines; its words and amounts are the same


class LineChange(Value, Generic[L]):
    """A line that differs: as it was and as it is, None where there was or is none.

    `place` is where it stands now, or stood while it was there, from 0. `is_moved`: its place
    among the lines both budgets have is another.
    """

    before: L | None
    after: L | None
    place: int
    is_moved: bool = False

    @property
    def line(self) -> L:
        """The line as it is now; a removed one as it was."""
        return next(line for line in (self.after, self.before) if line is not None)

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.before is None:
            return Fate.ADDED
        if self.after is None:
            return Fate.REMOVED
        return Fate.MOVED if self.before == self.after else Fate.CHANGED

    @property
    def was(self) -> Money:
        """What it came to."""
        return self.before.total if self.before else ZERO

    @property
    def amount(self) -> Money:
        """By how much it rose; negative where it fell."""
        return (self.after.total if self.after else ZERO) - self.was

    @property
    def percent(self) -> Decimal | None:
        """The same in percent of what it was; None where it was nothing."""
        return self.amount.percent_of(self.was)

    @property
    def per_year(self) -> Mapping[int, Money]:
        """By how much each year rose; years that stayed are left out."""
        before = self.before.amounts if self.before else {}
        after = self.after.amounts if self.after else {}
        rises = ((y, after.get(y, ZERO) - before.get(y, ZERO)) for y in before.keys() | after)
        return {year: rise for year, rise in sorted(rises) if rise}

    @property
    def fields(self) -> Sequence[str]:
        """The names of the fields that differ, for a line both budgets have."""
        if self.before is None or self.after is None:
            return ()
        names = type(self.before).__struct_fields__
        return [n for n in names if getattr(self.before, n) != getattr(self.after, n)]


AnyChange = LineChange[BudgetLine] | LineChange[FundingLine]


class Difference(Value):
    """All that differs between two budgets, costs and funding, in the order of the lines."""

    lines: tuple[LineChange[BudgetLine], ...]
    funding: tuple[LineChange[FundingLine], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same."""
        return not (self.lines or self.funding)


def difference(before: BudgetVersion, after: BudgetVersion) -> Difference:
    """What to change in `before` to have the lines and funding of `after`."""
    return Difference(
        lines=tuple(_changes(before.lines, after.lines)),
        funding=tuple(_changes(before.funding, after.funding)),
    )


def apply(made: Difference, before: BudgetVersion) -> BudgetVersion:
    """`before` with the lines and funding of the budget it was held against."""
    return msgspec.structs.replace(
        before,
        lines=_applied(made.lines, before.lines),
        funding=_applied(made.funding, before.funding),
    )


def _changes(before: Sequence[L], after: Sequence[L]) -> Iterator[LineChange[L]]:
    """The lines that differ: those there are now in their order, then those that are gone."""
    old = {line.id: line for line in before}
    new = {line.id: line for line in after}
    stayed = _in_old_order(before, [line for line in after if line.id in old])
    for place, line in enumerate(after):
        was = old.get(line.id)
        is_moved = was is not None and line.id not in stayed
        if is_moved or was != line:
            yield LineChange(before=was, after=line, place=place, is_moved=is_moved)
    for place, line in enumerate(before):
        if line.id not in new:
            yield LineChange(before=line, after=None, place=place)


def _in_old_order(before: Sequence[L], common: Sequence[L]) -> set[str]:
    """The most lines that still stand in the order they stood in; the others were moved.

    The longest rising row of old places, found in n log n: `tops[k]` is the lowest place a row
    of k + 1 lines can end at.
    """
    old = {line.id: place for place, line in enumerate(before)}
    places = [old[line.id] for line in common]
    tops: list[int] = []
    rows: list[int] = []
    for place in places:
        row = bisect_left(tops, place)
        tops[row : row + 1] = [place]
        rows.append(row)
    kept: set[str] = set()
    wanted = len(tops) - 1
    for line, row in zip(reversed(common), reversed(rows), strict=True):
        if row == wanted:
            kept.add(line.id)
            wanted -= 1
    return kept


def _applied(changes: Sequence[LineChange[L]], before: Sequence[L]) -> tuple[L, ...]:
    """Lines that are gone or moved are taken out; moved and new ones put in from the top."""
    by_id = {change.line.id: change for change in changes}
    out = {key for key, each in by_id.items() if each.is_moved or each.after is None}
    lines = [by_id[x.id].line if x.id in by_id else x for x in before if x.id not in out]
    for change in changes:
        if change.after is not None and (change.before is None or change.is_moved):
            lines.insert(change.place, change.after)
    return tuple(lines)
