"""A net grant never passes a limit, and is never less than nothing."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.accounting.settlement import Outcome, settle
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    GrantShareRule,
    SettlementReading,
    SettlementRule,
)
from tests.builders import A_SOURCE, kr, pct
from tests.strategies import money, paid, percents

PROPORTIONAL, KRONE_FOR_KRONE = SettlementReading


def a_demand(
    percent: Decimal = Decimal(20), base: CofinancingBase = CofinancingBase.TOTAL_COSTS
) -> CofinancingRule:
    return CofinancingRule(source=A_SOURCE, percent=percent, base=base)


def a_reading(reading: SettlementReading | None) -> SettlementRule:
    return SettlementRule(source=A_SOURCE, reading=reading)


def decided(answer: str) -> Decision:
    return Decision(
        topic=Topic.SETTLEMENT, answer=answer, reason="Mail", by="A", on=date(2021, 1, 1)
    )


def outcomes() -> st.SearchStrategy[Outcome]:
    """Any result, refunds above the costs among them."""
    return st.builds(
        Outcome,
        commitment=paid(),
        costs=money(),
        eligible=money(),
        others=money(),
        promised_own=st.none() | paid(),
        paid_out=paid(),
    )


@st.composite
def any_rules(draw: st.DrawFn) -> CallRules:
    bases = st.sampled_from(CofinancingBase)
    demand = st.builds(a_demand, percents(), bases)
    share = st.builds(GrantShareRule, source=st.just(A_SOURCE), percent=percents(), base=bases)
    return CallRules(
        cofinancing=draw(st.none() | demand),
        grant_share=draw(st.none() | share),
        settlement=draw(
            st.none() | st.builds(a_reading, st.none() | st.sampled_from(SettlementReading))
        ),
    )


@given(outcomes(), any_rules())
def test_what_is_earned_passes_no_limit_and_is_the_lowest_of_them(
    outcome: Outcome, rules: CallRules
) -> None:
    settlement = settle(outcome, rules)
    assert settlement.earned == max(min(settlement.limits.values()), ZERO)
    assert settlement.earned >= ZERO
    assert settlement.claim - settlement.repay == settlement.earned - settlement.paid_out
    assert settlement.unused + settlement.earned == outcome.commitment


@given(outcomes(), any_rules(), paid())
def test_more_eligible_costs_never_lower_it(
    outcome: Outcome, rules: CallRules, more: Money
) -> None:
    dearer = msgspec.structs.replace(
        outcome, costs=outcome.costs + more, eligible=outcome.eligible + more
    )
    assert settle(dearer, rules).earned >= settle(outcome, rules).earned


@given(outcomes(), any_rules(), paid())
def test_more_money_from_others_never_raises_it(
    outcome: Outcome, rules: CallRules, more: Money
) -> None:
    helped = msgspec.structs.replace(outcome, others=outcome.others + more)
    assert settle(helped, rules).earned <= settle(outcome, rules).earned


@given(outcomes(), any_rules())
def test_krone_for_krone_never_gives_more(outcome: Outcome, rules: CallRules) -> None:
    given = settle(outcome, rules).alternatives
    assert given[KRONE_FOR_KRONE] <= given[PROPORTIONAL]


@given(outcomes(), any_rules())
def test_a_reading_nobody_chose_is_the_lower_one_and_called_assumed(
    outcome: Outcome, rules: CallRules
) -> None:
    silent = msgspec.structs.replace(rules, settlement=None)
    settlement = settle(outcome, silent)
    assert settlement.is_assumed
    assert settlement.earned == min(settlement.alternatives.values())


@given(paid(), percents(), st.sampled_from([CofinancingBase.TOTAL_COSTS, CofinancingBase.GRANT]))
def test_the_share_leaves_the_recipient_what_it_must_pay_to_the_ore(
    costs: Money, percent: Decimal, base: CofinancingBase
) -> None:
    outcome = Outcome(commitment=costs, costs=costs, eligible=costs)
    share = settle(outcome, CallRules(cofinancing=a_demand(percent, base))).limits["share"]
    own = costs - share
    whole = share if base is CofinancingBase.GRANT else costs
    assert own.ore * 100 >= whole.ore * percent
    more = share + Money(1)
    whole = more if base is CofinancingBase.GRANT else costs
    assert (costs - more).ore * 100 < whole.ore * percent


OUTCOME = Outcome(
    commitment=kr(500_000),
    costs=kr(550_000),
    eligible=kr(500_000),
    others=kr(10_000),
    promised_own=kr(125_000),
    paid_out=kr(100_000),
)


def test_the_limits_have_names_and_stand_in_the_order_they_are_told() -> None:
    rules = CallRules(cofinancing=a_demand(), settlement=a_reading(KRONE_FOR_KRONE))
    settlement = settle(OUTCOME, rules)
    assert list(settlement.limits.items()) == [
        ("commitment", kr(500_000)),
        ("share", kr(440_000)),
        ("net", kr(540_000)),
        ("own_stands", kr(415_000)),
    ]
    assert (settlement.earned, settlement.claim) == (kr(415_000), kr(315_000))
    assert (settlement.unused, settlement.repay) == (kr(85_000), ZERO)
    assert not settlement.is_assumed


@pytest.mark.parametrize(
    ("base", "share"),
    [
        (CofinancingBase.TOTAL_COSTS, "440000.00"),
        (CofinancingBase.ELIGIBLE_COSTS, "400000.00"),
        (CofinancingBase.GRANT, "458333.33"),  # 550.000 / 1,2
    ],
)
def test_each_base_has_its_share(base: CofinancingBase, share: str) -> None:
    rules = CallRules(cofinancing=a_demand(base=base))
    assert settle(OUTCOME, rules).limits["share"] == kr(share)


def test_a_cap_on_the_grant_is_a_share_too_and_the_lower_one_holds() -> None:
    cap = GrantShareRule(source=A_SOURCE, percent=pct("50"), base=CofinancingBase.ELIGIBLE_COSTS)
    assert settle(OUTCOME, CallRules(grant_share=cap)).limits["share"] == kr(250_000)
    both = CallRules(grant_share=cap, cofinancing=a_demand())
    assert settle(OUTCOME, both).limits["share"] == kr(250_000)


def test_without_a_demand_there_is_no_share() -> None:
    assert list(settle(OUTCOME, CallRules()).alternatives) == [PROPORTIONAL, KRONE_FOR_KRONE]
    limits = settle(OUTCOME, CallRules(settlement=a_reading(PROPORTIONAL))).limits
    assert list(limits) == ["commitment", "net"]


def test_a_promise_is_not_due_while_the_project_runs() -> None:
    running = msgspec.structs.replace(OUTCOME, promised_own=None)
    settlement = settle(running, CallRules(cofinancing=a_demand()))
    assert set(settlement.alternatives.values()) == {kr(440_000)}
    assert settlement.reading is PROPORTIONAL


def test_a_decision_weighs_more_than_the_call() -> None:
    rules = CallRules(settlement=a_reading(PROPORTIONAL))
    settlement = settle(OUTCOME, rules, decided("krone_for_krone"))
    assert settlement.reading is KRONE_FOR_KRONE
    assert not settlement.is_assumed


def test_an_answer_that_is_no_reading_decides_nothing() -> None:
    settlement = settle(OUTCOME, CallRules(settlement=a_reading(None)), decided("auditor"))
    assert settlement.is_assumed
