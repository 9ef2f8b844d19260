"""Choices as people see and type them: by their Danish names."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from budgetdesk.text import label
from budgetdesk.typed import UnreadableError

_E = TypeVar("_E", bound=Enum)
_T = TypeVar("_T")


def named(kind: type[_E]) -> dict[str, _E]:
    """Every choice of a kind by its name, in order."""
    return {label(choice): choice for choice in kind}


def read_choice(typed: str, choices: Mapping[str, _T]) -> _T | None:
    """The choice of that name, whatever its capitals; None for nothing.

    Raises:
        UnreadableError: no choice is called so.
    """
    plain = typed.strip().casefold()
    if not plain:
        return None
    for name, choice in choices.items():
        if name.casefold() == plain:
            return choice
    raise UnreadableError("choice", typed)
