"""One cell read as what it should hold: an amount, a day, a number, a text; or a named fault."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budgetdesk.domain.money import Money, Rounding
from budgetdesk.domain.value import Value
from budgetdesk.templates.book import Book, CellError, CellValue, Sheet, shown
from budgetdesk.templates.places import Place
from budgetdesk.text import text as words
from budgetdesk.typed import UnreadableError, read_amount, read_date

_MONTHS: Final = re.compile(r"([0-9]{1,2})\.? *([^\W\d_]+)\.? *([0-9]{4})")
_SPAN: Final = re.compile(r"(.+?)\s*(?:\u2013|\u2014|\btil\b|\bto\b|\s-\s|(?<=[0-9]{4})-)\s*(.+)")
_NOBODY_TYPES: Final = Fraction(1, 100_000)
"""Kroner; what reckoning in binary leaves behind."""


class Fault(Value):
    """A cell that does not hold what it should. The text is `templates.faults.<code>`."""

    code: str
    sheet: str
    cell: str
    value: str = ""
    label: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class BadCellError(ValueError):
    """A value that is not what its cell should hold; `code` is the fault's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def money_in(sheet: Sheet, where: Place) -> Money | None:
    """Kroner of a cell on a sheet that may count in thousands; raises as `money_of`."""
    value = sheet.at(where).value
    if isinstance(value, Decimal):
        return money_of(value * sheet.unit)
    money = money_of(value)
    return money.times(Decimal(sheet.unit)) if money is not None else None


def money_of(value: CellValue) -> Money | None:
    """Kroner of a cell, to the øre; None of an empty one.

    What a workbook reckoned in binary is taken to the nearest øre when it is next to one.
    """
    if value is None or value == "":
        return None
    if isinstance(value, CellError):
        raise BadCellError("error")
    if isinstance(value, Decimal):
        ore = Fraction(value) * 100
        money = Money.rounded(ore, Rounding.NEAREST)
        if abs(ore - money.ore) > _NOBODY_TYPES * 100:
            raise BadCellError("too_fine")
        return money
    if isinstance(value, str):
        try:
            return read_amount(value)
        except UnreadableError as error:
            raise BadCellError("amount") from error
    raise BadCellError("amount")


def number_of(value: CellValue) -> Decimal | None:
    """A number of units; None of an empty cell."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return value.normalize() if value else Decimal(0)
    if isinstance(value, str) and not isinstance(value, CellError):
        plain = value.replace(".", "").replace(",", ".").strip()
        if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,9})?", plain):
            return Decimal(plain)
    raise BadCellError("number")


def text_of(value: CellValue) -> str:
    """The text of a cell; codes typed as numbers stay codes."""
    if isinstance(value, CellError):
        raise BadCellError("error")
    return shown(value).strip()


def day_of(book: Book, sheet: Sheet, where: Place) -> date | None:
    """The day of a cell, a real date or one written in words; None of an empty cell."""
    value = sheet.at(where).value
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        day = book.day(value)
        if day is None or not 1950 <= day.year <= 2150:
            raise BadCellError("date")
        return day
    if isinstance(value, str) and not isinstance(value, CellError):
        return written_day(value)
    raise BadCellError("date")


def written_day(text: str) -> date:
    """A day in writing, "31.12.2020" or "31. december 2020"; raises BadCellError."""
    named = _MONTHS.fullmatch(text.strip())
    if named:
        months = words("templates.months").split()
        name = named[2].casefold()
        for number, month in enumerate(months, start=1):
            if name == month or (len(name) >= 3 and month.startswith(name)):
                text = f"{named[1]}-{number}-{named[3]}"
    try:
        day = read_date(text, date(1, 1, 1))
    except UnreadableError as error:
        raise BadCellError("date") from error
    if day is None:
        raise BadCellError("date")
    return day


def written_span(text: str) -> tuple[date, date]:
    """Two days in one text, "1. december 2019 - 31. december 2020"; raises BadCellError."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise BadCellError("period")
    try:
        return written_day(match[1]), written_day(match[2])
    except BadCellError as error:
        raise BadCellError("period") from error
