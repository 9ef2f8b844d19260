"""The payments a project may expect: what, when or on what, and what is held back (R31, R32).

The call names the model; the commitment is shared out by it. The shares add up to the commitment
exactly. What no call says - the very day of a payment - is never made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Final

from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import PayoutModel, PayoutRule, Release
from budgetdesk.domain.value import Value

_NO_PARTS: Final[Mapping[str, Money]] = MappingProxyType({})


class Trigger(Enum):
    """What brings a payment that has no day."""

    ACCOUNT = "account"  # in arrears, on the accounts sent in
    COMMITMENT = "commitment"
    INTERIM_ACCOUNT = "interim_account"
    FINAL_ACCOUNT = "final_account"
    APPROVED_ACCOUNT = "approved_account"
    INSTALMENT = "instalment"  # even ones, by the funder's own plan


class ExpectedPayment(Value):
    """One payment. `on` is its first possible day, None where only a trigger brings it.

    `result` is the percentage a measured result must reach for it; `part` the quarter of the
    budget it follows. `is_held_back`: it is kept
    until the account is approved.
    """

    amount: Money
    trigger: Trigger
    on: date | None = None
    result: Decimal | None = None
    part: str = ""
    is_held_back: bool = False


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
