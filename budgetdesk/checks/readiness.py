"""What is missing before the account can go to audit: the steps left, the greatest first.

The findings tell what is wrong; this tells how far there is to go, and what each step stands for.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

from budgetdesk.checks.account import needs_explanation, readings_differ
from budgetdesk.checks.case import Case
from budgetdesk.checks.gathering import LEFT_OUT
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value


class ReadinessStep(Value):
    """One kind of thing that is missing: how many, what they come to, and the first of them.

    `amount` is without signs, so that a credit does not hide a cost. `share` is in percent of all
    that is in the account, and of the budget for what belongs to a budget line; None of nothing.
    """

    what: str
    count: int
    amount: Money
    share: Decimal | None
    subject: Subject


def readiness(case: Case) -> tuple[ReadinessStep, ...]:
    """The steps left, the one that stands for most money first; none when all is there."""
    steps = (step(case) for step in _STEPS)
    left = [step for step in steps if step is not None]
    return tuple(sorted(left, key=lambda step: -step.amount.ore))


def _placing(case: Case) -> ReadinessStep | None:
    return _postings(case, "placing", (p for p in case.inside if p.kind is None))


def _reason(case: Case) -> ReadinessStep | None:
    parts = (p for p in case.parts if p.kind in LEFT_OUT and not p.reason.strip())
    return _postings(case, "reason", parts)


def _voucher(case: Case) -> ReadinessStep | None:
    parts = (p for p in case.inside if p.kind not in LEFT_OUT and not p.posting.voucher)
    return _postings(case, "voucher", parts)


def _file(case: Case) -> ReadinessStep | None:
    """Costs without their voucher as a file, in a project where somebody has begun with them."""
    there = {voucher.posting for voucher in case.project.ledger.vouchers}
    if not there:
        return None
    costs = (p for p in case.inside if p.kind is PartKind.COST and p.posting.id not in there)
    return _postings(case, "file", costs)


def _note(case: Case) -> ReadinessStep | None:
    lines = [line for line in case.project.base_budget.lines if not line.note.strip()]
    if not lines:
        return None
    amount = Money.total(abs(line.total) for line in lines)
    return ReadinessStep(
        what="note",
        count=len(lines),
        amount=amount,
        share=amount.percent_of(case.project.base_budget.total_costs),
        subject=Subject(kind="line", id=lines[0].id, field="note"),
    )


def _explanation(case: Case) -> ReadinessStep | None:
    account = case.account
    if account is None or not case.parts:
        return None
    lines = [line for line in account.lines if needs_explanation(case, line)]
    if not lines:
        return None
    amount = Money.total(abs(line.deviation) for line in lines)
    return ReadinessStep(
        what="explanation",
        count=len(lines),
        amount=amount,
        share=amount.percent_of(account.budget),
        subject=Subject(kind="line", id=lines[0].id, field="explanation"),
    )


def _decision(case: Case) -> ReadinessStep | None:
    account = case.account
    if account is None:
        return None
    is_undecided = account.signoff.kind is None and bool(account.signoff.candidates)
    count = is_undecided + readings_differ(case)
    if not count:
        return None
    amount = account.settlement.commitment
    field = "signoff" if is_undecided else "settlement"
    return ReadinessStep(
        what="decision",
        count=count,
        amount=amount,
        share=amount.percent_of(account.budget),
        subject=Subject(kind="account", field=field),
    )


def _postings(case: Case, what: str, parts: Iterable[AllocatedPart]) -> ReadinessStep | None:
    found: Sequence[AllocatedPart] = tuple(parts)
    if not found:
        return None
    amount = _size(found)
    return ReadinessStep(
        what=what,
        count=len({part.posting.id for part in found}),
        amount=amount,
        share=amount.percent_of(_size(case.inside)),
        subject=Subject(kind="posting", id=found[0].posting.id),
    )


def _size(parts: Iterable[AllocatedPart]) -> Money:
    return Money(sum(abs(part.amount.ore) for part in parts))


_STEPS: Final[tuple[Callable[[Case], ReadinessStep | None], ...]] = (
    _placing,
    _reason,
    _voucher,
    _file,
    _note,
    _explanation,
    _decision,
)
