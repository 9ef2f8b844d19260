"""The solver: what follows from figures given, never past a demand and never an øre short of it."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.cofinancing import greatest_grant, hold
from budgetdesk.accounting.solver import Given, Plan, falls, solve
from budgetdesk.domain.budget import FundingForm
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    ContributionRule,
    CountedForm,
    GrantLimitRule,
    GrantShareRule,
    LeastBudgetRule,
    ReimbursementRule,
    SettlementReading,
)
from tests.builders import A_SOURCE, kr, pct
from tests.strategies import money, percents

TOTAL, ELIGIBLE, GRANT = CofinancingBase
CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "arithmetic.toml").read_text(encoding="utf-8")
)


def demand(percent: str = "20", base: CofinancingBase = TOTAL, **fields: Any) -> CofinancingRule:
    return CofinancingRule(source=A_SOURCE, percent=pct(percent), base=base, **fields)


def a_fifth(**rules: Any) -> CallRules:
    return CallRules(**{"cofinancing": demand(), **rules})


def plan(grant: str | int, own: str | int, others: str | int = 0) -> Plan:
    return Plan(grant=kr(grant), own=kr(own), others=kr(others))


OWN_SHARES = [row for row in CASES["cofinancing"] if row.get("kind", "own_share") == "own_share"]


@pytest.mark.parametrize("row", OWN_SHARES, ids=lambda row: str(row["name"]))
def test_the_worked_cases_come_out_as_they_should(row: dict[str, Any]) -> None:
    rule = demand(
        row["percent"], CofinancingBase(row["base"]), other_grants_count=row.get("other_counts")
    )
    asked = Given(total=kr(row["total"]), own=kr(row["own"]), other=kr(row.get("other", "0.00")))
    solved = solve(CallRules(cofinancing=rule), asked)
    assert solved.plan == plan(row["grant"], row["own"], row.get("other", "0.00"))
    assert (solved.broken == ()) is row["met"]
    ways = {way.keeps: way.plan for way in solved.ways}
    if "fix_keep_total" in row:
        assert ways["total"].own == kr(row["fix_keep_total"]["own"])
        assert ways["total"].grant == kr(row["fix_keep_total"]["grant"])
    if "fix_keep_grant" in row:
        assert ways["grant"].own == kr(row["fix_keep_grant"]["own"])
        assert ways["grant"].total == kr(row["fix_keep_grant"]["total"])
    if not row["met"]:
        assert solved.least_own is not None
        assert solved.least_own > kr(row["own"])


def test_a_cap_on_the_grant_in_the_worked_cases() -> None:
    (row,) = (row for row in CASES["cofinancing"] if row.get("kind") == "max_grant_share")
    rule = GrantShareRule(source=A_SOURCE, percent=pct("50"), base=ELIGIBLE)
    total, eligible, grant = (kr(row[name]) for name in ("total", "eligible", "grant"))
    asked = Given(total=total, grant=grant, not_eligible=total - eligible)
    solved = solve(CallRules(grant_share=rule), asked)
    assert solved.broken == ("share",)
    assert grant - solved.limits["share"] == kr(row["excess_grant"])


@pytest.mark.parametrize(
    "asked",
    [
        Given(total=kr(625_000)),
        Given(own=kr(125_000)),
        Given(grant=kr(500_000)),
        Given(total=kr(625_000), own=kr(125_000)),
        Given(total=kr(625_000), grant=kr(500_000)),
        Given(grant=kr(500_000), own=kr(125_000)),
    ],
    ids=lambda asked: "-".join(asked.known),
)
def test_the_same_project_is_found_from_whichever_figures_are_known(asked: Given) -> None:
    solved = solve(a_fifth(), asked)
    assert solved.plan == plan(500_000, 125_000)
    assert (solved.broken, solved.ways) == ((), ())
    assert solved.plan.total == kr(625_000)
    assert solved.limits["cofinancing"] == kr(500_000)
    assert solved.least_own == kr(125_000)


@pytest.mark.parametrize("asked", [Given(), Given(total=kr(1), grant=kr(1), own=ZERO, other=ZERO)])
def test_no_figure_or_all_three_leave_nothing_to_solve(asked: Given) -> None:
    with pytest.raises(ValueError, match=r"\["):
        solve(a_fifth(), asked)


def test_the_grant_rounds_down_and_the_own_share_up() -> None:
    """A fifth of 100.000,01 is 20.000,002: the own share takes the øre that cannot be cut."""
    solved = solve(a_fifth(), Given(total=kr("100000.01")))
    assert solved.plan == plan("80000.00", "20000.01")


def test_money_from_others_is_paid_before_the_grant() -> None:
    solved = solve(a_fifth(), Given(total=kr(625), other=kr(100), income=kr(25)))
    assert solved.plan == plan(375, 125, 125)
    counted = a_fifth(cofinancing=demand(other_grants_count=True))
    assert solve(counted, Given(total=kr(625), other=kr(100))).plan == plan(500, 25, 100)


def test_a_grant_that_may_not_be_so_large_says_which_limit_stops_it() -> None:
    limit = GrantLimitRule(source=A_SOURCE, at_least=kr(50), at_most=kr(400))
    rules = a_fifth(grant_limit=limit)
    solved = solve(rules, Given(grant=kr(500), own=kr(125)))
    assert solved.broken == ("at_most",)
    assert [(way.keeps, way.plan.grant) for way in solved.ways] == [
        ("own", kr(400)),
        ("total", kr(400)),
    ]
    assert solve(rules, Given(total=kr(60))).broken == ("at_least", "cofinancing")
    assert solve(rules, Given(grant=kr(20))).broken == ("at_least",)


def test_two_demands_that_cannot_both_be_met_are_both_named() -> None:
    """A least budget of 1.000 with a grant of 400 at most: no way, when 100 is all one owns."""
    rules = a_fifth(
        grant_limit=GrantLimitRule(source=A_SOURCE, at_most=kr(400)),
        least_budget=LeastBudgetRule(source=A_SOURCE, at_least=kr(1000)),
    )
    solved = solve(rules, Given(own=kr(100)))
    assert solved.plan is None
    assert set(solved.broken) == {"least_budget", "at_most"}
    assert solve(rules, Given(grant=kr(400))).plan == plan(400, 600)


def test_without_a_demand_an_own_share_is_enough_for_any_project() -> None:
    solved = solve(CallRules(), Given(own=kr(100)))
    assert (solved.plan, solved.broken) == (None, ())


def test_a_demand_of_the_whole_cannot_be_met_with_a_grant() -> None:
    rules = a_fifth(cofinancing=demand("100"))
    solved = solve(rules, Given(grant=kr(10)))
    assert (solved.plan, solved.broken) == (None, ("cofinancing",))
    ways = {way.keeps: way.plan for way in solve(rules, Given(grant=kr(10), own=kr(5))).ways}
    assert ways == {"total": plan(0, 15), "own": plan(0, 5)}


@pytest.mark.parametrize(
    ("size", "limit"),
    [({"grant_at_least": kr(100_000)}, "99999.99"), ({"grant_above": kr(100_000)}, "100000.00")],
)
def test_a_demand_on_large_grants_leaves_the_small_ones_alone(
    size: dict[str, Any], limit: str
) -> None:
    """X16: a tenth, but only from 100.000 kr. of grant on."""
    rules = CallRules(cofinancing=demand("10", **size))
    assert solve(rules, Given(total=kr(90_000))).plan == plan(90_000, 0)
    assert solve(rules, Given(total=kr(105_000))).plan == plan(limit, kr_left(105_000, limit))
    assert solve(rules, Given(total=kr(200_000))).plan == plan(180_000, 20_000)
    assert solve(rules, Given(grant=kr(90_000))).plan == plan(90_000, 0)
    assert solve(rules, Given(grant=kr(180_000))).plan == plan(180_000, 20_000)
    short = solve(rules, Given(total=kr(105_000), own=kr(1000)))
    assert short.broken
    ways = {way.keeps: way.plan for way in short.ways}
    assert ways["total"].own == kr(kr_left(105_000, limit))


def kr_left(total: int, grant: str) -> str:
    return str(Decimal(total) - Decimal(grant))


def test_part_of_the_own_share_demanded_must_be_money() -> None:
    """X16: half of the tenth."""
    forms = (CountedForm(form=FundingForm.VOLUNTEER_HOURS),)
    counted = ContributionRule(source=A_SOURCE, forms=forms, cash_percent=pct("50"))
    rules = CallRules(cofinancing=demand("10"), contributions=counted)
    assert solve(rules, Given(total=kr("200000.01"))).cash == kr("10000.01")
    on_grant = replace(rules, cofinancing=demand("10", GRANT))
    assert solve(on_grant, Given(grant=kr(200_000))).cash == kr(10_000)
    large = replace(rules, cofinancing=demand("10", ELIGIBLE, grant_at_least=kr(100_000)))
    assert solve(large, Given(total=kr(50_000))).cash == ZERO
    some_out = Given(total=kr(300_000), not_eligible=kr(100_000))
    assert solve(large, some_out).cash == kr(10_000)
    assert solve(a_fifth(), Given(total=kr(1))).cash is None


def test_a_refund_is_a_share_that_the_grant_never_passes() -> None:
    rules = CallRules(
        reimbursement=ReimbursementRule(source=A_SOURCE, percent=pct("80"), base=TOTAL)
    )
    assert solve(rules, Given(total=kr(1000))).plan == plan(800, 200)
    of_itself = CallRules(
        grant_share=GrantShareRule(source=A_SOURCE, percent=pct("80"), base=GRANT)
    )
    assert solve(of_itself, Given(total=kr(1000))).plan == plan(0, 1000)


def test_both_readings_of_what_is_not_spent() -> None:
    """A4: of 625.000 kr. 10 % is not spent: a fifth is the recipient's, or the whole is its."""
    asked = Given(total=kr(625_000), own=kr(125_000))
    told = list(falls(a_fifth(), asked, plan(500_000, 125_000)))
    assert [fall.unspent for fall in told] == [kr(31_250), kr(62_500), kr(156_250), kr(312_500)]
    assert told[1].earned == {
        SettlementReading.PROPORTIONAL: kr(450_000),
        SettlementReading.KRONE_FOR_KRONE: kr(437_500),
    }
    assert told[1].by(SettlementReading.PROPORTIONAL) == kr(50_000)
    assert [told[1].rate(reading) for reading in SettlementReading] == [pct("80"), pct("100")]
    assert list(falls(a_fifth(), asked, plan(0, 0))) == []
    without_grant = next(falls(a_fifth(), asked, plan(0, 10)))
    assert without_grant.rate(SettlementReading.PROPORTIONAL) == 0


