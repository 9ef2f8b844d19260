"""What changed since a day, an event, a budget version or the seal, in words.

Told from the audit trail: of each place the first and the last it was, so that what was done and
undone again is not told. Who and when are of the last change.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

import budgetdesk
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Event
from budgetdesk.text import danish, has_text, step, text
from budgetdesk.writers.changes_pdf import ChangesPaper, write_changes_pdf
from budgetdesk.writers.paper import AccountPaper, ChangeTold

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMED: Final = frozenset(("lines", "funding", "explanations", "versions"))
"""The lists whose ids stand for something with a name."""
_POINTS: Final = frozenset(("target", "line", "vat_lines"))
"""The fields that name a line."""
_CHOICES: Final = ("PartKind", "RecipientKind", "FundingSource", "FundingForm", "Topic", "Mark")
_SKIPPED: Final = frozenset(("content", "order", "call"))
_BY_STEP: Final = frozenset(("seals", "signed", "reviews"))
"""What is told by the step that did it: every one of them, for none is ever taken back."""


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


def start_of(events: Sequence[Event], since: str) -> int:
    """The number of the last event that does not count.

    `since` is a date (ISO; that day counts), an event's number, a budget version's id, or "seal".

    Raises:
        BudgetDeskError: `changes.unknown_since`, `changes.no_seal`.
    """
    if since == "seal":
        return _last(events, lambda event: event.step == "seal.seal", "history.no_seal", since)
    if since.isdecimal():
        return int(since)
    if _ISO.fullmatch(since):
        day = date.fromisoformat(since)
        return max((e.seq for e in events if e.at.astimezone().date() < day), default=0)
    path = f"versions/{since}"
    return _last(
        events,
        lambda event: any(change.path == path for change in event.change),
        "history.unknown_since",
        since,
    )


def _last(events: Sequence[Event], is_it: Any, code: str, since: str) -> int:
    found = next((event.seq for event in reversed(events) if is_it(event)), None)
    if found is None:
        raise BudgetDeskError(code, since=since)
    return found


def last_seal(events: Sequence[Event]) -> int:
    """The number of the event that sealed last, or that made the document."""
    return next((each.seq for each in reversed(events) if each.step == "seal.seal"), 1)


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
            for path, before, after in _places(event):
                first = moves.pop(path, None)
                moves[path] = _Move(event, first.before if first else before, after)
    names = _Names(project)
    return tuple(
        Changed(move.event.seq, move.event.at, move.event.user, words)
        for path, move in moves.items()
        if move.before != move.after
        for words in (names.sentence(path, move.before, move.after),)
    )


def _places(event: Event) -> Iterator[tuple[str, Any, Any]]:
    """The places of an event; a posting is one place, whatever of its placement changed."""
    for change in event.change:
        parts = change.path.split("/")
        if _SKIPPED.intersection((parts[0], parts[-1])):
            continue
        if parts[0] in _BY_STEP:
            yield f"{parts[0]}/{event.seq}", None, step(event.step, event.facts)
        elif parts[:2] == ["ledger", "placements"]:
            if parts[3:] != ["by"]:
                yield "/".join(parts[:3]), _parts(change.before), _parts(change.after)
        else:
            yield change.path, change.before, change.after


def _parts(placement: Any) -> list[Any]:
    """The parts of a placement told whole, or of its field `parts`."""
    if isinstance(placement, dict):
        return list(placement["parts"])
    return list(placement or [])


class _Names:
    """What places are called: lines, sources and vouchers by the names they have now."""

    def __init__(self, project: Project) -> None:
        versions = project.versions
        self._labels: dict[str, str] = {
            line.id: line.label for version in versions for line in version.lines
        }
        self._labels |= {
            line.id: line.label or text(f"enums.FundingSource.{line.source.value}")
            for version in versions
            for line in version.funding
        }
        self._versions: dict[str, str] = {each.id: each.name or each.id for each in versions}
        self._vouchers: dict[str, str] = {
            posting.id: posting.voucher or posting.id
            for batch in project.ledger.batches
            for posting in batch.postings
        }

    def sentence(self, path: str, before: Any, after: Any) -> str:
        """One place in words."""
        parts = path.split("/")
        if parts[0] in _BY_STEP:
            return text("history.step", step=after)
        if parts[:2] == ["ledger", "placements"]:
            return self._placement(parts[2], before, after)
        if parts[:2] == ["ledger", "batches"]:
            return _import(parts[2], before, after)
        place = self._place(parts)
        if before in (None, "", []):
            return text("history.come", place=place, after=self._value(parts[-1], after))
        if after in (None, "", []):
            return text("history.gone", place=place, before=self._value(parts[-1], before))
        facts = {"before": self._value(parts[-1], before), "after": self._value(parts[-1], after)}
        return text("history.changed", place=place, **facts)

    def _placement(self, posting: str, before: Any, after: Any) -> str:
        facts = {"voucher": self._vouchers.get(posting, posting)}
        was, now = self._targets(before), self._targets(after)
        if not before:
            return text("history.placed", after=now, **facts)
        if not after:
            return text("history.taken_back", before=was, **facts)
        return text("history.moved", before=was, after=now, **facts)

    def _targets(self, parts: Iterable[Mapping[str, Any]]) -> str:
        return ", ".join(
            text("seal.place", place=self._target(part), amount=Money(part["amount_ore"]))
            for part in parts
        )

    def _target(self, part: Mapping[str, Any]) -> str:
        target = self._labels.get(part["target"])
        return target or text(f"enums.PartKind.{part['kind']}")

    def _place(self, parts: Sequence[str]) -> str:
        """The path in words: each step by its name, ids by what they stand for."""
        said = []
        for above, name in zip(("", *parts), parts, strict=False):
            key = f"history.place.{name}"
            is_name = above not in _NAMED and has_text(key)
            said.append(text(key) if is_name else self._name(above, name))
        return ", ".join(filter(None, said))

    def _name(self, above: str, name: str) -> str:
        """What an id stands for, by the list it is in."""
        if above == "versions":
            return self._versions.get(name, name)
        return self._labels.get(name, name) if above in _NAMED else name

    def _value(self, name: str, value: Any) -> str:
        if value in (None, "", []):
            return text("seal.nothing")
        match value:
            case dict():
                return self._all(value)
            case list():
                return " · ".join(self._value(name, each) for each in value)
            case _:
                return _plain(name, self._labels.get(value, value) if name in _POINTS else value)

    def _all(self, value: Mapping[str, Any]) -> str:
        """What a value holds, the empty fields left out."""
        filled = ((key, each) for key, each in value.items() if each not in (None, "", [], {}))
        return ", ".join(self._value(key, each) for key, each in filled)


def _import(number: str, before: Any, after: Any) -> str:
    """An import that came or was taken out."""
    batch = after or before
    facts = {"file": batch["file"], "count": batch["postings"], "sum": Money(batch["sum_ore"])}
    return text("history.imported" if after else "history.import_gone", number=number, **facts)


def _choice(value: str) -> str | None:
    """What a fixed choice is called, when it is one."""
    keys = (f"enums.{name}.{value}" for name in _CHOICES)
    return next((text(key) for key in keys if has_text(key)), None)


def _plain(name: str, value: Any) -> str:
    """A single value as Danish readers write it; its field's name tells an amount."""
    match value:
        case bool():
            return text("documents.yes" if value else "documents.no")
        case int() if name.endswith("_ore") or name.isdecimal():
            return danish(Money(value))
        case str() if _ISO.fullmatch(value):
            return danish(date.fromisoformat(value))
        case str():
            return _choice(value) or value.rstrip(".")
        case _:
            return str(value)


def write_pdf(
    project: Project, rows: Sequence[Changed], start: int, path: Path, at: datetime, by: str
) -> Path:
    """Writes the list as PDF; raises BudgetDeskError as the writers do."""
    paper = ChangesPaper(
        project=project,
        since=text("history.since", seq=start),
        rows=tuple((danish(each.at.astimezone()), each.user, each.words) for each in rows),
        made_at=at,
        made_by=by,
        version=budgetdesk.__version__,
    )
    write_changes_pdf(paper, path)
    return path
