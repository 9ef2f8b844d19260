"""Everything a person reads: sentences by key, and Danish numbers, amounts and dates.

The sentences lie in `resources/text/da/*.toml`; a key is file, table and name joined by dots.
Facts stand in braces and are written the Danish way by their type. After a colon stands what else
a fact is for: `{count:post|poster}` counts, `{kind:enums.SignoffKind}` is a key of that table.
"""

import string
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from typing_extensions import override

from budgetdesk import paths
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period


@cache
def _catalogue() -> Mapping[str, str]:
    """All sentences by key."""
    sentences: dict[str, str] = {}
    for file in sorted((paths.resources() / "text" / "da").glob("*.toml")):
        _flatten(file.stem, tomllib.loads(file.read_text(encoding="utf-8")), sentences)
    return sentences


def _flatten(prefix: str, table: Mapping[str, Any], into: dict[str, str]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            _flatten(key, value, into)
        else:
            into[key] = value


class _Danish(string.Formatter):
    """Puts facts into a sentence, each by its type.

    `{count:post|poster}` is a number with the word that fits it, `{kind:rules}` the sentence that
    the table `rules` has for the fact; of several with a comma between them, one or another.
    """

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            counted = Decimal(value)
            return f"{number(counted)} {one if counted == 1 else many}"
        if not format_spec:
            return danish(value)
        *some, last = (text(f"{format_spec}.{each}") for each in str(value).split(", "))
        return text("explained.list", first=", ".join(some), last=last) if some else last


_FORMATTER = _Danish()


def text(key: str, /, **facts: object) -> str:
    """The sentence of `key` with its facts; raises KeyError when there is no such key or fact."""
    return _FORMATTER.vformat(_catalogue()[key], (), facts)


def label(choice: Enum) -> str:
    """What a choice is called."""
    return text(f"enums.{type(choice).__name__}.{choice.value}")


def step(code: str, facts: Mapping[str, object]) -> str:
    """What a step of a document's life is called; an undone one names the step it took back."""
    inner = facts.get("step")
    words = text(f"steps.{code}", **facts)
    return f"{words}: {text(f'steps.{inner}', **facts)}" if inner else words


def has_text(key: str) -> bool:
    """Whether the catalogue knows `key`."""
    return key in _catalogue()


def danish(value: object) -> str:
    """A fact as Danish readers write it: 1.234,56 · 31-12-2020 · 20,5."""
    match value:
        case Money():
            return amount(value)
        case datetime():
            here = value.astimezone() if value.tzinfo else value  # kept in UTC, read where one is
            return f"{here:%d-%m-%Y %H.%M}"
        case date():
            return f"{value:%d-%m-%Y}"
        case Decimal():
            return number(value)
        case _:
            return str(value)


def stretch_name(stretch: Period) -> str:
    """A stretch of time by its first and last day."""
    return f"{danish(stretch.start)} – {danish(stretch.end)}"  # noqa: RUF001 - as Danish has it


def amount(money: Money) -> str:
    """Kroner with points for thousands and always two decimals: -1.234,56."""
    sign = "-" if money.ore < 0 else ""
    kroner, ore = divmod(abs(money.ore), 100)
    return f"{sign}{_grouped(kroner)},{ore:02d}"


def number(value: Decimal) -> str:
    """A number with points for thousands and no more decimals than it has: 1.924 · 0,5."""
    plain = f"{value.normalize():f}"
    sign = "-" if plain.startswith("-") else ""
    whole, _, decimals = plain.lstrip("-").partition(".")
    return sign + _grouped(int(whole)) + (f",{decimals}" if decimals else "")


def percent(value: Decimal | None) -> str:
    """A percentage: as it was given, 20 %; as it was computed, 16,66 % · 20,00 %; a dash for none.

    A computed one has two decimals always, so that the figures of a column stand together.
    """
    if value is None:
        return "–"  # noqa: RUF001 - an en dash is how tables mark "no figure"
    whole, _, decimals = f"{abs(value):f}".partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{_grouped(int(whole))}{',' if decimals else ''}{decimals} %"


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")
