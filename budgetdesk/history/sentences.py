"""One place of the project and what became of it, in words a colleague understands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.history.places import BY_STEP
from budgetdesk.history.values import Values
from budgetdesk.text import text

_NAMED = frozenset(("lines", "funding", "explanations", "versions"))
"""The lists whose ids stand for something with a name."""
_REASONED = frozenset(("set_aside", "not_eligible"))
"""The places a posting is put with a reason."""


class Sentences:
    """Tells places: lines, sources and vouchers by the names they have now."""

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
        self._values = Values(project, self._labels, self._vouchers)

    def told(self, path: str, before: Any, after: Any) -> str:
        """One place in words."""
        parts = path.split("/")
        if parts[0] in BY_STEP or parts[0] == "call":
            return text("history.step", step=after)
        if parts[:2] == ["ledger", "placements"]:
            return self._placement(parts[2], before, after)
        if parts[:2] == ["ledger", "batches"]:
            return _import(parts[2], before, after)
        if parts[0] == "versions" and len(parts) == 2:
            return self._version(parts[1], is_new=before is None)
        if parts[-1] == "order":
            return text("history.reordered", place=self._place(parts[:-1]))
        if isinstance(before, list) and isinstance(after, list):
            before, after = _only(before, after), _only(after, before)
        return self._changed(self._place(parts), parts, before, after)

    def _changed(self, place: str, parts: Sequence[str], before: Any, after: Any) -> str:
        values, whose = self._values, parts[0]
        *_, above, last = ("", *parts)
        name = above if above.endswith("_ore") else last  # a year or a part of so many øre
        was, now = values.said(name, before, whose), values.said(name, after, whose)
        if before == after:
            return text("history.reordered", place=place)
        if before in (None, "", [], {}):
            return text("history.come", place=place, after=now)
        if after in (None, "", [], {}):
            return text("history.gone", place=place, before=was)
        return text("history.changed", place=place, before=was, after=now)

    def _version(self, name: str, *, is_new: bool) -> str:
        words = self._versions.get(name, name)
        return text("history.version_come" if is_new else "history.version_gone", name=words)

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
        target = self._labels.get(part["target"]) or text(f"enums.PartKind.{part['kind']}")
        if part["kind"] in _REASONED and part["reason"]:
            return text("history.reasoned", target=target, reason=part["reason"].rstrip("."))
        return target

    def _place(self, parts: Sequence[str]) -> str:
        """The path in words: each step by its name, ids by what they stand for."""
        said = (self._name(above, name) for above, name in zip(("", *parts), parts, strict=False))
        return ", ".join(filter(None, said))

    def _name(self, above: str, name: str) -> str:
        """What a step of a path is called: a field by its name, an id by what it stands for."""
        if above == "versions":
            return self._versions.get(name, name)
        if above in _NAMED:
            return self._labels.get(name, name)
        return self._values.field(above, name)


def _only(these: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """What stands in one list and not in the other."""
    return [each for each in these if each not in others]


def _import(number: str, before: Any, after: Any) -> str:
    """An import that came or was taken out."""
    batch = after or before
    facts = {"file": batch["file"], "count": batch["postings"], "sum": Money(batch["sum_ore"])}
    return text("history.imported" if after else "history.import_gone", number=number, **facts)
