"""The payments a project may expect, and how they stand on a day (R31, R32).

The call names the model; the commitment is shared out by it. The shares add up to the commitment
exactly. What no call says - the very day of a payment - is never made up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Topic, told_percent
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.payout import (
    ExpectedPayment,
    Payout,
    PayoutState,
    StandingPayment,
    Trigger,
)
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import PayoutModel, PayoutRule, Release
from budgetdesk.domain.value import Value

_NO_PARTS: Final[Mapping[str, Money]] = MappingProxyType({})


def expected_payments(
    rule: PayoutRule | None,
    commitment: Money,
    period: Period | None,
    by_part: Mapping[str, Money] = _NO_PARTS,
) -> tuple[ExpectedPayment, ...]:
    """The payments of a commitment, in their order; none where the call is silent.

    Where the call gives a span for what is held back, the greater part of it is: the recipient
    must be able to wait for it. `by_part` is the budget's own split, by the name of the part.
    """
    if rule is None or commitment <= ZERO:
        return ()
    kept = rule.held_back_to if rule.held_back_to is not None else rule.held_back
    held = ZERO if kept is None else commitment.share(kept, Rounding.UP)
    payments = tuple(_payments(rule, commitment - held, period, by_part))
    if not held:
        return payments
    last = ExpectedPayment(amount=held, trigger=Trigger.APPROVED_ACCOUNT, is_held_back=True)
    return (*payments, last)


def _payments(
    rule: PayoutRule, amount: Money, period: Period | None, by_part: Mapping[str, Money]
) -> Iterator[ExpectedPayment]:
    match rule.model:
        case PayoutModel.ARREARS | PayoutModel.REIMBURSEMENT:
            yield ExpectedPayment(amount=amount, trigger=Trigger.ACCOUNT)
        case PayoutModel.INSTALMENTS:
            yield from _instalments(rule, amount)
        case PayoutModel.EVEN_INSTALMENTS:
            for part in amount.split([1] * rule.number) if rule.number else (amount,):
                yield ExpectedPayment(amount=part, trigger=Trigger.INSTALMENT)
        case PayoutModel.BUDGET_QUARTERS if any(_weights(by_part)):
            for name, part in zip(by_part, amount.split(_weights(by_part)), strict=True):
                yield ExpectedPayment(amount=part, trigger=Trigger.COMMITMENT, part=name)
        case _:
            yield from _quarterly(amount, period)


def _weights(by_part: Mapping[str, Money]) -> list[int]:
    return [max(amount.ore, 0) for amount in by_part.values()]


def _instalments(rule: PayoutRule, amount: Money) -> Iterator[ExpectedPayment]:
    """The call's own shares; whole hundredths of a percent share exactly."""
    weights = [int(each.percent * 10**6) for each in rule.instalments]
    parts = amount.split(weights) if any(weights) else ()
    for each, part in zip(rule.instalments, parts, strict=False):
        yield ExpectedPayment(amount=part, trigger=_TRIGGERS[each.release], result=each.result)


def _quarterly(amount: Money, period: Period | None) -> Iterator[ExpectedPayment]:
    """A share by the months at the first day of each quarter the project touches."""
    quarters = _quarters(period) if period else ()
    if not quarters:
        yield ExpectedPayment(amount=amount, trigger=Trigger.COMMITMENT)
        return
    parts = amount.split([months for _, months in quarters])
    for (day, _), part in zip(quarters, parts, strict=True):
        yield ExpectedPayment(amount=part, trigger=Trigger.COMMITMENT, on=day)


