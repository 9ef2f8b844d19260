"""The audit trail: every step as an event, chained by digests and bound to the content.

Whoever edits an event, takes one out, or changes the project's rows with another tool is found:
later digests no longer fit. Rebuilding the whole trail is not prevented; it changes the last
digest, so a digest printed elsewhere shows it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import Any, Final

import msgspec

from budgetdesk.domain.plain import from_plain, to_json, to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.storage.changes import Change, changes
from budgetdesk.storage.digests import all_digests, digest, part_digest


class Step(Value):
    """What somebody did: the step's code (its label is the text `steps.<code>`) and its facts."""

    code: str
    user: str
    at: datetime
    facts: Mapping[str, Any] = {}


class Event(Value):
    """A step as it stands in the trail; `content` is the digest of the project it left."""

    seq: int
    at: datetime
    user: str
    step: str
    facts: Mapping[str, Any]
    change: tuple[Change, ...]
    content: str
    previous: str
    digest: str


class AuditFault(Value):
    """The first thing that does not fit; the text is `errors.<code>`, filled in with the facts."""

    code: str
    facts: Mapping[str, Any]


class AuditReport(Value):
    """All events that can be read, and the first fault or None."""

    events: tuple[Event, ...]
    fault: AuditFault | None


_COLUMNS: Final = Event.__struct_fields__
_READ: Final = f"SELECT {', '.join(_COLUMNS)} FROM event ORDER BY seq"  # noqa: S608 - our own names
_ADD: Final = f"INSERT INTO event VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - as above

_Row = Sequence[Any]
"""An event as it stands: `facts` and `change` are JSON text, the digest comes last."""


def append(
    db: Connection,
    step: Step,
    before: Project | None,
    after: Project,
    parts: Mapping[str, str | None],
) -> None:
    """Adds the event of a step that turned `before` (None: nothing yet) into `after`.

    `parts` are those whose rows were changed, with their digests where they were taken on the way;
    the event tells the digests before and after.
    """
    # A new document tells what it began with beyond the call, which is known by its digest.
    told = list(changes(before or Project(call=after.call, versions=()), after))
    told += _note_content(db, parts)
    last = db.execute("SELECT seq, digest FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = last or (0, "")
    facts, change = to_json(step.facts).decode(), to_json(told).decode()
    content = digest(_noted_content(db))
    row = [seq + 1, to_plain(step.at), step.user, step.code, facts, change, content, previous]
    db.execute(_ADD, [*row, digest(row)])


def last_digest(db: Connection) -> str:
    """The digest of the last event: it stands for the whole document."""
    [found] = db.execute("SELECT digest FROM event ORDER BY seq DESC LIMIT 1").fetchone() or [""]
    return str(found)


def verify(db: Connection) -> AuditReport:
    """All events, and whether they and the rows they tell of fit together."""
    rows = db.execute(_READ).fetchall()
    fault = _chain_fault(rows) or _content_fault(db, rows)
    return AuditReport(events=_readable(rows), fault=fault)


def _chain_fault(rows: Sequence[_Row]) -> AuditFault | None:
    last = ""
    for expected, row in enumerate(rows, 1):
        seq, at, user, step, *_, previous, own = row
        if seq != expected:
            return AuditFault(code="audit.event_missing", facts={"seq": expected})
        if own != digest(row[:-1]):
            facts = {"seq": seq, "at": at, "user": user, "step": step}
            return AuditFault(code="audit.event_changed", facts=facts)
        if previous != last:
            return AuditFault(code="audit.chain_broken", facts={"seq": seq})
        last = own
    return None


def _content_fault(db: Connection, rows: Sequence[_Row]) -> AuditFault | None:
    noted, actual = _noted_content(db), all_digests(db)
    wrong = [part for part in {**noted, **actual} if noted.get(part) != actual.get(part)]
    if wrong:
        return AuditFault(code="audit.content_changed", facts={"part": min(wrong)})
    if not rows or rows[-1][_COLUMNS.index("content")] != digest(noted):
        return AuditFault(code="audit.end_missing", facts={"count": len(rows)})
    return None


def _readable(rows: Sequence[_Row]) -> tuple[Event, ...]:
    """The events, as far as they can be read: one that was edited may hold anything."""
    events: list[Event] = []
    for row in rows:
        cells = dict(zip(_COLUMNS, row, strict=True))
        try:
            told = {name: json.loads(cells[name]) for name in ("facts", "change")}
            events.append(from_plain(cells | told, Event))
        except (ValueError, msgspec.ValidationError):
            break
    return tuple(events)


def _note_content(db: Connection, parts: Mapping[str, str | None]) -> list[Change]:
    """Takes the digests of parts anew, and tells how they changed."""
    was = _noted_content(db)
    now = {part: taken or part_digest(db, part) for part, taken in parts.items()}
    for part, made in now.items():
        db.execute("DELETE FROM content WHERE part = ?", [part])
        if made:
            db.execute("INSERT INTO content VALUES (?, ?)", [part, made])
    return [Change(path=f"content/{part}", before=was.get(part), after=now[part]) for part in parts]


def _noted_content(db: Connection) -> Mapping[str, str]:
    return dict(db.execute("SELECT part, digest FROM content"))
