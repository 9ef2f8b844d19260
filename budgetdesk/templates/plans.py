"""A plan: which value goes into which cell of a form, and what stands in its way."""

from datetime import date
from decimal import Decimal
from typing import Literal

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.templates.matching import Assumption
from budgetdesk.templates.patch import NewValue
from budgetdesk.templates.words import words
from budgetdesk.text import text

RowChoice = Literal["auto", "insert", "merge"]
"""What to do where a form has too few rows: as the form allows, put rows in, or draw together."""


class Write(Value):
    """A value for a cell; `kind` is amount, number, date or text."""

    field: str
    sheet: str
    cell: str
    label: str
    value: str | int | Money | Decimal


class Expected(Value):
    """What a formula must come to, in so many kroner, when the program and the form agree."""

    field: str
    sheet: str
    cell: str
    label: str
    amount: Money
    unit: int = 1


class Lack(Value):
    """A block of rows that is too short: `count` rows more are needed below row `after`."""

    sheet: str
    label: str
    rows: tuple[int, ...]
    count: int


class Unplaced(Value):
    """Content the form has no place for. The text is `templates.unplaced.<code>`."""

    code: str
    label: str
    value: str = ""


class Plan(Value):
    """All writes, and what stands in their way."""

    writes: tuple[Write, ...]
    expected: tuple[Expected, ...]
    lacks: tuple[Lack, ...]
    unplaced: tuple[Unplaced, ...]
    assumed: tuple[Assumption, ...]


def long_day(day: date) -> str:
    """A day in words: 1. december 2019."""
    return f"{day.day}. {text('templates.months').split()[day.month - 1]} {day.year}"


def field_label(name: str) -> str:
    """What a field is called: the first label it is known by; else its own name."""
    known = (each.labels[0] for each in words().fields if each.name == name)
    return next(known, name)


def cell_value(value: str | int | Money | Decimal) -> NewValue:
    """A planned value as a cell holds it; amounts in kroner."""
    if isinstance(value, Money):
        return Decimal(value.ore) / 100
    return Decimal(value) if isinstance(value, int) else value
