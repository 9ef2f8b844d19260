"""What changed since a moment, in words.

Told from the audit trail: of each place the first and the last it was, so that what was done and
undone again is not told. Who and when are of the last change. Belongs here: which moments there
are (`moments`), the places of an event (`places`), and their sentences (`sentences`). Does not
belong: how the trail is kept (`storage`), how the list is printed (`writers`).
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

import budgetdesk
from budgetdesk.domain.project import Project
from budgetdesk.history.moments import Milestone, last_seal, milestones, start_of
from budgetdesk.history.places import places
from budgetdesk.history.sentences import Sentences
from budgetdesk.session import Event
from budgetdesk.text import danish, text
from budgetdesk.writers.changes_pdf import ChangesPaper, write_changes_pdf
from budgetdesk.writers.paper import AccountPaper, ChangeTold

__all__ = [
    "Changed",
    "Milestone",
    "changed_since",
    "last_seal",
    "milestones",
    "start_of",
    "told_on",
    "write_pdf",
]


class Changed(NamedTuple):
    """One place that is not as it was: when and by whom it was changed last, and the sentence."""

    seq: int
    at: datetime
    user: str
    words: str


class _Move(NamedTuple):
    event: Event
    before: Any
    after: Any


def told_on(paper: AccountPaper, events: Sequence[Event]) -> AccountPaper:
    """The paper with what the trail tells: everything different since the last seal."""
    rows = changed_since(events, paper.project, last_seal(events))
    told = (ChangeTold(at=each.at, by=each.user, words=each.words) for each in rows)
    return replace(paper, changes=tuple(told))


def changed_since(events: Sequence[Event], project: Project, start: int) -> tuple[Changed, ...]:
    """Everything that is different from after event number `start`, the latest change last."""
    moves: dict[str, _Move] = {}
    for event in events:
        if event.seq > start:
            for path, before, after in places(event):
                first = moves.pop(path, None)
                moves[path] = _Move(event, first.before if first else before, after)
    names = Sentences(project)
    return tuple(
        Changed(move.event.seq, move.event.at, move.event.user, words)
        for path, move in moves.items()
        if move.before != move.after
        for words in (names.told(path, move.before, move.after),)
    )


def write_pdf(
    project: Project, rows: Sequence[Changed], start: int, path: Path, at: datetime, by: str
) -> Path:
    """Writes the list as PDF; raises BudgetDeskError as the writers do."""
    paper = ChangesPaper(
        project=project,
        since=text("history.since", seq=start),
        rows=tuple((danish(each.at), each.user, each.words) for each in rows),
        made_at=at,
        made_by=by,
        version=budgetdesk.__version__,
    )
    write_changes_pdf(paper, path)
    return path
