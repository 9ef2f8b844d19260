"""The places an event changed, as they are told: a posting is one, whatever of it was placed."""

from collections.abc import Iterator
from typing import Any, Final

from budgetdesk.session import Event
from budgetdesk.text import step

BY_STEP: Final = frozenset(("seals", "signed", "reviews"))
"""What is told by the step that did it: every one of them, for none is ever taken back."""

_TAKEN: Final = ("kind", "period", "on", "by")
"""What is told of an account that was taken; its entries are the account's own."""


def places(event: Event) -> Iterator[tuple[str, Any, Any]]:
    """Path, before and after of each place."""
    for change in event.change:
        parts = change.path.split("/")
        if parts[0] in BY_STEP:
            yield f"{parts[0]}/{event.seq}", None, step(event.step, event.facts)
        elif parts[0] == "call":
            yield "call", None, step(event.step, event.facts)
        elif parts[0] == "accounts":
            yield "accounts", _taken(change.before), _taken(change.after)
        elif parts[:2] == ["ledger", "placements"]:
            if parts[3:] != ["by"]:
                yield "/".join(parts[:3]), _parts(change.before), _parts(change.after)
        elif parts[0] != "content":
            yield change.path, change.before, change.after


def _parts(placement: Any) -> list[Any]:
    """The parts of a placement told whole, or of its field `parts`."""
    if isinstance(placement, dict):
        return list(placement["parts"])
    return list(placement or [])


def _taken(accounts: Any) -> list[dict[str, Any]]:
    return [{key: each[key] for key in _TAKEN} for each in accounts or []]
