"""How an account differs from the one sealed before, in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from budgetdesk.accounting.sealing import Difference, Place
from budgetdesk.text import text
from budgetdesk.writers.paper import AccountPaper


def differences_in_words(paper: AccountPaper) -> Iterator[str]:
    """A sentence for each, without personal data."""
    for each in paper.differences:
        yield paper.hidden(difference_words(each))


def difference_words(difference: Difference) -> str:
    """One difference as a sentence."""
    facts = {name: _said(value) for name, value in difference.facts.items()}
    return text(f"seal.difference.{difference.code}", **facts)


def _said(value: Any) -> Any:
    match value:
        case tuple():
            return _places(value)
        case "":
            return text("seal.nothing")
        case _:
            return value


def _places(places: Iterable[Place]) -> str:
    return ", ".join(
        text("seal.place", place=place.label or text(f"seal.box.{place.box}"), amount=place.amount)
        for place in places
    )
