"""The smallest fixes hold exactly: applied, the demand is met; an øre less, it is not."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from budgetdesk.accounting.cofinancing import (
    KEEP_GRANT,
    KEEP_TOTAL,
    eligible_costs,
    fixes,
    greatest_grant,
    hold,
    hold_budget,
)
from budgetdesk.domain.finding import Fix
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    CostItem,
    EligibleRule,
    GrantShareRule,
)
from budgetdesk.domain.value import Value
from tests.builders import A_SOURCE, a_budget, a_line, kr, pct
from tests.strategies import money, paid, percents

ORE = Money(1)


class Plan(Value):
    """A budget in balance, and the demand on it."""

    rule: CofinancingRule
    not_eligible: Money
    grant: Money
    own: Money
    other: Money
    income: Money

    @property
    def costs(self) -> Money:
        return self.grant + self.own + self.other + self.income

    def is_met(self, own: Money, grant: Money) -> bool:
        """With this own share and grant; what others bring, and what is not eligible, stays."""
        total = grant + own + self.other + self.income
        eligible = total - self.not_eligible
        return hold(self.rule, total, eligible, grant, own, self.other).is_met

    def fixes(self) -> dict[str, Fix]:
        eligible = self.costs - self.not_eligible
        found = fixes(self.rule, self.costs, eligible, self.grant, self.other, self.income)
        return {fix.code: fix for fix in found}


def little() -> st.SearchStrategy[Money]:
    """So little that most demands are not met by it."""
    return money(0, 500)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Budgets that fall short."""
    base = draw(st.sampled_from(CofinancingBase))
    rule = CofinancingRule(
        source=A_SOURCE,
        percent=draw(percents()),
        base=base,
        other_grants_count=draw(st.sampled_from([None, False, True])),
    )
    grant, own = draw(paid()), draw(little() | paid())
    other, income = draw(little() | paid()), draw(little() | paid())
    total = (grant + own + other + income).ore
    plan = Plan(
        rule=rule,
        not_eligible=draw(money(0, total)),
        grant=grant,
        own=own,
        other=other,
        income=income,
    )
    assume(not plan.is_met(own, grant))
    return plan


def moved(fix: Fix, name: str) -> Money:
    amount = fix.facts[name]
    assert isinstance(amount, Money)
    return amount


@given(plans())
def test_keeping_the_total_the_smallest_own_share_is_enough_and_an_ore_less_is_not(
    plan: Plan,
) -> None:
    fix = plan.fixes().get(KEEP_TOTAL)
    assume(fix is not None)
    assert fix is not None
    own, grant = moved(fix, "own"), moved(fix, "grant")
    assert own + grant == plan.own + plan.grant
    assert plan.is_met(own, grant)
    assert not plan.is_met(own - ORE, grant + ORE)
    assert fix.amount == own > plan.own


@given(plans())
def test_keeping_the_grant_the_smallest_own_share_is_enough_and_an_ore_less_is_not(
    plan: Plan,
) -> None:
    fix = plan.fixes().get(KEEP_GRANT)
    assume(fix is not None)
    assert fix is not None
    own, total = moved(fix, "own"), moved(fix, "total")
    assert total == plan.costs - plan.own + own
    assert plan.is_met(own, plan.grant)
    assert not plan.is_met(own - ORE, plan.grant)
    assert fix.amount == own > plan.own


@given(plans())
def test_a_fix_is_left_out_only_where_there_is_none(plan: Plan) -> None:
    found = plan.fixes()
    if KEEP_TOTAL not in found:  # then nothing, or only the last øre, is left for a grant
        assert not plan.is_met(plan.own + plan.grant - ORE, ORE)
    is_of_costs = plan.rule.base is not CofinancingBase.GRANT
    wants_all = is_of_costs and plan.rule.percent == 100
    assert (KEEP_GRANT in found) == (plan.grant > ZERO and not wants_all)


def test_where_all_costs_are_the_recipients_own_there_is_no_fix() -> None:
    rule = CofinancingRule(source=A_SOURCE, percent=pct("100"), base=CofinancingBase.TOTAL_COSTS)
    assert list(fixes(rule, kr(100), kr(100), kr(50), ZERO, ZERO)) == []


