"""Due days, expected payments, and what a late start leaves."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.accounting.deadlines import DueKind, all_due
from budgetdesk.accounting.late_start import greatest_after_late_start, part_left
from budgetdesk.accounting.payout import expected_payments
from budgetdesk.accounting.settlement import Outcome, settle
from budgetdesk.domain.money import Money
from budgetdesk.domain.payout import Trigger
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    DeadlineRule,
    ExtensionRule,
    FinalAccountRule,
    Instalment,
    InterimEvery,
    InterimRule,
    InterimTrigger,
    LateStartRule,
    PayoutModel,
    PayoutRule,
    ReimbursementRule,
    Release,
    RepaymentRule,
    RetentionRule,
)
from tests.builders import A_SOURCE, kr, pct

WHOLE = Period(start=date(2019, 12, 1), end=date(2020, 12, 31))


def interim(every: InterimEvery | None, **fields: Any) -> CallRules:
    return CallRules(interim_account=InterimRule(source=A_SOURCE, every=every, **fields))


def test_every_due_day_of_a_project_in_order() -> None:
    rules = CallRules(
        deadline=DeadlineRule(source=A_SOURCE, last_day=date(2019, 10, 1)),
        interim_account=InterimRule(source=A_SOURCE, every=InterimEvery.HALF_YEAR, months=2),
        extension=ExtensionRule(source=A_SOURCE, before_end=True),
        final_account=FinalAccountRule(source=A_SOURCE, months=3),
        retention=RetentionRule(source=A_SOURCE, years=5),
    )
    assert [(due.kind, due.on) for due in all_due(rules, WHOLE)] == [
        (DueKind.APPLICATION, date(2019, 10, 1)),
        (DueKind.INTERIM_ACCOUNT, date(2020, 2, 29)),
        (DueKind.INTERIM_ACCOUNT, date(2020, 8, 31)),
        (DueKind.EXTENSION, date(2020, 12, 31)),
        (DueKind.FINAL_ACCOUNT, date(2021, 3, 31)),
        (DueKind.VOUCHERS, date(2025, 12, 31)),
    ]
    assert [due.kind for due in all_due(rules, None)] == [DueKind.APPLICATION]
    assert all_due(CallRules(), WHOLE) == ()


@pytest.mark.parametrize(
    ("every", "ends"),
    [
        (InterimEvery.YEAR, [(12, 2019)]),
        (InterimEvery.HALF_YEAR, [(12, 2019), (6, 2020)]),
        (InterimEvery.QUARTER, [(12, 2019), (3, 2020), (6, 2020), (9, 2020)]),
    ],
)
def test_interim_accounts_follow_the_calendar_and_the_last_stretch_is_the_final_account(
    every: InterimEvery, ends: list[tuple[int, int]]
) -> None:
    covered = [due.covers for due in all_due(interim(every), WHOLE) if due.covers]
    assert [(each.end.month, each.end.year) for each in covered] == ends
    assert covered[0].start == WHOLE.start
    assert all(due.on is None for due in all_due(interim(every), WHOLE))


def test_an_interim_account_by_a_trigger_has_no_day() -> None:
    assert all_due(interim(None, trigger=InterimTrigger.PAYOUT), WHOLE) == ()


def test_an_application_without_a_last_day_has_no_due_day() -> None:
    rolling = CallRules(deadline=DeadlineRule(source=A_SOURCE, rolling=True))
    assert all_due(rolling, None) == ()


def paid(model: PayoutModel, commitment: int = 1000, **fields: Any) -> list[tuple[Any, ...]]:
    rule = PayoutRule(source=A_SOURCE, model=model, **fields)
    payments = expected_payments(rule, kr(commitment), WHOLE)
    return [(each.amount, each.trigger, each.on) for each in payments]


def test_in_arrears_all_comes_on_the_account() -> None:
    assert paid(PayoutModel.ARREARS) == [(kr(1000), Trigger.ACCOUNT, None)]
    assert paid(PayoutModel.REIMBURSEMENT) == [(kr(1000), Trigger.ACCOUNT, None)]


def test_nothing_is_expected_where_nothing_is_said_or_granted() -> None:
    assert expected_payments(None, kr(1000), WHOLE) == ()
    assert paid(PayoutModel.ARREARS, 0) == []


def test_instalments_with_results_as_in_the_call_of_2019() -> None:
    rule = PayoutRule(
        source=A_SOURCE,
        model=PayoutModel.INSTALMENTS,
        instalments=(
            Instalment(percent=pct("50"), release=Release.INTERIM_ACCOUNT),
            Instalment(percent=pct("40"), release=Release.FINAL_ACCOUNT, result=pct("15")),
            Instalment(percent=pct("10"), release=Release.FINAL_ACCOUNT, result=pct("20")),
        ),
    )
    payments = expected_payments(rule, kr(1000), WHOLE)
    assert [(each.amount, each.trigger.value, each.result) for each in payments] == [
        (kr(500), "interim_account", None),
        (kr(400), "final_account", pct("15")),
        (kr(100), "final_account", pct("20")),
    ]


def test_even_instalments_hold_back_the_greater_part_of_the_span() -> None:
    assert paid(
        PayoutModel.EVEN_INSTALMENTS, number=3, held_back=pct("10"), held_back_to=pct("20")
    ) == [
        (kr("266.67"), Trigger.INSTALMENT, None),
        (kr("266.67"), Trigger.INSTALMENT, None),
        (kr("266.66"), Trigger.INSTALMENT, None),
        (kr(200), Trigger.APPROVED_ACCOUNT, None),
    ]
    assert paid(PayoutModel.EVEN_INSTALMENTS) == [(kr(1000), Trigger.INSTALMENT, None)]
    assert paid(PayoutModel.ARREARS, held_back=pct("15"))[-1][0] == kr(150)


def test_quarterly_in_advance_begins_with_each_quarter() -> None:
    days = [on for _, _, on in paid(PayoutModel.QUARTERLY_IN_ADVANCE, 1300)]
    assert days == [WHOLE.start, *(date(2020, month, 1) for month in (1, 4, 7, 10))]
    amounts = [amount for amount, _, _ in paid(PayoutModel.QUARTERLY_IN_ADVANCE, 1300)]
    assert amounts == [kr(100), *[kr(300)] * 4]


def test_without_a_period_nobody_knows_the_quarters() -> None:
    rule = PayoutRule(source=A_SOURCE, model=PayoutModel.QUARTERLY_IN_ADVANCE)
    (payment,) = expected_payments(rule, kr(1000), None)
    assert (payment.amount, payment.on) == (kr(1000), None)


def test_by_the_budgets_quarters_where_it_is_split_by_them() -> None:
    rule = PayoutRule(source=A_SOURCE, model=PayoutModel.BUDGET_QUARTERS)
    parts = {"K1": kr(1), "K2": kr(3)}
    payments = expected_payments(rule, kr(1000), WHOLE, parts)
    assert [(each.part, each.amount) for each in payments] == [("K1", kr(250)), ("K2", kr(750))]
    assert len(expected_payments(rule, kr(1000), WHOLE)) == 5


def test_instalments_of_nothing_are_none() -> None:
    nothing = (Instalment(percent=pct("0"), release=Release.COMMITMENT),)
    assert paid(PayoutModel.INSTALMENTS, instalments=nothing) == []


@given(
    commitment=st.integers(1, 10**10),
    model=st.sampled_from([each for each in PayoutModel if each is not PayoutModel.INSTALMENTS]),
    number=st.integers(1, 40),
    held=st.decimals(0, 100, places=2),
)
@settings(max_examples=60)
def test_the_payments_add_up_to_the_commitment(
    commitment: int, model: PayoutModel, number: int, held: Decimal
) -> None:
    rule = PayoutRule(source=A_SOURCE, model=model, number=number, held_back=held)
    payments = expected_payments(rule, Money(commitment), WHOLE)
    assert Money.total(each.amount for each in payments) == Money(commitment)


LATE = LateStartRule(source=A_SOURCE, full_from=date(2020, 1, 1), full_to=date(2021, 12, 31))


@pytest.mark.parametrize(
    ("start", "part"),
    [
        (date(2019, 12, 31), Fraction(1)),
        (date(2020, 1, 31), Fraction(1)),
        (date(2020, 2, 1), Fraction(23, 24)),
        (date(2021, 12, 31), Fraction(1, 24)),
        (date(2022, 1, 1), Fraction(0)),
    ],
)
def test_the_months_left_count_the_one_begun(start: date, part: Fraction) -> None:
    assert part_left(LATE, start) == part


def test_the_grant_left_rounds_down() -> None:
    assert greatest_after_late_start(LATE, date(2020, 2, 1), kr(100)) == kr("95.83")


@pytest.mark.parametrize(
    ("over", "itself", "repay"),
    [
        ("499.99", None, "0"),
        ("500", None, "500"),
        ("500", False, "500"),
        ("500", True, "0"),
        ("500.01", True, "500.01"),
    ],
)
def test_what_is_too_small_is_not_paid_back(over: str, itself: bool | None, repay: str) -> None:
    rule = RepaymentRule(source=A_SOURCE, trivial=kr(500), trivial_itself=itself)
    outcome = Outcome(
        commitment=kr(1000), costs=kr(1000), eligible=kr(1000), paid_out=kr(1000) + kr(over)
    )
    assert settle(outcome, CallRules(repayment=rule)).repay == kr(repay)
    assert settle(outcome, CallRules()).repay == kr(over)


def test_a_refund_bounds_the_grant_at_settlement() -> None:
    rule = ReimbursementRule(source=A_SOURCE, percent=pct("80"), base=CofinancingBase.TOTAL_COSTS)
    outcome = Outcome(commitment=kr(1000), costs=kr(1000), eligible=kr(1000))
    assert settle(outcome, CallRules(reimbursement=rule)).earned == kr(800)
