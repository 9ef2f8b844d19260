"""Limits of a year, of an applicant and of a late start, found by the solver as the checks hold."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.grant_limits import Applicant, applicant_of
from budgetdesk.accounting.solver import Given, solve
from budgetdesk.checks import run_checks
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    GrantLimitRule,
    LateStartRule,
    RecipientLimit,
)
from budgetdesk.operations.funding import add_funding, change_funding
from budgetdesk.operations.solver import use_plan
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr, pct
from tests.strategies import money

A_FIFTH = CofinancingRule(source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS)
MONEY_DEMANDS = ("grant.", "funding.grant", "funding.cofin")
LIMITS = GrantLimitRule(
    source=A_SOURCE,
    at_most=kr(1200),
    at_most_a_year=kr(500),
    for_recipients=(
        RecipientLimit(recipients=(RecipientKind.REGION,), at_least=kr(50), at_most=kr(300)),
    ),
)


def test_limits_of_a_year_of_an_applicant_and_of_a_late_start_hold_where_they_are_known() -> None:
    whole = LateStartRule(source=A_SOURCE, full_from=date(2020, 1, 1), full_to=date(2020, 12, 31))
    rules = CallRules(grant_limit=LIMITS, late_start=whole)
    total = kr(5000)
    unknown = solve(rules, Given(total=total))
    assert unknown.plan is not None
    assert (unknown.plan.grant, unknown.plan.own) == (kr(1200), kr(3800))
    assert unknown.not_held == ("years", "recipient", "start")
    for applicant, name, most in (
        (Applicant(years=2), "at_most_a_year", 1000),
        (Applicant(kind=RecipientKind.REGION), "recipient_at_most", 300),
        (Applicant(kind=RecipientKind.MUNICIPALITY), "at_most", 1200),
        (Applicant(start=date(2020, 10, 1)), "late_start", 300),
    ):
        solved = solve(rules, Given(total=total, applicant=applicant))
        assert solved.plan is not None
        assert solved.plan.grant == kr(most)
        assert solved.limits[name] == kr(most)
        above = solve(rules, Given(total=total, grant=kr(f"{most}.01"), applicant=applicant))
        assert name in above.broken
    region = Applicant(kind=RecipientKind.REGION)
    assert solve(rules, Given(grant=kr(49), applicant=region)).broken == ("recipient_at_least",)
    known = Applicant(kind=RecipientKind.REGION, years=1, start=date(2020, 1, 1))
    assert solve(rules, Given(total=total, applicant=known)).not_held == ()
    assert solve(CallRules(), Given(total=total)).not_held == ()
    bare = CallRules(grant_limit=GrantLimitRule(source=A_SOURCE, at_least=kr(5)), late_start=whole)
    assert solve(bare, Given(total=total)).not_held == ()


def test_a_recipients_own_limit_of_a_year_comes_before_the_one_for_all() -> None:
    region = RecipientLimit(recipients=(RecipientKind.REGION,), at_most_a_year=kr(100))
    limit = GrantLimitRule(source=A_SOURCE, at_most_a_year=kr(500), for_recipients=(region,))
    rules = CallRules(grant_limit=limit)
    for kind, most in ((RecipientKind.REGION, 200), (RecipientKind.COMPANY, 1000)):
        made = solve(rules, Given(total=kr(5000), applicant=Applicant(kind=kind, years=2))).plan
        assert made is not None
        assert made.grant == kr(most)


@settings(max_examples=150)
@given(
    costs=st.lists(money(0, 10**8), min_size=1, max_size=4),
    laid=st.lists(money(0, 10**8), min_size=1, max_size=4),
    a_year=st.none() | money(1, 10**8),
    at_most=st.none() | money(1, 10**8),
    own_most=st.none() | money(1, 10**8),
)
def test_figures_found_and_used_pass_the_checks_and_one_oere_more_does_not(
    costs: list[Money],
    laid: list[Money],
    a_year: Money | None,
    at_most: Money | None,
    own_most: Money | None,
) -> None:
    kind = RecipientKind.MUNICIPALITY
    limits = GrantLimitRule(
        source=A_SOURCE,
        at_most=at_most,
        at_most_a_year=a_year,
        for_recipients=(RecipientLimit(recipients=(kind,), at_most=own_most),),
    )
    line = a_line("1", dict(zip(range(2019, 2023), costs, strict=False)))
    project = a_project(a_budget(line), CallRules(cofinancing=A_FIFTH, grant_limit=limits))
    project = add_funding(project, FundingSource.GRANT)
    grant = project.budget.funding[0]
    amounts = dict(zip(range(2019, 2023), laid, strict=False))
    project = change_funding(project, replace(grant, amounts=amounts))
    if not line.total:
        return
    asked = Given(total=line.total, applicant=applicant_of(project))
    made = solve(project.rules, asked).plan
    assert made is not None

    def told(grant: Money) -> set[str]:
        used = use_plan(project, grant, made.total - grant)
        assert used.budget.funded_by(FundingSource.GRANT) == grant
        found = run_checks(used, date(2020, 1, 1))
        return {each.code for each in found if each.code.startswith(MONEY_DEMANDS)}

    assert told(made.grant) == set()
    assert told(made.grant + Money(1)) != set()