@pytest.mark.parametrize(
    ("own", "found", "broken"),
    [(100, 25, ("cofinancing",)), (125, 0, ()), (130, None, ("others_not_negative",))],
)
def test_of_all_three_figures_what_others_must_bring_follows(
    own: int, found: int | None, broken: tuple[str, ...]
) -> None:
    solved = solve(a_fifth(), Given(total=kr(625), grant=kr(490), own=kr(own), income=kr(10)))
    assert solved.plan == (None if found is None else plan(490, own, found + 10))
    assert solved.broken == broken


RULES = st.builds(
    CallRules,
    cofinancing=st.none()
    | st.builds(
        CofinancingRule,
        source=st.just(A_SOURCE),
        percent=percents(),
        base=st.sampled_from(CofinancingBase),
        other_grants_count=st.sampled_from([None, True, False]),
        grant_at_least=st.none() | money(0, 10**9),
        grant_above=st.none() | money(0, 10**9),
    ),
    grant_share=st.none()
    | st.builds(
        GrantShareRule,
        source=st.just(A_SOURCE),
        percent=percents(),
        base=st.sampled_from([TOTAL, ELIGIBLE]),
    ),
    grant_limit=st.none()
    | st.builds(
        GrantLimitRule,
        source=st.just(A_SOURCE),
        at_least=st.none() | money(0, 10**8),
        at_most=st.none() | money(0, 10**9),
    ),
)
ABSURD = 10**17
"""A quadrillion kroner in øre: no float could hold its last øre."""
MONEY = money(0, 10**9) | money(0, ABSURD)
GIVEN = st.builds(
    Given,
    total=st.none() | MONEY,
    grant=st.none() | MONEY,
    own=st.none() | MONEY,
    other=money(0, 10**8),
    income=money(0, 10**8),
    not_eligible=st.just(ZERO) | money(0, 10**8),
    not_counted=st.just(ZERO) | money(0, 10**7),
)
TWO = GIVEN.filter(lambda asked: len(asked.known) == 2)
ONE = GIVEN.filter(lambda asked: len(asked.known) == 1)


