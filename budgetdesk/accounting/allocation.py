"""Where every posting belongs: by hand first, else by the first rule that matches."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.ledger import AllocationRule, Ledger, Placement, Posting
from budgetdesk.domain.money import Money


def allocate(ledger: Ledger) -> tuple[AllocatedPart, ...]:
    """Every posting of every import in order, as the parts it was placed in.

    What the parts of a placement leave of their posting is a part of its own, unplaced, so that
    the parts always add up to the ledger.
    """
    first_match = _finder(ledger.rules)
    parts: list[AllocatedPart] = []
    for batch in ledger.batches:
        for posting in batch.postings:
            placement = ledger.placements.get(posting.id)
            if placement is None:
                parts.append(_by_rule(first_match(posting), posting))
            else:
                parts.extend(_by_hand(placement, posting))
    return tuple(parts)


def rule_matches(rule: AllocationRule, posting: Posting) -> bool:
    """Whether `posting` meets all the conditions of `rule`."""
    return _finder((rule,))(posting) is not None


def _by_rule(rule: AllocationRule | None, posting: Posting) -> AllocatedPart:
    if rule is None:
        return AllocatedPart(posting=posting, amount=posting.amount)
    return AllocatedPart(
        posting=posting,
        amount=posting.amount,
        kind=rule.kind,
        target=rule.target,
        reason=rule.reason,
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
    supplier: str
    text: str


def _finder(rules: Iterable[AllocationRule]) -> Callable[[Posting], AllocationRule | None]:
    """A function that finds the first rule a posting meets.

    A ledger has few account numbers and many postings: which rules a number leaves in question
    is worked out once per number (100.000 postings by 20 rules take 0,1 s).
    """
    ready = [
        _Asked(rule, rule.psp.casefold(), rule.supplier.casefold(), rule.text.casefold())
        for rule in rules
    ]
    by_code: dict[str, list[_Asked]] = {}

    def first_match(posting: Posting) -> AllocationRule | None:
        code = posting.gl_code
        asked = by_code.get(code)
        if asked is None:
            asked = by_code[code] = [each for each in ready if _in_range(each.rule, code)]
        psp, supplier = posting.psp.casefold(), posting.supplier.casefold()
        text = posting.text.casefold()
        for each in asked:
            if each.psp in psp and each.supplier in supplier and each.text in text:
                return each.rule
        return None

    return first_match


def _in_range(rule: AllocationRule, code: str) -> bool:
    """Whether an account number lies in the rule's range: both ends are as long as the number."""
    if not rule.gl_to:
        return code.startswith(rule.gl_from)
    low = rule.gl_from or rule.gl_to
    same_length = len(low) == len(code) == len(rule.gl_to)
    return same_length and rule.gl_from <= code <= rule.gl_to
