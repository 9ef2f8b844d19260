"""How the expected payments stand on a day: released, held back, lost, and what can be claimed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.payout import payout
from budgetdesk.domain.account import Account
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.payout import Payout, PayoutState
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    GrantShareRule,
    Instalment,
    PayoutModel,
    PayoutRule,
    Release,
    RepaymentRule,
    SettlementReading,
    SettlementRule,
)
from budgetdesk.operations.account import take
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, a_project, kr, pct

WHOLE = Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
SPRING = Period(start=date(2020, 1, 1), end=date(2020, 3, 31))
RUNNING, OVER = date(2020, 5, 2), date(2021, 2, 1)
RESULTS = (
    Instalment(percent=pct("50"), release=Release.INTERIM_ACCOUNT),
    Instalment(percent=pct("40"), release=Release.FINAL_ACCOUNT, result=pct("15")),
    Instalment(percent=pct("10"), release=Release.FINAL_ACCOUNT, result=pct("20")),
)


def a_case(model: PayoutModel, costs: int, *paid: int, **fields: Any) -> Project:
    """A grant of 800 of 1.000, so much used in February and so much paid."""
    posting = a_posting(2, kr(costs), posting_date=date(2020, 2, 1))
    placed = {
        posting.id: Placement(parts=(Part(kind=PartKind.COST, amount=posting.amount, target="1"),))
    }
    return a_project(
        a_budget(a_line("1", kr(1000)), grant=kr(800), own=kr(200), approved=True),
        CallRules(
            payout=PayoutRule(source=A_SOURCE, model=model, **fields),
            cofinancing=CofinancingRule(
                source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS
            ),
            settlement=SettlementRule(source=A_SOURCE, reading=SettlementReading.PROPORTIONAL),
        ),
        period=WHOLE,
        ledger=replace(a_ledger(posting), placements=placed),
        payments=tuple(Payment(on=date(2020, 1, 5), amount=kr(each)) for each in paid),
    )


def seen(project: Project, on: date, account: Account | None = None) -> Payout:
    held = account or build_account(project)
    found = payout(project, held.kind, held.period, held.settlement.earned, on)
    assert found is not None
    return found


def states(found: Payout) -> list[str]:
    return [each.state.value for each in found.payments]


def with_result(project: Project, answer: str) -> Project:
    told = Decision(topic=Topic.RESULT, answer=answer, reason="Målt", by="K", on=RUNNING)
    return replace(project, decisions=(*project.decisions, told))


def test_in_arrears_what_is_earned_so_far_can_be_claimed() -> None:
    project = a_case(PayoutModel.ARREARS, 500, 100)
    found = seen(project, RUNNING)
    assert (found.claimable, found.held_back, found.advance) == (kr(300), ZERO, ZERO)
    assert (found.is_closing, found.expected) == (False, kr(800))
    (payment,) = found.payments
    assert (payment.state, payment.released, payment.paid) == (
        PayoutState.RELEASED, kr(400), kr(100),
    )  # fmt: skip
    assert states(seen(a_case(PayoutModel.ARREARS, 0), RUNNING)) == ["waiting"]


def test_reimbursement_gives_its_share_of_the_costs() -> None:
    project = a_case(PayoutModel.REIMBURSEMENT, 500)
    share = GrantShareRule(source=A_SOURCE, percent=pct("60"), base=CofinancingBase.TOTAL_COSTS)
    rules = replace(project.call.rules, reimbursement=share)
    project = replace(project, call=replace(project.call, rules=rules))
    assert seen(project, RUNNING).claimable == kr(300)


def test_what_is_held_back_comes_when_the_account_is_approved() -> None:
    project = a_case(PayoutModel.ARREARS, 1000, held_back=pct("15"))
    found = seen(project, OVER)
    assert (found.claimable, found.held_back) == (kr(680), kr(120))
    assert states(found) == ["released", "held_back"]
    less = seen(a_case(PayoutModel.ARREARS, 875, held_back=pct("15")), OVER)
    assert (less.claimable, less.held_back) == (kr(680), kr(20))
    all_paid = seen(a_case(PayoutModel.ARREARS, 1000, 680, 120, held_back=pct("15")), OVER)
    assert (all_paid.claimable, all_paid.held_back) == (ZERO, ZERO)
    assert states(all_paid) == ["paid", "paid"]


def test_in_advance_each_quarter_is_released_on_its_day() -> None:
    project = a_case(PayoutModel.QUARTERLY_IN_ADVANCE, 100, 200)
    found = seen(project, RUNNING)
    assert states(found) == ["paid", "released", "waiting", "waiting"]
    assert (found.claimable, found.advance) == (kr(200), kr(120))
    closed = seen(project, OVER)
    assert (closed.claimable, closed.advance) == (ZERO, kr(120))
    settlement = build_account(project).settlement
    assert (settlement.repay, settlement.advance) == (kr(120), ZERO)


def test_while_the_project_runs_an_advance_is_not_to_be_paid_back() -> None:
    settlement = build_account(
        a_case(PayoutModel.QUARTERLY_IN_ADVANCE, 100, 200), SPRING
    ).settlement
    assert (settlement.repay, settlement.advance, settlement.claim) == (ZERO, kr(120), ZERO)


def test_an_interim_account_releases_its_instalment() -> None:
    project = a_case(PayoutModel.INSTALMENTS, 100, instalments=RESULTS)
    assert states(seen(project, RUNNING)) == ["waiting", "unknown", "unknown"]
    spring = build_account(project, SPRING)
    assert seen(project, RUNNING, spring).claimable == kr(400)
    taken = take(project, spring, on=RUNNING, by="Kim")
    found = seen(taken, RUNNING)
    assert (found.claimable, found.unknown) == (kr(400), kr(400))
    assert spring.payout == seen(project, SPRING.end, spring)


@pytest.mark.parametrize(
    ("result", "claimable", "lost", "unknown"),
    [("14,99", 400, 400, 0), ("15", 720, 80, 0), ("20", 800, 0, 0), ("?", 400, 0, 400)],
)
def test_a_result_decides_what_the_final_account_releases(
    result: str, claimable: int, lost: int, unknown: int
) -> None:
    project = with_result(a_case(PayoutModel.INSTALMENTS, 1000, instalments=RESULTS), result)
    found = seen(project, OVER)
    assert (found.claimable, found.lost, found.unknown) == (kr(claimable), kr(lost), kr(unknown))
    running = seen(project, RUNNING)
    assert running.lost == ZERO
    assert build_account(project).settlement.earned == kr(800)


def test_a_lost_instalment_is_never_filled_by_what_was_paid() -> None:
    project = with_result(a_case(PayoutModel.INSTALMENTS, 1000, 800, instalments=RESULTS), "15")
    found = seen(project, OVER)
    assert [each.paid for each in found.payments] == [kr(400), kr(320), ZERO]


def test_even_instalments_come_by_the_funders_own_plan_until_the_project_is_over() -> None:
    project = a_case(PayoutModel.EVEN_INSTALMENTS, 900, number=2, held_back=pct("10"))
    assert states(seen(project, RUNNING)) == ["unknown", "unknown", "held_back"]
    over = seen(project, OVER)
    assert states(over) == ["released", "released", "held_back"]
    assert (over.claimable, over.held_back) == (kr(720), ZERO)


def test_by_the_budgets_quarters_nobody_knows_the_day() -> None:
    project = a_case(PayoutModel.BUDGET_QUARTERS, 100)
    line = replace(project.versions[0].lines[0], parts={"K1": kr(250), "K2": kr(750)})
    project = replace(project, versions=(replace(project.versions[0], lines=(line,)),))
    found = seen(project, RUNNING)
    assert [each.expected.part for each in found.payments] == ["K1", "K2"]
    assert (states(found), found.unknown) == (["unknown", "unknown"], kr(800))


def test_an_instalment_on_an_approved_account_waits_for_the_approval() -> None:
    approved = (
        Instalment(percent=pct("60"), release=Release.COMMITMENT),
        Instalment(percent=pct("40"), release=Release.APPROVED_ACCOUNT),
    )
    found = seen(a_case(PayoutModel.INSTALMENTS, 1000, instalments=approved), OVER)
    assert states(found) == ["released", "held_back"]
    assert (found.claimable, found.held_back) == (kr(480), kr(320))


def test_where_the_call_is_silent_there_is_nothing_to_tell() -> None:
    project = a_case(PayoutModel.ARREARS, 10)
    silent = replace(project, call=replace(project.call, rules=CallRules()))
    assert build_account(silent).payout is None


def test_what_is_too_small_to_claim_is_let_go_in_the_account() -> None:
    project = a_case(PayoutModel.ARREARS, 500, 401)
    rules = replace(project.call.rules, repayment=RepaymentRule(source=A_SOURCE, trivial=kr(2)))
    settlement = build_account(replace(project, call=replace(project.call, rules=rules))).settlement
    assert (settlement.is_let_go, settlement.repay) == (True, ZERO)
    assert build_account(project).settlement.repay == kr(1)


@given(
    model=st.sampled_from(PayoutModel),
    costs=st.integers(0, 1500),
    paid=st.integers(0, 1500),
    shares=st.tuples(st.decimals(0, 100, places=1), st.integers(1, 5)),
    on=st.dates(date(2019, 12, 1), date(2021, 6, 1)),
    is_final=st.booleans(),
)
@settings(max_examples=200)
def test_never_more_is_claimed_than_is_granted_or_once_it_is_over_earned(
    model: PayoutModel,
    costs: int,
    paid: int,
    shares: tuple[Any, int],
    on: date,
    *,
    is_final: bool,
) -> None:
    held, number = shares
    project = a_case(model, costs, paid, held_back=held, number=number, instalments=RESULTS)
    found = seen(project, on, build_account(project, None if is_final else SPRING))
    granted, received = kr(800), kr(paid)
    assert found.expected == granted
    assert min(found.claimable, found.held_back, found.lost, found.unknown) >= ZERO
    most = found.earned if found.is_closing else granted
    assert max(received, ZERO) + found.claimable + found.held_back <= max(most, received)
    assert Money.total(each.paid for each in found.payments) == min(received, granted)
    assert found.is_closing == (is_final and on >= WHOLE.end)
