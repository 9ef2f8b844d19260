"""Dates as finance systems write them, one way per column; a short year is never guessed."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

from budgetdesk.importers.cells import BadCell, clean, fold
from budgetdesk.importers.profiles import DateOrder, Writing, words

_YEARS: Final = range(1900, 2200)
_TIME: Final = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
_YEAR_LAST: Final = re.compile(rf"(\d\d?)([-./ ])(\d\d?)\2(\d{{4}}){_TIME}", re.ASCII)
_YEAR_SHORT: Final = re.compile(rf"(\d\d?)([-./ ])(\d\d?)\2(\d\d){_TIME}", re.ASCII)
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-./]?)(\d\d)\2(\d\d){_TIME}", re.ASCII)
_NUMBER_OF_DAYS: Final = re.compile(r"(3[7-9][0-9]{3}|4[0-9]{4}|5[0-4][0-9]{3})(?:,[0-9]+)?")
"""From 2001 to 2050; what stands behind the comma is the time of the day."""
_DAY_ZERO: Final = date(1899, 12, 30)
_MONTH_NAMED: Final = re.compile(r"([0-9]{1,2})\.? ?([^\W\d_]+)\.? ?([0-9]{4})")
_MONTHS: Final = 12

DateReader = Callable[[str], date | None]
"""The date of a cell; None of an empty one; raises BadCell `bad_date`."""


def has_form_of_date(cell: str) -> bool:
    """Whether a cell is written like a date, be it one of the calendar or not.

    Eight digits alone are one only where the calendar has it: accounts are eight digits too.
    """
    written = clean(cell)
    if written.isdecimal():
        return _is_date(written)
    forms = (_YEAR_LAST, _YEAR_FIRST, _YEAR_SHORT, _MONTH_NAMED)
    return any(form.fullmatch(written) for form in forms)


def _is_date(written: str) -> bool:
    try:
        return _date(written, Writing()).year in _YEARS
    except ValueError:
        return False


def has_form_of_days(cell: str) -> bool:
    """Whether a cell may be a date as a spreadsheet's whole number of days."""
    return _NUMBER_OF_DAYS.fullmatch(clean(cell)) is not None


def has_short_year(cell: str) -> bool:
    """Whether a cell is a date whose year has two digits: somebody must say which century."""
    return _YEAR_SHORT.fullmatch(clean(cell)) is not None


def read_date(cell: str, writing: Writing = Writing()) -> date | None:  # noqa: B008 - immutable
    """The date of a cell, day before month unless said otherwise; None of an empty one.

    Raises:
        BadCell: `bad_date`, it is no date, or one whose year would have to be guessed.
    """
    written = clean(cell)
    if not written:
        return None
    try:
        day = _date(written, writing)
    except ValueError as error:  # the 31st of February
        raise BadCell("bad_date") from error
    if day.year not in _YEARS:
        raise BadCell("bad_date")
    return day


def date_reader(column: Iterable[str], writing: Writing = Writing()) -> DateReader:  # noqa: B008 - immutable
    """How a column tells its dates: as a spreadsheet's numbers of days where most cells do.

    Somebody may also say that they are such numbers.

    A number among dates in writing is a bad cell: it may as well be a date without its points.
    """
    written = list(filter(None, map(clean, column)))
    order = writing.dates or order_of(written)
    decided = Writing(dates=order, century=writing.century)
    days = sum(1 for cell in written if _NUMBER_OF_DAYS.fullmatch(cell))
    if order == "excel_days" or days * 2 > len(written):
        return lambda cell: _read_days(cell, decided)
    return lambda cell: read_date(cell, decided)


def order_of(cells: Iterable[str]) -> DateOrder:
    """Month first only where more of a column can be read so than the other way round.

    Danish systems write the day first, and what both could have written says nothing.
    """
    votes = 0
    for cell in cells:
        if match := _YEAR_LAST.fullmatch(cell) or _YEAR_SHORT.fullmatch(cell):
            votes += (int(match[3]) > _MONTHS) - (int(match[1]) > _MONTHS)
    return "month_first" if votes > 0 else "day_first"


def _read_days(cell: str, writing: Writing) -> date | None:
    if match := _NUMBER_OF_DAYS.fullmatch(clean(cell)):
        return _DAY_ZERO + timedelta(days=int(match[1]))
    return read_date(cell, writing)


def _date(written: str, writing: Writing) -> date:
    if match := _YEAR_LAST.fullmatch(written):
        return _ordered(int(match[4]), match, writing)
    if match := _YEAR_FIRST.fullmatch(written):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _MONTH_NAMED.fullmatch(written):
        return date(int(match[3]), _months().get(fold(match[2]), 0), int(match[1]))
    if writing.century is not None and (match := _YEAR_SHORT.fullmatch(written)):
        return _ordered(writing.century + int(match[4]), match, writing)
    raise ValueError(written)


def _ordered(year: int, match: re.Match[str], writing: Writing) -> date:
    first, second = int(match[1]), int(match[3])
    if writing.dates == "month_first":
        return date(year, first, second)
    return date(year, second, first)


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
