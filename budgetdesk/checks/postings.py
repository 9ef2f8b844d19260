"""What postings on cost lines give away by their words: costs that should be looked at again.

What is told here is a question, never a verdict: a word may stand there for another reason.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from budgetdesk.accounting.reversals import Reversals, reversals
from budgetdesk.accounting.traits import Ids, Traits, traits
from budgetdesk.checks.case import Case
from budgetdesk.checks.gathering import gathered
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.finding import Finding, Severity, Source
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.recipient import RecipientKind

_REFUNDED: Final = (RecipientKind.MUNICIPALITY, RecipientKind.REGION)
"""Who gets the VAT of its purchases back (BEK 891 of 25/06/2025 section 10)."""


def pay_not_counted(case: Case) -> Iterator[Finding]:
    """One-off payments and profit shares are no pay for work in the project (SBST)."""
    parts = _on_lines(case, lambda found: found.pay_not_counted)
    source = _source(case, "pay_not_counted")
    yield from gathered(Severity.WARNING, "ledger.pay_not_counted", parts, source=source)


def vat_in_cost(case: Case) -> Iterator[Finding]:
    """VAT that is refunded is no cost: it is eligible only for its final bearer (SBST)."""
    choices, kind = case.project.ledger.choices, case.project.recipient.kind
    if choices.bears_vat or kind not in _REFUNDED:
        return
    borne = set(case.project.ledger.vat_lines)
    found = _on_lines(case, lambda found: found.vat)
    parts = [part for part in found if part.target not in borne]
    yield from gathered(Severity.WARNING, "ledger.vat_in_cost", parts, source=_source(case, "vat"))


def internal_transfer(case: Case) -> Iterator[Finding]:
    """Money moved inside the house needs the voucher of what was really bought."""
    parts = _on_lines(case, lambda found: found.internal)
    yield from gathered(Severity.WARNING, "ledger.internal_transfer", parts)


def income_on_cost_line(case: Case) -> Iterator[Finding]:
    """A credit on a cost line that takes no posting back may be an income of its own."""
    pairs = _reversals(case)
    alone = {posting.id for posting in pairs.alone}
    parts = [
        part
        for part in case.inside
        if part.amount.ore < 0
        and part.kind is PartKind.COST
        and part.posting.id not in pairs.partner
        and part.posting.id not in alone
    ]
    yield from gathered(Severity.WARNING, "ledger.income_on_cost_line", parts)


def not_paid(case: Case) -> Iterator[Finding]:
    """R22: what is in the final account is paid, where the extract tells."""
    if case.final is None:
        return
    rule = case.rules.final_account
    parts = _on_lines(case, lambda found: found.unpaid)
    source = rule.source if rule else None
    yield from gathered(Severity.WARNING, "ledger.not_paid", parts, source=source)


def other_year(case: Case) -> Iterator[Finding]:
    """The supplement period: year and voucher date part, and an auditor compares by year."""
    parts = _on_lines(case, lambda found: found.other_year)
    yield from gathered(Severity.NOTE, "ledger.other_year", parts)


def reversed_apart(case: Case) -> Iterator[Finding]:
    """A posting and the one that takes it back belong in the same place."""
    partner = _reversals(case).partner
    if not partner:
        return
    places = {part.posting.id: (part.kind, part.target) for part in case.inside}
    parts = [
        part
        for part in case.inside
        if (other := partner.get(part.posting.id)) is not None
        and part.amount.ore < 0
        and places.get(other.id) != (part.kind, part.target)
    ]
    yield from gathered(Severity.WARNING, "ledger.reversed_apart", parts)


def reversal_alone(case: Case) -> Iterator[Finding]:
    """A posting that says it takes another back, which is not there: perhaps half an extract."""
    alone = frozenset(posting.id for posting in _reversals(case).alone)
    parts = _costs(case, alone)
    yield from gathered(Severity.NOTE, "ledger.reversal_alone", parts)


def _reversals(case: Case) -> Reversals:
    return reversals(case.project.ledger, case.around.patterns)


def _on_lines(case: Case, trait: Callable[[Traits], Ids]) -> Sequence[AllocatedPart]:
    """The parts on cost lines, inside the period, of postings that have a trait."""
    return _costs(case, trait(traits(case.project.ledger, case.around.patterns)))


def _costs(case: Case, ids: Ids) -> Sequence[AllocatedPart]:
    if not ids:
        return ()
    return [part for part in case.inside if part.posting.id in ids and part.kind is PartKind.COST]


def _source(case: Case, words: str) -> Source | None:
    """Where the list of words comes from."""
    patterns = case.around.patterns
    url = patterns.source.get(words)
    return Source(document=patterns.document, url=url) if url else None
