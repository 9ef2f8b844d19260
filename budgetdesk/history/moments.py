"""The moments people ask from: a day, a version, a file that was sent, a signature, a seal."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Event
from budgetdesk.text import step, text

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LATEST: Final = {
    "export": ("export.", "history.no_export"),
    "account": ("account.take", "history.no_account"),
    "signature": ("seal.attach", "history.no_signature"),
    "seal": ("seal.seal", "history.no_seal"),
}
"""The words for the latest of its kind: the beginning of its step, and what is said of none."""
_FILES: Final = ("export.", "seal.attach")
"""The beginnings of the steps that name a file."""
_MARKS: Final = (
    "create",
    *(begins for begins, _ in _LATEST.values()),
    "seal.reopen",
    "budget.revise",
    "budget.send",
    "budget.approve",
    "changes.take",
    "review.add",
)
"""The beginnings of the steps people ask from."""


class Milestone(NamedTuple):
    """A moment people ask from: an event that counts as the last before."""

    seq: int
    words: str


def start_of(events: Sequence[Event], since: str) -> int:
    """The number of the last event that does not count.

    `since` is a date (ISO; that day counts), an event's number, a budget version's id, the name of
    a file that was written or attached, or the latest "export", "account", "signature" or "seal".

    Raises:
        BudgetDeskError: `history.unknown_since`, `history.no_<since>`.
    """
    if since in _LATEST:
        begins, none = _LATEST[since]
        return _last(events, lambda event: event.step.startswith(begins), none)
    if since.isdecimal():
        return int(since)
    if _ISO.fullmatch(since):
        day = date.fromisoformat(since)
        return max((e.seq for e in events if e.at.astimezone().date() < day), default=0)
    return _last(events, lambda event: _names(event, since), "history.unknown_since", since=since)


def _names(event: Event, since: str) -> bool:
    """Whether an event made a budget version of that id, or a file of that name."""
    is_file = event.step.startswith(_FILES)
    is_made = any(change.path == f"versions/{since}" for change in event.change)
    return is_made or (is_file and event.facts.get("file") == since)


def _last(events: Sequence[Event], is_it: Callable[[Event], bool], code: str, **facts: str) -> int:
    found = next((event.seq for event in reversed(events) if is_it(event)), None)
    if found is None:
        raise BudgetDeskError(code, **facts)
    return found


def milestones(events: Sequence[Event]) -> tuple[Milestone, ...]:
    """The moments people ask from, the latest first."""
    marked = (event for event in reversed(events) if event.step.startswith(_MARKS))
    return tuple(Milestone(event.seq, _said(event)) for event in marked)


def _said(event: Event) -> str:
    return text("history.milestone", at=event.at, step=step(event.step, event.facts))


def last_seal(events: Sequence[Event]) -> int:
    """The number of the event that sealed last, or that made the document."""
    return next((each.seq for each in reversed(events) if each.step == "seal.seal"), 1)
