"""How a check of postings says what it found: one finding for all postings of one cause."""

from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.checks.findings import Facts, finding
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.finding import Finding, Severity, Source, Subject
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.money import Money

LEFT_OUT: Final = (PartKind.SET_ASIDE, PartKind.NOT_ELIGIBLE)
"""What a person took out of the account; nothing more is asked of it than a reason."""
_SHOWN: Final = 3


def gathered(
    severity: Severity,
    code: str,
    parts: Sequence[AllocatedPart],
    facts: Facts | None = None,
    *,
    source: Source | None = None,
) -> Iterator[Finding]:
    """One finding for all parts of one cause; none when there are none."""
    if parts:
        yield finding(
            severity, code, first_of(parts), {**(facts or {}), **facts_of(parts)}, source=source
        )


def facts_of(parts: Sequence[AllocatedPart]) -> Facts:
    """How many postings, what their parts come to, and the first few."""
    postings = list({part.posting.id: part.posting for part in parts}.values())
    first = ", ".join(name_of(posting) for posting in postings[:_SHOWN])
    return {
        "count": len(postings),
        "amount": Money.total(part.amount for part in parts),
        "first": first if len(postings) <= _SHOWN else f"{first} …",
    }


def name_of(posting: Posting) -> str:
    """What a person finds it by: the voucher, else import and row."""
    return posting.voucher or posting.id


def first_of(parts: Sequence[AllocatedPart]) -> Subject:
    """The place to go to."""
    return Subject(kind="posting", id=parts[0].posting.id)
