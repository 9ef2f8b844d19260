"""Single TOML values as values of the field: texts, days, percentages, amounts, fixed choices.

Amounts stand in kroner. Every form is narrow on purpose: what a person could mean otherwise, or a
machine could choke on, is refused with the reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from msgspec.inspect import (
    BoolType,
    CustomType,
    DateType,
    DecimalType,
    EnumType,
    IntType,
    Metadata,
    StrType,
    Type,
)

from budgetdesk.domain.finding import FactValue
from budgetdesk.domain.money import Money
from budgetdesk.rulepacks.fault import choice

_MOST: Final = 1000
"""Months, years, members: more is a slip of the hand, and dates would soon leave the calendar."""

_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_QUANTITY = re.compile(r"\d{1,9}(\.\d{1,6})?", re.ASCII)
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,6})?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FORMS: Final = {
    "id": re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"),
    "currency": re.compile(r"[A-Z]{3}"),
    "url": re.compile(r"https?://[^\s<>\"]+"),
}


class WrongError(Exception):
    """A single value that cannot be read: the code and facts of its fault."""

    def __init__(self, code: str, **facts: FactValue) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def single(kind: Type, data: object, choices: Mapping[str, Sequence[str]]) -> Any:
    """`data` as a `kind`; `choices` are the words a text may be one of, by name.

    Raises:
        WrongError: it cannot be read as one.
    """
    match kind:
        case EnumType(cls=cls):
            return cls(_one_of([each.value for each in cls], data))
        case Metadata(extra={"one_of": name}):
            return _one_of(choices[name], data)
        case Metadata(extra={"is": "quantity"}):
            return _quantity(data)
        case Metadata(extra={"form": name}):
            return _formed(name, data)
        case Metadata(extra={"at_most": letters}):
            return _short(letters, data)
        case _:
            return _LEAVES[type(kind)](data)


def _one_of(among: Sequence[str], data: object) -> str:
    word = _text(data)
    if not among:
        raise WrongError("nothing_to_choose", word=word)
    if word not in among:
        raise WrongError("not_one_of", **choice(word, among))
    return word


def _formed(name: str, data: object) -> str:
    word = _text(data)
    if not _FORMS[name].fullmatch(word):
        raise WrongError(f"not_{name}")
    return word


def _short(letters: int, data: object) -> str:
    word = _text(data)
    if len(word) > letters:
        raise WrongError("too_long", letters=letters)
    return word


def _text(data: object) -> str:
    """Text with something in it that can be shown and printed everywhere."""
    if not isinstance(data, str):
        raise WrongError("not_text")
    if not data.strip():
        raise WrongError("empty")
    if _CONTROL.search(data):
        raise WrongError("control_character")
    return data


def _flag(data: object) -> bool:
    if not isinstance(data, bool):
        raise WrongError("not_flag")
    return data


def _count(data: object) -> int:
    if type(data) is not int or not 1 <= data <= _MOST:
        raise WrongError("not_count", most=_MOST)
    return data


def _percent(data: object) -> Decimal:
    digits = _digits(data)
    if not _PERCENT.fullmatch(digits) or Decimal(digits) > 100:
        raise WrongError("not_percent")
    return Decimal(digits)


def _quantity(data: object) -> Decimal:
    digits = _digits(data)
    if not _QUANTITY.fullmatch(digits):
        raise WrongError("not_quantity")
    return Decimal(digits)


def _amount(data: object) -> Money:
    digits = _digits(data)
    if not _AMOUNT.fullmatch(digits):
        raise WrongError("not_amount")
    return Money.parse(digits)


def _day(data: object) -> date:
    if type(data) is not date:  # a time of day is a datetime, and that is a date to isinstance
        raise WrongError("not_day")
    return data


def _digits(data: object) -> str:
    """A number as it is written; nothing for what is no number, or too long to be meant."""
    if type(data) is int:
        return str(data) if abs(data) < 10**12 else ""
    return str(data) if isinstance(data, (Decimal, str)) else ""


_LEAVES: Final[Mapping[type[Type], Callable[[object], Any]]] = {
    StrType: _text,
    BoolType: _flag,
    IntType: _count,
    DecimalType: _percent,
    DateType: _day,
    CustomType: _amount,
}
"""How a single value is read: a Decimal is a percentage (but for a `Quantity`), an int a count."""
