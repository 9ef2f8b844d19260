"""The own share, and the grant's size and share."""

import msgspec
import pytest

from budgetdesk.domain.budget import FundingForm
from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.rules import (
    CofinancingBase,
    CofinancingRule,
    GrantLimitRule,
    GrantShareRule,
)
from tests.builders import A_SOURCE, a_budget, a_line, kr, pct
from tests.checks.asked import codes, message, one, only, the_budget, the_project, the_rules


def test_costs_nobody_pays_for_are_told_once() -> None:
    finding = only(the_project(a_budget(a_line("1", kr(600), item="rent"))), "funding.empty")
    assert (finding.severity, finding.facts["costs"]) == (Severity.ERROR, kr(600))


def test_the_classic_mistake_is_named_with_both_ways_out() -> None:
    budget = the_budget(600_000, grant=kr(500_000), own=kr(100_000))
    finding = one(the_project(budget), "funding.cofinancing_taken_of_grant")
    assert message(finding) == (
        "Den egne medfinansiering er 100.000,00 kr. (16,66 %), men skal mindst være"
        " 120.000,00 kr. (20 % af projektets samlede udgifter på 600.000,00 kr.)."
        " Der mangler 20.000,00 kr."
        " Det ser ud til, at de 20 % er regnet af tilskuddet på 500.000,00 kr."
        " | Behold udgifterne: sæt den egne medfinansiering til 120.000,00 kr. og tilskuddet"
        " til 480.000,00 kr."
        " | Behold tilskuddet: sæt den egne medfinansiering til 125.000,00 kr. og de samlede"
        " udgifter til 625.000,00 kr."
    )
    assert finding.severity is Severity.ERROR
    assert finding.subject == Subject(kind="funding", id="F-own")
    assert finding.source == A_SOURCE


def test_one_ore_short_is_short() -> None:
    budget = the_budget(grant=kr("80000.01"), own=kr("19999.99"))
    finding = only(the_project(budget), "funding.cofinancing_short")
    assert finding.facts["missing"] == kr("0.01")
    assert finding.facts["actual_percent"] == pct("19.99")


def test_other_grants_do_not_count_unless_the_call_says_so() -> None:
    budget = the_budget(grant=kr(80_000), own=kr(10_000), other=kr(10_000))
    assert only(the_project(budget), "funding.cofinancing_short").facts["missing"] == kr(10_000)
    counting = CofinancingRule(
        source=A_SOURCE,
        percent=pct("20"),
        base=CofinancingBase.TOTAL_COSTS,
        other_grants_count=True,
    )
    assert codes(the_project(budget, rules=the_rules(cofinancing=counting))) == []


def test_a_demand_on_the_grant_is_never_the_classic_mistake() -> None:
    of_grant = CofinancingRule(source=A_SOURCE, percent=pct("20"), base=CofinancingBase.GRANT)
    budget = the_budget(grant=kr(90_000), own=kr(10_000))
    project = the_project(budget, rules=the_rules(cofinancing=of_grant))
    assert "20 % af tilskuddet på 90.000,00 kr." in message(
        only(project, "funding.cofinancing_short")
    )


def test_without_any_own_share_the_shortfall_is_the_one_finding() -> None:
    budget = the_budget(grant=kr(100_000), own=kr(0))
    assert codes(the_project(budget)) == ["funding.cofinancing_short"]
    finding = one(
        the_project(a_budget(budget.lines[0], grant=kr(100_000))), "funding.cofinancing_short"
    )
    assert finding.subject == Subject(kind="funding")


def test_an_own_share_that_must_be_shown_is_missed_where_nothing_else_asks_for_it() -> None:
    budget = the_budget(grant=kr(100_000), own=kr(0))
    project = the_project(budget, rules=the_rules(cofinancing=None))
    assert only(project, "funding.own_not_shown").severity is Severity.ERROR
    silent = the_rules(cofinancing=None, cofinancing_shown=None)
    assert codes(the_project(budget, rules=silent)) == []


@pytest.mark.parametrize(
    ("base", "code"),
    [(CofinancingBase.TOTAL_COSTS, []), (CofinancingBase.ELIGIBLE_COSTS, ["over"])],
)
def test_a_grant_above_its_share_of_the_base_is_blocked(
    base: CofinancingBase, code: list[str]
) -> None:
    lines = (a_line("1", kr(580_000), item="rent"), a_line("2", kr(120_000), item="travel"))
    rules = the_rules(
        cofinancing=None,
        grant_share=GrantShareRule(source=A_SOURCE, percent=pct("50"), base=base),
    )
    project = the_project(a_budget(*lines, grant=kr(300_000), own=kr(400_000)), rules=rules)
    found = [each for each in codes(project) if each == "funding.grant_share_exceeded"]
    assert len(found) == len(code)


def test_the_excess_and_the_greatest_grant_are_told() -> None:
    rule = GrantShareRule(source=A_SOURCE, percent=pct("50"), base=CofinancingBase.TOTAL_COSTS)
    finding = only(the_project(rules=the_rules(grant_share=rule)), "funding.grant_share_exceeded")
    assert message(finding) == (
        "Tilskuddet er 80.000,00 kr., men må højst være 50.000,00 kr. (50 % af projektets samlede"
        " udgifter). Det er 30.000,00 kr. for meget. | Sæt tilskuddet ned til 50.000,00 kr."
    )


def test_a_grant_within_its_limits_is_fine_and_one_outside_is_blocked() -> None:
    def limited(at_least: int, at_most: int) -> list[str]:
        rule = GrantLimitRule(source=A_SOURCE, at_least=kr(at_least), at_most=kr(at_most))
        return codes(the_project(rules=the_rules(grant_limit=rule)))

    assert limited(80_000, 80_000) == []
    assert limited(80_001, 90_000) == ["funding.grant_below_limit"]
    assert limited(70_000, 79_999) == ["funding.grant_above_limit"]


def test_a_limit_on_one_side_leaves_the_other_open() -> None:
    below = the_rules(grant_limit=GrantLimitRule(source=A_SOURCE, at_least=kr(90_000)))
    finding = only(the_project(rules=below), "funding.grant_below_limit")
    assert finding.facts["missing"] == kr(10_000)
    above = the_rules(grant_limit=GrantLimitRule(source=A_SOURCE, at_most=kr(50_000)))
    finding = only(the_project(rules=above), "funding.grant_above_limit")
    assert message(finding).endswith("| Sæt tilskuddet ned til 50.000,00 kr.")


def test_own_hours_are_asked_about_where_an_own_share_is_demanded() -> None:
    budget = the_budget()
    hours = msgspec.structs.replace(budget.funding[1], form=FundingForm.OWN_HOURS)
    budget = msgspec.structs.replace(budget, funding=(budget.funding[0], hours))
    finding = only(the_project(budget), "funding.own_not_cash")
    assert (finding.severity, finding.facts["amount"]) == (Severity.WARNING, kr(20_000))
    silent = the_rules(cofinancing=None)
    assert codes(the_project(budget, rules=silent)) == []
