"""A budget line month by month: by its own parts where they are of the calendar, else by its years.

An amount is spread evenly over the project's months of its stretch, the øre left over one each to
the first of them. A stretch without a month in the project is spread over its own, so that nothing
is hidden; the months of a stretch come to it, and all of them to the line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.money import Money
from budgetdesk.domain.parts import months_of, stretch_of
from budgetdesk.domain.period import Period

Month = tuple[int, int]
"""Year and month."""


def by_month(line: BudgetLine, period: Period | None) -> Mapping[Month, Money]:
    """What the line holds for each month it holds anything for."""
    inside = frozenset(months_of(period)) if period else frozenset()
    spread: defaultdict[Month, int] = defaultdict(int)
    for stretch, amount in _stretches(line):
        months = _months(stretch, inside)
        for month, share in zip(months, amount.split([1] * len(months)), strict=True):
            spread[month] += share.ore
    return {month: Money(ore) for month, ore in sorted(spread.items())}


def by_part(line: BudgetLine, period: Period, names: Sequence[str]) -> Mapping[str, Money]:
    """The line laid out over stretches of the calendar, by the months each of them holds.

    What lies in a month that none of them holds goes to the nearest end of them. Raises
    ValueError for names that are all of something else.
    """
    stretches = {name: each for name in names if (each := stretch_of(name))}
    inside = frozenset(months_of(period))
    sums = dict.fromkeys(stretches, 0)
    for stretch, amount in _stretches(line):
        counts = Counter(_holding(stretches, *month) for month in _months(stretch, inside))
        for name, share in zip(counts, amount.split(list(counts.values())), strict=True):
            sums[name] += share.ore
    return {name: Money(ore) for name, ore in sums.items() if ore}


def _holding(stretches: Mapping[str, Period], year: int, month: int) -> str:
    """The stretch a month lies in, or the nearest end of them."""
    first, *_, last = (*stretches, *stretches)  # of one name too
    day = date(year, month, 1)
    near = first if day < stretches[first].start else last
    return next((name for name, each in stretches.items() if day in each), near)


def _stretches(line: BudgetLine) -> Iterator[tuple[Period, Money]]:
    """The line's parts, if they all are of the calendar and come to it; else its years."""
    dated = {name: stretch for name in line.parts if (stretch := stretch_of(name))}
    if dated and len(dated) == len(line.parts) and _is_whole(line):
        yield from ((stretch, line.parts[name]) for name, stretch in dated.items())
        return
    for year, amount in line.amounts.items():
        if amount:
            yield Period(start=date(year, 1, 1), end=date(year, 12, 31)), amount


def _is_whole(line: BudgetLine) -> bool:
    return Money.total(line.parts.values()) == line.total


def _months(stretch: Period, inside: frozenset[Month]) -> Sequence[Month]:
    own = tuple(months_of(stretch))
    return tuple(month for month in own if month in inside) or own
