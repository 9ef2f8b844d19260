"""Placing by hand: whole, in parts, or taken back so that the rules decide again."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger.change import change, check_target, postings, without


def place(
    project: Project,
    posting_ids: Iterable[PostingId],
    kind: PartKind,
    *,
    target: str = "",
    reason: str = "",
    by: str = "",
) -> Project:
    """Places postings whole: on a line, on a funding line, aside, or as not eligible."""
    found = postings(project, posting_ids)
    check_target(project, kind, target, reason)
    placed = {
        posting.id: Placement(
            parts=(Part(kind=kind, amount=posting.amount, target=target, reason=reason.strip()),),
            by=by,
        )
        for posting in found
    }
    return _placed(project, placed)


def split(
    project: Project, posting_id: PostingId, parts: Sequence[Part], *, by: str = ""
) -> Project:
    """Places one posting in parts that add up to it exactly."""
    (posting,) = postings(project, [posting_id])
    if not parts:
        raise BudgetDeskError("ledger.no_parts")
    for part in parts:
        check_target(project, part.kind, part.target, part.reason)
    total = Money.total(part.amount for part in parts)
    if total != posting.amount:
        raise BudgetDeskError(
            "ledger.parts_do_not_add_up",
            parts=total,
            posting=posting.amount,
            difference=abs(posting.amount - total),
        )
    return _placed(project, {posting_id: Placement(parts=tuple(parts), by=by)})


def shares_of(amount: Money, parts: Sequence[Part], weights: Sequence[int]) -> tuple[Part, ...]:
    """The parts with `amount` shared between them by weight (percent, say), to the last øre."""
    if len(weights) != len(parts) or sum(weights) <= 0 or min(weights) < 0:
        raise BudgetDeskError("ledger.bad_shares")
    shares = amount.split(weights)
    return tuple(replace(p, amount=share) for p, share in zip(parts, shares, strict=True))


def unplace(project: Project, posting_ids: Iterable[PostingId]) -> Project:
    """Takes back what a person placed; the rules decide again."""
    ids = {posting.id for posting in postings(project, posting_ids)}
    return change(project, lambda ledger: replace(ledger, placements=without(ledger, ids)))


def _placed(project: Project, placed: Mapping[PostingId, Placement]) -> Project:
    return change(
        project, lambda ledger: replace(ledger, placements={**ledger.placements, **placed})
    )