def is_accepted(rules: CallRules, asked: Given, made: Plan) -> bool:
    """Held by the functions the checks hold a budget with, not by the solver's own lines."""
    eligible = made.total - asked.not_eligible
    share, limit, cofinancing = rules.grant_share, rules.grant_limit, rules.cofinancing
    if made.grant < ZERO or made.own < ZERO or (eligible < ZERO and asked.not_eligible):
        return False
    if share and made.grant > greatest_grant(share, made.total, eligible, made.grant):
        return False
    if limit and limit.at_most is not None and made.grant > limit.at_most:
        return False
    if limit and limit.at_least is not None and made.grant < limit.at_least:
        return False
    if cofinancing is None or not cofinancing.applies_to(made.grant):
        return True
    counts = made.own - asked.not_counted
    return hold(cofinancing, made.total, eligible, made.grant, counts, asked.other or ZERO).is_met


@settings(max_examples=300)
@given(rules=RULES, asked=TWO)
def test_the_third_figure_balances_and_is_judged_as_the_checks_judge_it(
    rules: CallRules, asked: Given
) -> None:
    solved = solve(rules, asked)
    assert solved.plan is not None
    for name in asked.known:
        assert getattr(solved.plan, name) == getattr(asked, name)
    assert (solved.broken == ()) is is_accepted(rules, asked, solved.plan)
    assert bool(solved.ways) <= bool(solved.broken)
    for way in solved.ways:
        assert is_accepted(rules, asked, way.plan)
        assert getattr(way.plan, way.keeps) == getattr(solved.plan, way.keeps)
        assert way.plan.others == asked.others


