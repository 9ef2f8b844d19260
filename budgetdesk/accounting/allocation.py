"""Where every posting belongs: by hand first, else by the first rule that matches."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.ledger import AllocationRule, ImportBatch, Ledger, Placement, Posting, Share
from budgetdesk.domain.money import Money
from budgetdesk.domain.remembered import remembered

_WHOLE: Final = Decimal(100)


def allocate(ledger: Ledger) -> tuple[AllocatedPart, ...]:
    """Every posting of every import in order, as the parts it was placed in.

    What the parts of a placement leave of their posting is a part of its own, unplaced, so that
    the parts always add up to the ledger.
    """
    parts: list[AllocatedPart] = []
    for batch in ledger.batches:
        ruled, first = _by_rules(batch, ledger.rules)
        if ledger.placements:
            parts.extend(_with_placements(ledger, batch, ruled, first))
        else:
            parts.extend(ruled)
    return tuple(parts)


def parts_by_rule(rule: AllocationRule, posting: Posting) -> Iterator[AllocatedPart]:
    """The posting as `rule` places it: its shares, and then the rest; together the posting.

    A share of nothing is no part: of one øre only one share gets something.
    """
    if not rule.shares:
        yield _part(rule, posting, posting.amount, rule)
        return
    taken = [share.percent for share in rule.shares]
    amounts = posting.amount.split(_weights((*taken, _WHOLE - sum(taken))))
    where: tuple[AllocationRule | Share, ...] = (*rule.shares, rule)
    some = [(place, money) for place, money in zip(where, amounts, strict=True) if money]
    for place, money in some or [(rule, posting.amount)]:
        yield _part(rule, posting, money, place)


def matcher(rule: AllocationRule) -> Callable[[Posting], bool]:
    """A function that tells whether a posting meets all the conditions of `rule`."""
    first_match = _finder((rule,))
    return lambda posting: first_match(posting) is not None


@remembered(size=16)
def _by_rules(
    batch: ImportBatch, rules: tuple[AllocationRule, ...]
) -> tuple[Sequence[AllocatedPart], Sequence[int]]:
    """All parts of an import as the rules place them, and where each posting's first part is."""
    first_match = _finder(rules)
    parts: list[AllocatedPart] = []
    first: list[int] = []
    for posting in batch.postings:
        first.append(len(parts))
        rule = first_match(posting)
        if rule is None:
            parts.append(AllocatedPart(posting=posting, amount=posting.amount))
        else:
            parts.extend(parts_by_rule(rule, posting))
    return parts, first


def _with_placements(
    ledger: Ledger, batch: ImportBatch, ruled: Sequence[AllocatedPart], first: Sequence[int]
) -> Iterator[AllocatedPart]:
    """The parts of an import, those of a placed posting in place of what the rules would do."""
    taken_to = 0
    for number, posting in enumerate(batch.postings):
        placement = ledger.placements.get(posting.id)
        if placement is not None:
            yield from ruled[taken_to : first[number]]
            yield from _by_hand(placement, posting)
            taken_to = first[number + 1] if number + 1 < len(first) else len(ruled)
    yield from ruled[taken_to:]


@cache
def _weights(percents: tuple[Decimal, ...]) -> tuple[int, ...]:
    """Percentages as whole numbers in the same proportion."""
    finest = min(int(percent.as_tuple().exponent) for percent in percents)
    return tuple(int(percent.scaleb(-min(finest, 0))) for percent in percents)


def _part(
    rule: AllocationRule, posting: Posting, amount: Money, place: AllocationRule | Share
) -> AllocatedPart:
    return AllocatedPart(
        posting=posting,
        amount=amount,
        kind=place.kind,
        target=place.target,
        reason=place.reason,
        rule=rule.id,
    )


def _by_hand(placement: Placement, posting: Posting) -> Iterator[AllocatedPart]:
    for part in placement.parts:
        yield AllocatedPart(
            posting=posting,
            amount=part.amount,
            kind=part.kind,
            target=part.target,
            reason=part.reason,
        )
    rest = posting.amount - Money.total(part.amount for part in placement.parts)
    if rest or not placement.parts:
        yield AllocatedPart(posting=posting, amount=rest)


class _Asked(NamedTuple):
    """A rule with the words it looks for made ready; an empty word is found in everything."""

    rule: AllocationRule
    psp: str
    cost_center: str
    supplier: str
    text: str
    least: int | None
    most: int | None

    @classmethod
    def of(cls, rule: AllocationRule) -> "_Asked":
        return cls(
            rule,
            rule.psp.casefold(),
            rule.cost_center.casefold(),
            rule.supplier.casefold(),
            rule.text.casefold(),
            None if rule.amount_from is None else rule.amount_from.ore,
            None if rule.amount_to is None else rule.amount_to.ore,
        )

    def lets(self, ore: int) -> bool:
        """Whether an amount lies between the rule's ends."""
        return (self.least is None or self.least <= ore) and (self.most is None or ore <= self.most)


def _finder(rules: Iterable[AllocationRule]) -> Callable[[Posting], AllocationRule | None]:
    """A function that finds the first rule a posting meets.

    A ledger has few account numbers and many postings: which rules a number leaves in question
    is worked out once per number (100.000 postings by 20 rules take 0,1 s).
    """
    ready = [_Asked.of(rule) for rule in rules]
    by_code: dict[str, list[_Asked]] = {}

    def first_match(posting: Posting) -> AllocationRule | None:
        code = posting.gl_code
        asked = by_code.get(code)
        if asked is None:
            asked = by_code[code] = [each for each in ready if _in_range(each.rule, code)]
        for each in asked:
            if _meets(each, posting):
                return each.rule
        return None

    return first_match


def _meets(asked: _Asked, posting: Posting) -> bool:
    return (
        asked.psp in posting.psp.casefold()
        and asked.supplier in posting.supplier.casefold()
        and asked.text in posting.text.casefold()
        and asked.cost_center in posting.cost_center.casefold()
        and asked.lets(posting.amount.ore)
    )


def _in_range(rule: AllocationRule, code: str) -> bool:
    """Whether an account number lies in the rule's range: both ends are as long as the number."""
    if not rule.gl_to:
        return code.startswith(rule.gl_from)
    low = rule.gl_from or rule.gl_to
    same_length = len(low) == len(code) == len(rule.gl_to)
    return same_length and rule.gl_from <= code <= rule.gl_to
