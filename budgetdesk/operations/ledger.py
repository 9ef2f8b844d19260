"""Imports into the ledger, the rules that place postings, and what a person places by hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from budgetdesk.domain.ledger import (
    AllocationRule,
    ImportBatch,
    Ledger,
    Part,
    PartKind,
    Placement,
    Posting,
)
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId, RuleId
from budgetdesk.errors import BudgetDeskError


def add_batch(project: Project, batch: ImportBatch) -> Project:
    """Adds an import, made for the ledger as it stands.

    Raises:
        BudgetDeskError: `ledger.batch_out_of_turn`, another import came first, so the overlaps
            of this one were counted against a ledger that is no more.
    """
    if batch.number != project.ledger.next_batch_number:
        raise BudgetDeskError("ledger.batch_out_of_turn", file=batch.file)
    return _change(project, lambda ledger: replace(ledger, batches=(*ledger.batches, batch)))


def remove_batch(project: Project, number: int) -> Project:
    """Takes a whole import out again, and where its postings were placed by hand."""
    kept = tuple(batch for batch in project.ledger.batches if batch.number != number)
    removed = [batch for batch in project.ledger.batches if batch.number == number]
    if not removed:
        raise BudgetDeskError("ledger.unknown_batch", number=number)
    gone = {posting.id for batch in removed for posting in batch.postings}
    return _change(
        project,
        lambda ledger: replace(ledger, batches=kept, placements=_without(ledger, gone)),
    )


def add_allocation_rule(project: Project, rule: AllocationRule) -> Project:
    """Adds a rule after the others, under a new id whatever id it came with."""
    _check_rule(project, rule)
    numbers = (int("".join(filter(str.isdecimal, old.id)) or 0) for old in project.ledger.rules)
    added = replace(rule, id=RuleId(f"r{max(numbers, default=0) + 1}"))
    return _change(project, lambda ledger: replace(ledger, rules=(*ledger.rules, added)))


def change_allocation_rule(project: Project, rule: AllocationRule) -> Project:
    """Replaces the rule with the same id, in its place."""
    _rule(project, rule.id)
    _check_rule(project, rule)
    rules = tuple(rule if old.id == rule.id else old for old in project.ledger.rules)
    return _change(project, lambda ledger: replace(ledger, rules=rules))


def move_allocation_rule(project: Project, rule_id: RuleId, place: int) -> Project:
    """Moves a rule to `place`, counted from 0: the first rule that fits a posting decides."""
    rules = [rule for rule in project.ledger.rules if rule.id != rule_id]
    rules.insert(max(place, 0), _rule(project, rule_id))
    return _change(project, lambda ledger: replace(ledger, rules=tuple(rules)))


def remove_allocation_rule(project: Project, rule_id: RuleId) -> Project:
    """Removes a rule; what it placed falls to the next rule that fits."""
    _rule(project, rule_id)
    rules = tuple(rule for rule in project.ledger.rules if rule.id != rule_id)
    return _change(project, lambda ledger: replace(ledger, rules=rules))


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
    postings = _postings(project, posting_ids)
    _check_target(project, kind, target, reason)
    placed = {
        posting.id: Placement(
            parts=(Part(kind=kind, amount=posting.amount, target=target, reason=reason.strip()),),
            by=by,
        )
        for posting in postings
    }
    return _placed(project, placed)


def split(
    project: Project, posting_id: PostingId, parts: Sequence[Part], *, by: str = ""
) -> Project:
    """Places one posting in parts that add up to it exactly."""
    (posting,) = _postings(project, [posting_id])
    if not parts:
        raise BudgetDeskError("ledger.no_parts")
    for part in parts:
        _check_target(project, part.kind, part.target, part.reason)
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
    ids = {posting.id for posting in _postings(project, posting_ids)}
    return _change(project, lambda ledger: replace(ledger, placements=_without(ledger, ids)))


def _change(project: Project, change: Callable[[Ledger], Ledger]) -> Project:
    return replace(project, ledger=change(project.ledger))


def _placed(project: Project, placed: Mapping[PostingId, Placement]) -> Project:
    return _change(
        project, lambda ledger: replace(ledger, placements={**ledger.placements, **placed})
    )


def _without(ledger: Ledger, ids: set[PostingId]) -> dict[PostingId, Placement]:
    return {key: placement for key, placement in ledger.placements.items() if key not in ids}


def _postings(project: Project, ids: Iterable[PostingId]) -> list[Posting]:
    wanted = dict.fromkeys(ids)
    found = {
        posting.id: posting
        for batch in project.ledger.batches
        for posting in batch.postings
        if posting.id in wanted
    }
    for posting_id in wanted:
        if posting_id not in found:
            raise BudgetDeskError("ledger.unknown_posting", id=posting_id)
    return [found[posting_id] for posting_id in wanted]


def _rule(project: Project, rule_id: RuleId) -> AllocationRule:
    for rule in project.ledger.rules:
        if rule.id == rule_id:
            return rule
    raise BudgetDeskError("ledger.unknown_rule", id=rule_id)


def _check_rule(project: Project, rule: AllocationRule) -> None:
    _check_target(project, rule.kind, rule.target, rule.reason)
    if not any((rule.gl_from, rule.gl_to, rule.psp, rule.supplier, rule.text)):
        raise BudgetDeskError("ledger.rule_without_condition")
    is_range = len(rule.gl_from) == len(rule.gl_to) and rule.gl_from <= rule.gl_to
    if rule.gl_to and not is_range:
        raise BudgetDeskError("ledger.rule_range", first=rule.gl_from, last=rule.gl_to)


def _check_target(project: Project, kind: PartKind, target: str, reason: str) -> None:
    """Lines of earlier versions count: that a line is not in the approved one is a finding."""
    if kind is PartKind.COST:
        if all(target != line.id for version in project.versions for line in version.lines):
            raise BudgetDeskError("budget.unknown_line", id=target)
    elif kind is PartKind.FUNDING:
        if all(target != line.id for version in project.versions for line in version.funding):
            raise BudgetDeskError("budget.unknown_funding", id=target)
    elif not reason.strip():
        raise BudgetDeskError("ledger.reason_missing")