def test_where_the_own_share_equals_the_grant_there_are_both() -> None:
    rule = CofinancingRule(source=A_SOURCE, percent=pct("100"), base=CofinancingBase.GRANT)
    found = list(fixes(rule, kr(100), kr(100), kr(80), ZERO, ZERO))
    assert [dict(fix.facts) for fix in found] == [
        {"own": kr(50), "grant": kr(50)},
        {"own": kr(80), "total": kr(160)},
    ]


def test_costs_nobody_pays_yet_are_no_reason_to_cut_them() -> None:
    rule = CofinancingRule(source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS)
    found = list(fixes(rule, kr(600), kr(600), kr(100), ZERO, ZERO))
    assert [dict(fix.facts) for fix in found] == [{"own": kr(120), "grant": kr(480)}]


def test_other_grants_that_count_and_reach_leave_nothing_to_find() -> None:
    rule = CofinancingRule(
        source=A_SOURCE,
        percent=pct("20"),
        base=CofinancingBase.TOTAL_COSTS,
        other_grants_count=True,
    )
    result = hold(rule, kr(500), kr(500), kr(400), ZERO, kr(100))
    assert (result.is_met, result.actual) == (True, kr(100))
    assert next(fixes(rule, kr(500), kr(500), kr(350), kr(150), ZERO)).facts["own"] == ZERO


@pytest.mark.parametrize(
    ("base", "required"),
    [
        (CofinancingBase.TOTAL_COSTS, "140.00"),
        (CofinancingBase.ELIGIBLE_COSTS, "116.00"),
        (CofinancingBase.GRANT, "60.00"),
    ],
)
def test_the_demand_is_of_its_base(base: CofinancingBase, required: str) -> None:
    rule = CofinancingRule(source=A_SOURCE, percent=pct("20"), base=base)
    result = hold(rule, kr(700), kr(580), kr(300), kr(400), ZERO)
    assert result.required == kr(required)


@given(paid(), paid(), paid(), percents(), st.sampled_from(CofinancingBase))
def test_the_greatest_grant_is_allowed_and_an_ore_more_is_not(
    costs: Money, eligible: Money, grant: Money, percent: Decimal, base: CofinancingBase
) -> None:
    rule = GrantShareRule(source=A_SOURCE, percent=percent, base=base)
    whole = {
        CofinancingBase.TOTAL_COSTS: costs,
        CofinancingBase.ELIGIBLE_COSTS: eligible,
        CofinancingBase.GRANT: grant,
    }[base]
    cap = greatest_grant(rule, costs, eligible, grant)
    assert cap.ore * 100 <= whole.ore * percent < (cap + ORE).ore * 100


def test_a_budget_is_held_with_its_own_figures() -> None:
    rules = CallRules(
        cofinancing=CofinancingRule(
            source=A_SOURCE, percent=pct("20"), base=CofinancingBase.ELIGIBLE_COSTS
        ),
        eligible=EligibleRule(
            source=A_SOURCE, items=(CostItem(key="rent", label="Leje"),), closed=True
        ),
    )
    budget = a_budget(
        a_line("1", kr(500), item="rent"), a_line("2", kr(100)), grant=kr(500), own=kr(100)
    )
    result = hold_budget(rules, budget)
    assert result is not None
    assert (result.base_amount, result.required, result.actual) == (kr(500), kr(100), kr(100))
    assert hold_budget(CallRules(), budget) is None


@pytest.mark.parametrize(("closed", "expected"), [(True, 500), (False, 600), (None, 600)])
def test_only_a_closed_list_shuts_costs_out(closed: bool | None, expected: int) -> None:
    items = (CostItem(key="rent", label="Leje"),)
    rule = None if closed is None else EligibleRule(source=A_SOURCE, items=items, closed=closed)
    budget = a_budget(a_line("1", kr(500), item="rent"), a_line("2", kr(100)))
    assert eligible_costs(CallRules(eligible=rule), budget) == kr(expected)
