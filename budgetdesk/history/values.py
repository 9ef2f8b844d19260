"""What stands at a place, in words: amounts, days, choices, and whole values field by field."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from budgetdesk import explained
from budgetdesk.domain.budget import Move
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.money import Money
from budgetdesk.domain.plain import from_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.waiver import Waiver
from budgetdesk.text import danish, has_text, number, text
from budgetdesk.writers.change_words import move_words

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIGURE: Final = re.compile(r"-?\d+(\.\d+)?")

_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("PartKind", "RecipientKind", "AccountKind", "IndexKind"),
    "source": ("FundingSource",),
    "form": ("FundingForm",),
    "day": ("DayKind",),
    "indexed_by": ("IndexKind",),
}
"""The fields that hold a choice, and which choices it can be."""
_LINES: Final = frozenset(("target", "line", "vat_lines"))
_FIGURES: Final = frozenset(("units", "percent", "hours", "annual_hours", "at_least", "months"))
_BARE: Final = ("kind", "source", "name", "label", "title", "text", "posting", "on", "amount_ore")
"""The fields whose value says what it is without their name."""
_FIRST: Final = (*_BARE, "year", "start")
"""The fields that are said before the others, in the order they are read best."""
_NUMBERED: Final = frozenset(("rules", "vouchers"))
"""The lists whose ids are numbers; those of rules begin with an r."""
_UNSAID: Final = frozenset(("id", "sha256", "size", "path"))
"""What a whole value holds for the program alone."""


class Values:
    """Says values; lines and vouchers by their names."""

    def __init__(
        self, project: Project, labels: Mapping[str, str], vouchers: Mapping[str, str]
    ) -> None:
        self._project = project
        self._labels = labels
        self._vouchers = vouchers

    def field(self, above: str, name: str) -> str:
        """What a field is called, or what stands in its place: a year, a number, a name."""
        if above in _NUMBERED:
            return text("history.number", number=name.lstrip("r"))
        if above == "parts_ore":
            return explained.part_words(name)
        key = f"history.place.{name}"
        return text(key) if has_text(key) else name

    def said(self, name: str, value: Any, whose: str = "") -> str:
        """A value of a field in words; `whose` is the first step of its path."""
        if value in (None, "", [], {}):
            return text("seal.nothing")
        match value:
            case dict():
                return self._whole(name, value, whose)
            case list():
                return " · ".join(self.said(name, each, whose) for each in value)
            case str():
                return self._words(name, value)
            case _:
                return _plain(name, value)

    def _words(self, name: str, value: str) -> str:
        """A single string as Danish readers write it."""
        if name in _LINES:
            return self._labels.get(value, value)
        if name == "posting":
            return text("history.voucher", voucher=self._vouchers.get(value, value))
        if name in _FIGURES and _FIGURE.fullmatch(value):
            return number(Decimal(value))
        if _ISO.fullmatch(value):
            return danish(date.fromisoformat(value))
        keys = (f"enums.{each}.{value}" for each in _CHOICES.get(name, ()))
        return next((text(key) for key in keys if has_text(key)), value.rstrip("."))

    def _whole(self, name: str, value: Mapping[str, Any], whose: str) -> str:
        """A whole value: some have words of their own, of the others every field that is filled."""
        if whose == "decisions":
            decision = from_plain(value, Decision)
            topic = explained.topic_words(decision.topic, decision.about)
            return text("history.named", name=topic, value=explained.decision_words(decision))
        if whose == "waivers":
            return explained.waiver_words(from_plain(value, Waiver))
        if name == "moves":
            return move_words(self._project, from_plain(value, Move))
        return ", ".join(self._fields(name, value))

    def _fields(self, above: str, value: Mapping[str, Any]) -> Iterator[str]:
        first = [key for key in _FIRST if key in value]
        for key in (*first, *(key for key in value if key not in first)):
            each = value[key]
            if key in _UNSAID or each in (None, "", [], {}, False):
                continue
            of = above if above.endswith("_ore") else key  # a year or a part of so many øre
            said, name = self.said(of, each), self.field(above, key)
            yield said if key in _BARE else text("history.named", name=name, value=said)


def _plain(name: str, value: bool | int) -> str:
    """Yes or no, or a whole number; its field's name tells an amount."""
    if isinstance(value, bool):
        return text("documents.yes" if value else "documents.no")
    is_amount = name.endswith("_ore") or name.isdecimal()
    return danish(Money(value)) if is_amount else str(value)
