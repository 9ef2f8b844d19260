"""Dates as finance systems write them; a year of two digits is never guessed."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

from budgetdesk.importers.cells import BadCell, clean, fold
from budgetdesk.importers.profiles import words

_YEARS: Final = range(1900, 2200)
_TIME: Final = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
_DAY_FIRST: Final = re.compile(rf"(\d\d?)([-./ ])(\d\d?)\2(\d{{4}}){_TIME}", re.ASCII)
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-./]?)(\d\d)\2(\d\d){_TIME}", re.ASCII)
_NUMBER_OF_DAYS: Final = re.compile(r"(3[7-9][0-9]{3}|4[0-9]{4}|5[0-4][0-9]{3})(?:,[0-9]+)?")
"""From 2001 to 2050; what stands behind the comma is the time of the day."""
_DAY_ZERO: Final = date(1899, 12, 30)
_MONTH_NAMED: Final = re.compile(r"([0-9]{1,2})\.? ?([^\W\d_]+)\.? ?([0-9]{4})")


def read_date(cell: str) -> date | None:
    """The date of a cell; None of an empty one.

    Raises:
        BadCell: `bad_date`, it is no date, or one whose year or order would have to be guessed.
    """
    written = clean(cell)
    if not written:
        return None
    try:
        day = _date(written)
    except ValueError as error:  # the 31st of February
        raise BadCell("bad_date") from error
    if day.year not in _YEARS:
        raise BadCell("bad_date")
    return day


def date_reader(column: Iterable[str]) -> Callable[[str], date | None]:
    """How a column tells its dates: as a spreadsheet's numbers of days where most cells do.

    A number among dates in writing is a bad cell: it may as well be a date without its points.
    """
    written = list(filter(None, map(clean, column)))
    days = sum(1 for cell in written if _NUMBER_OF_DAYS.fullmatch(cell))
    return _read_days if days * 2 > len(written) else read_date


def _read_days(cell: str) -> date | None:
    if match := _NUMBER_OF_DAYS.fullmatch(clean(cell)):
        return _DAY_ZERO + timedelta(days=int(match[1]))
    return read_date(cell)


def _date(written: str) -> date:
    if match := _DAY_FIRST.fullmatch(written):
        return date(int(match[4]), int(match[3]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(written):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _MONTH_NAMED.fullmatch(written):
        return date(int(match[3]), _months().get(fold(match[2]), 0), int(match[1]))
    raise ValueError(written)


@cache
def _months() -> dict[str, int]:
    return {name: month for month, names in enumerate(words().months, 1) for name in names}


def read_year(cell: str) -> int | None:
    """The accounting year of a cell; None of an empty one; BadCell `bad_date` of anything else."""
    written = clean(cell)
    if not written:
        return None
    if len(written) == len("2020") and written.isdecimal() and int(written) in _YEARS:
        return int(written)
    raise BadCell("bad_date")