@settings(max_examples=300)
@given(rules=RULES, asked=ONE)
def test_the_tightest_plan_meets_every_demand_and_one_oere_less_does_not(
    rules: CallRules, asked: Given
) -> None:
    solved = solve(rules, asked)
    made = solved.plan
    if made is None:
        return
    assert is_accepted(rules, asked, made)
    (keeps,) = asked.known
    assert getattr(made, keeps) == getattr(asked, keeps)
    one = Money(1)
    tighter = {
        "total": replace(made, grant=made.grant + one, own=made.own - one),
        "grant": replace(made, own=made.own - one),
        "own": replace(made, grant=made.grant + one),
    }
    assert not is_accepted(rules, asked, tighter[keeps])
    if keeps == "total":
        assert solved.least_own == made.own


@settings(max_examples=100)
@given(rules=RULES, asked=ONE, at=money(0, 10**9))
def test_where_nothing_is_found_nothing_there_is(rules: CallRules, asked: Given, at: Money) -> None:
    if solve(rules, asked).plan is not None or not solve(rules, asked).broken:
        return
    (keeps,) = asked.known
    tried = Given(**{keeps: getattr(asked, keeps), "own" if keeps != "own" else "grant": at})
    made = replace(tried, other=asked.other, income=asked.income).balanced()
    assert not is_accepted(rules, asked, made)
