"""Days, months and years of a project."""

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Final

from budgetdesk.domain.value import Value

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
"""Outside these a date is a slip of the hand, and adding months could leave the calendar."""


def last_day_of_month(year: int, month: int) -> date:
    """The last calendar day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day number `months` later, or the last day of that month when it has no such day.

    The reading of "tre måneder efter" in rules.md A9: 30-11-2020 plus three is 28-02-2021. A day
    that is the last of its month stays the last only where the number demands it.
    """
    index = day.year * 12 + (day.month - 1) + months
    last = last_day_of_month(index // 12, index % 12 + 1)
    return last.replace(day=min(day.day, last.day))


class Period(Value):
    """From and with `start` to and with `end`. A period may stand backwards; a check finds it.

    Raises:
        ValueError: a year that no project has.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        for day in (self.start, self.end):
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError(day)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def covers(self, other: "Period") -> bool:
        """Whether the whole of `other` lies inside."""
        return other.start in self and other.end in self

    def years(self) -> Iterator[int]:
        """The calendar years touched, in order."""
        return iter(range(self.start.year, self.end.year + 1))
