"""What is kept of an account when it is sealed, and how a later account differs from it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from budgetdesk.domain.account import Account, AllocatedPart
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.seal import SealedAccount, SealedFunding, SealedLine, SealedPart
from budgetdesk.domain.value import PostingId, Value

V = TypeVar("V")


class Difference(Value):
    """One thing that is not as it was; its sentence is the text `seal.difference.<code>`."""

    code: str
    facts: Mapping[str, Any]


def sealed_lines(account: Account) -> tuple[SealedLine, ...]:
    """The lines as they are kept."""
    return tuple(
        SealedLine(
            id=line.id,
            label=line.label,
            budget=line.budget,
            actual=line.actual,
            explanation=line.explanation,
        )
        for line in account.lines
    )


def sealed_funding(account: Account) -> tuple[SealedFunding, ...]:
    """The sources as they are kept."""
    return tuple(
        SealedFunding(source=row.source, budget=row.budget, actual=row.actual)
        for row in account.funding
    )


def sealed_parts(account: Account) -> tuple[SealedPart, ...]:
    """Every part of every posting as it is kept, lines first."""
    on_lines = [part for line in account.lines for part in line.parts]
    return tuple(_kept(part) for part in (*on_lines, *account.other_parts))


def _kept(part: AllocatedPart) -> SealedPart:
    return SealedPart(
        posting=part.posting.id,
        voucher=part.posting.voucher or part.posting.id,
        amount=part.amount,
        kind=part.kind,
        target=part.target,
        reason=part.reason,
        is_outside=part.is_outside,
    )


def differences(old: SealedAccount, new: SealedAccount) -> tuple[Difference, ...]:
    """How `new` differs from `old`: the words first, then line by line, then posting by posting."""
    return (
        *_in_words(old, new),
        *_in_figures(old, new),
        *_in_lines(old, new),
        *_in_postings(old, new),
    )


def _in_words(old: SealedAccount, new: SealedAccount) -> Iterator[Difference]:
    for name in ("reservation", "signers"):
        yield from _moved(f"words.{name}", getattr(old, name), getattr(new, name))
    if (old.start, old.end) != (new.start, new.end):
        facts = {"before": old.start, "until": old.end, "after": new.start, "end": new.end}
        yield Difference(code="words.period", facts=facts)


def _in_figures(old: SealedAccount, new: SealedAccount) -> Iterator[Difference]:
    for name in ("earned", "paid_out"):
        yield from _moved(f"figures.{name}", getattr(old, name), getattr(new, name))
    before = {row.source: row for row in old.funding}
    for row in new.funding:
        was = before.get(row.source)
        source = row.source.value
        yield from _moved("funding.budget", was.budget if was else ZERO, row.budget, source=source)
        yield from _moved("funding.actual", was.actual if was else ZERO, row.actual, source=source)


def _in_lines(old: SealedAccount, new: SealedAccount) -> Iterator[Difference]:
    before, after = _by_id(old.lines), _by_id(new.lines)
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            yield _come_or_gone("line", was, now)
            continue
        yield from _moved("line.label", was.label, now.label)
        for name in ("budget", "actual", "explanation"):
            pair = getattr(was, name), getattr(now, name)
            yield from _moved(f"line.{name}", *pair, line=now.label)


def _come_or_gone(kind: str, was: SealedLine | None, now: SealedLine | None) -> Difference:
    line = was or now
    assert line is not None  # noqa: S101 - one of the two has the line
    code = f"{kind}.gone" if now is None else f"{kind}.come"
    return Difference(code=code, facts={"line": line.label, "amount": line.actual})


def _in_postings(old: SealedAccount, new: SealedAccount) -> Iterator[Difference]:
    """A posting is told once: where it stood, where it stands, or what of it changed."""
    before, after = _by_posting(old.parts), _by_posting(new.parts)
    labels: dict[str, str] = {line.id: line.label for line in (*old.lines, *new.lines)}
    for posting in dict.fromkeys([*before, *after]):
        was, now = before.get(posting, ()), after.get(posting, ())
        if was == now:
            continue
        voucher = (*now, *was)[0].voucher
        facts = {"voucher": voucher, "posting": posting}
        if not was or not now:
            amount = Money.total(part.amount for part in now or was)
            code = "posting.come" if now else "posting.gone"
            yield Difference(code=code, facts=facts | {"amount": amount})
        else:
            places = {"before": _places(was, labels), "after": _places(now, labels)}
            yield Difference(code="posting.moved", facts=facts | places)


class Place(Value):
    """Where a part stood: a line's label, or the kind of place it is in instead."""

    label: str
    box: str
    amount: Money
    reason: str


def _places(parts: Iterable[SealedPart], labels: Mapping[str, str]) -> tuple[Place, ...]:
    return tuple(
        Place(
            label=labels.get(part.target, part.target) if _is_cost(part) else "",
            box=_box(part),
            amount=part.amount,
            reason=part.reason,
        )
        for part in parts
    )


def _is_cost(part: SealedPart) -> bool:
    return part.kind is PartKind.COST and not part.is_outside


def _box(part: SealedPart) -> str:
    if part.is_outside:
        return "outside"
    return part.kind.value if part.kind else "unplaced"


def _by_id(lines: Iterable[SealedLine]) -> dict[str, SealedLine]:
    return {line.id: line for line in lines}


def _by_posting(parts: Iterable[SealedPart]) -> dict[PostingId, tuple[SealedPart, ...]]:
    found: dict[PostingId, tuple[SealedPart, ...]] = {}
    for part in parts:
        found[part.posting] = (*found.get(part.posting, ()), part)
    return found


def _moved(code: str, before: V, after: V, **facts: object) -> Iterator[Difference]:
    if before != after:
        yield Difference(code=code, facts={**facts, "before": before, "after": after})
