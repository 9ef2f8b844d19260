"""The names of the parts a budget line is split in (R19).

Departments and milestones have the names people give them. A stretch of the calendar has a name of
its own, so that its amounts can be laid out over time: "2020-Q1" is a quarter, "2020-03" a month.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from budgetdesk.domain.period import Period, last_day_of_month
from budgetdesk.domain.rules.costs import SplitBy

_NAME: Final = re.compile(r"(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))", re.ASCII)


def stretch_of(name: str) -> Period | None:
    """The quarter or month a part is; None for any other part."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    year, quarter, month = found.groups()
    first = int(quarter) * 3 - 2 if quarter else int(month)
    try:
        end = last_day_of_month(int(year), first + 2 if quarter else first)
        return Period(start=date(int(year), first, 1), end=end)
    except ValueError:  # a year no project has
        return None


def names_in(period: Period, by: SplitBy) -> tuple[str, ...]:
    """The parts of a period, in order; none for what is no stretch of the calendar."""
    form = {SplitBy.QUARTER: _quarter, SplitBy.MONTH: _month}.get(by)
    months = months_of(period) if form else ()
    return tuple(dict.fromkeys(form(*month) for month in months)) if form else ()


def months_of(period: Period) -> Iterator[tuple[int, int]]:
    """Every year and month the period touches; none of one that stands backwards."""
    first, last = (day.year * 12 + day.month - 1 for day in (period.start, period.end))
    for index in range(first, last + 1):
        yield index // 12, index % 12 + 1


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once: the calendar's by their days, the others after them as they came."""
    once = dict.fromkeys(names)
    dated = sorted(
        (stretch.start, stretch.end, name) for name in once if (stretch := stretch_of(name))
    )
    calendar = [name for *_, name in dated]
    return (*calendar, *(name for name in once if name not in calendar))


def _quarter(year: int, month: int) -> str:
    return f"{year}-Q{(month + 2) // 3}"


def _month(year: int, month: int) -> str:
    return f"{year}-{month:02d}"