def _quarters(period: Period) -> Sequence[tuple[date, int]]:
    """The first day of each quarter in the period, and how many of its months lie in it."""
    counts: dict[date, int] = {}
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    for offset in range(months + 1):
        year, month = divmod(period.start.year * 12 + period.start.month - 1 + offset, 12)
        quarter = date(year, month // 3 * 3 + 1, 1)
        counts[quarter] = counts.get(quarter, 0) + 1
    return [(max(day, period.start), months) for day, months in counts.items()]


_TRIGGERS: Final = {
    Release.COMMITMENT: Trigger.COMMITMENT,
    Release.INTERIM_ACCOUNT: Trigger.INTERIM_ACCOUNT,
    Release.FINAL_ACCOUNT: Trigger.FINAL_ACCOUNT,
    Release.APPROVED_ACCOUNT: Trigger.APPROVED_ACCOUNT,
}


class Progress(Value):
    """How far a project is on a day, as its payments ask: what is earned, and what was sent in.

    `result` is the measured result in percent that a person told, None while nobody did.
    """

    on: date
    earned: Money
    paid_out: Money
    is_closing: bool
    has_interim: bool
    result: Decimal | None = None


def payout(
    project: Project, kind: AccountKind, period: Period, earned: Money, on: date
) -> Payout | None:
    """The money from the funder on a day, seen from an account; None where the call is silent."""
    rule, whole = project.rules.payout, project.period
    decision = project.decision_on(Topic.RESULT)
    is_final = kind is AccountKind.FINAL
    progress = Progress(
        on=on,
        earned=earned,
        paid_out=project.paid_out,
        is_closing=is_final and on >= period.end,
        has_interim=not is_final
        or any(each.kind is AccountKind.INTERIM for each in project.accounts),
        result=told_percent(decision.answer) if decision else None,
    )
    return _standing(rule, expected_of(project, whole), progress) if rule else None


def expected_of(project: Project, period: Period | None) -> tuple[ExpectedPayment, ...]:
    """The payments of a project's commitment, by its approved budget."""
    budget = project.base_budget
    parts: dict[str, Money] = {}
    for line in budget.lines:
        for name, part in line.parts.items():
            parts[name] = parts.get(name, ZERO) + part
    commitment = budget.funded_by(FundingSource.GRANT)
    return expected_payments(project.rules.payout, commitment, period, parts)


def _standing(rule: PayoutRule, expected: Sequence[ExpectedPayment], progress: Progress) -> Payout:
    payments = tuple(_filled(expected, progress))
    of_state = {state: [each for each in payments if each.state is state] for state in PayoutState}
    released = Money.total(each.released for each in payments)
    granted = Money.total(each.amount for each in expected)
    payable = min(released, progress.earned) if progress.is_closing else released
    entitled = progress.earned if progress.is_closing else granted
    rest = max(entitled - max(payable, progress.paid_out), ZERO)
    kept = Money.total(each.expected.amount - each.paid for each in of_state[PayoutState.HELD_BACK])
    return Payout(
        on=progress.on,
        model=rule.model,
        is_closing=progress.is_closing,
        payments=payments,
        earned=progress.earned,
        paid_out=progress.paid_out,
        claimable=max(payable - progress.paid_out, ZERO),
        held_back=min(kept, rest),
        lost=_amount(of_state[PayoutState.LOST]),
        unknown=_amount(of_state[PayoutState.UNKNOWN]),
    )


def _amount(payments: Iterable[StandingPayment]) -> Money:
    return Money.total(each.expected.amount for each in payments)


def _filled(expected: Iterable[ExpectedPayment], progress: Progress) -> Iterator[StandingPayment]:
    """Each payment as it stands; what was paid fills them in their order, but the lost ones."""
    left = progress.paid_out
    for each in expected:
        state = _state(each, progress)
        paid = ZERO if state is PayoutState.LOST else max(min(left, each.amount), ZERO)
        left -= paid
        is_released = state is PayoutState.RELEASED
        most = progress.earned if each.trigger is Trigger.ACCOUNT else each.amount
        yield StandingPayment(
            expected=each,
            state=PayoutState.PAID if paid and paid == each.amount else state,
            released=max(min(most, each.amount), ZERO) if is_released else ZERO,
            paid=paid,
        )


def _state(expected: ExpectedPayment, progress: Progress) -> PayoutState:
    """Whether what brings a payment is there."""
    if expected.is_held_back or expected.trigger is Trigger.APPROVED_ACCOUNT:
        return PayoutState.HELD_BACK
    if expected.result is not None and progress.result is None:
        return PayoutState.UNKNOWN
    if expected.result is not None and (progress.result or 0) < expected.result:
        return PayoutState.LOST if progress.is_closing else PayoutState.WAITING
    if progress.is_closing:
        return PayoutState.RELEASED
    if expected.trigger is Trigger.INSTALMENT or expected.part:
        return PayoutState.UNKNOWN
    is_there = {
        Trigger.ACCOUNT: progress.earned > ZERO,
        Trigger.COMMITMENT: expected.on is None or expected.on <= progress.on,
        Trigger.INTERIM_ACCOUNT: progress.has_interim,
        Trigger.FINAL_ACCOUNT: False,
    }[expected.trigger]
    return PayoutState.RELEASED if is_there else PayoutState.WAITING
