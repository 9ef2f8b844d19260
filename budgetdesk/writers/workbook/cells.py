"""What can stand in a cell, and how each kind of it is looked at and kept."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from budgetdesk.domain.money import Money
from budgetdesk.text import danish

Number = int | Decimal | Money
"""A count, a percentage, or an amount."""


class Quantity(NamedTuple):
    """So many units, with the decimals it has."""

    units: Decimal


class Formula(NamedTuple):
    """A formula with the value it has, so that every reader shows it at once."""

    formula: str
    value: Number | Quantity | str

    @property
    def leads(self) -> bool:
        """Whether it is there to be clicked on."""
        return self.formula.startswith("HYPERLINK(")


Cell = Number | Quantity | Formula | str | date | datetime | None

FIRST_YEAR: Final = 1900
"""Before it Excel knows no dates."""
_LONGEST: Final = 32_767
"""What Excel takes in a cell."""


_KINDS: Final[Mapping[type, str]] = {
    Money: "amount",
    Decimal: "percent",
    Quantity: "quantity",
    datetime: "time",
    int: "count",
}


def kind(value: Cell) -> str:
    """The look a value has by its type; a formula's is that of what it comes to."""
    told = value.value if isinstance(value, Formula) else value
    if type(told) is date and told.year >= FIRST_YEAR:
        return "date"
    return _KINDS.get(type(told), "text")


def number(value: Number | Quantity) -> Decimal | int:
    """Exactly the number that stands in the file: kroner, a share of one, units, a count."""
    match value:
        case Money():
            return Decimal(value.ore).scaleb(-2)
        case Decimal():
            return value.scaleb(-2)
        case Quantity():
            return value.units
        case _:
            return value


def shown(value: object) -> str:
    """What is written out as text; what no cell can hold ends in three dots."""
    words = danish(value)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
