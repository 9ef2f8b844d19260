"""What is asked about a joint project."""

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetVersion, FundingSource
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CofinancingBase, CofinancingRule, SplitBy, SplitRule
from budgetdesk.domain.value import PartnerId
from tests.builders import A_SOURCE, a_budget, a_line, a_source, kr
from tests.checks.asked import codes, message, one, only, the_project, the_rules

SCHOOL = Partner(id=PartnerId("p1"), name="Sprogskolen")
OWN, GRANT = FundingSource.OWN, FundingSource.GRANT


def joint(own_of_school: int = 100, **fields: Any) -> Project:
    """600 by the recipient, 400 by the school; the own share is 200 in all."""
    grant = 400 - own_of_school
    return the_project(a_budget_of(own_of_school, grant), **{"partners": (SCHOOL,), **fields})


def a_budget_of(own: int, grant: int) -> BudgetVersion:
    lines = (
        a_line("1", kr(600), item="rent"),
        a_line("2", kr(400), item="rent", partner=SCHOOL.id),
    )
    school = [
        replace(a_source(source, kr(amount), f"s-{source.value}"), partner=SCHOOL.id)
        for source, amount in ((GRANT, grant), (OWN, own))
    ]
    whole = a_budget(*lines, grant=kr(800 - grant), own=kr(200 - own))
    return replace(whole, funding=(*whole.funding, *school))


def each_partner(must: bool | None) -> Any:
    return the_rules(
        cofinancing=CofinancingRule(
            source=A_SOURCE,
            percent=Decimal(20),
            base=CofinancingBase.TOTAL_COSTS,
            each_partner=must,
        )
    )


def test_a_joint_project_in_order_is_silent() -> None:
    assert codes(joint(rules=each_partner(must=None))) == []
    assert codes(joint(80, rules=each_partner(must=True))) == []


def test_a_line_and_a_source_of_a_partner_nobody_knows_are_told() -> None:
    found = codes(joint(partners=()))
    assert found == ["partners.unknown_on_line", *["partners.unknown_on_source"] * 2]
    assert one(joint(partners=()), "partners.unknown_on_line").subject == Subject(
        kind="line", id="2", field="partner"
    )


def test_a_partner_without_costs_is_asked_about() -> None:
    union = Partner(id=PartnerId("p2"), name="A-kassen")
    finding = only(joint(partners=(SCHOOL, union)), "partners.without_costs")
    assert finding.subject == Subject(kind="partner", id="p2")
    assert "A-kassen" in message(finding)
    assert codes(the_project(a_budget(), partners=(union,))) == ["budget.empty"]


def test_each_partner_meets_the_demand_only_where_the_call_says_so() -> None:
    """The school's own share is 79,99 of the 80 it should be; in all there is enough."""
    budget = a_budget_of(79, 321)
    for must in (None, False):
        rules = each_partner(must=must)
        assert codes(the_project(budget, partners=(SCHOOL,), rules=rules)) == []
    rules = each_partner(must=True)
    finding = only(
        the_project(budget, partners=(SCHOOL,), rules=rules), "partners.cofinancing_short"
    )
    assert finding.facts["missing"] == kr(1)
    assert "»Sprogskolen« opfylder ikke selv kravet" in message(finding)
    assert codes(the_project(a_budget(), partners=(SCHOOL,), rules=rules)) == ["budget.empty"]


def test_a_whole_in_balance_is_not_enough_where_money_stands_partner_by_partner() -> None:
    budget = a_budget_of(100, 310)
    assert codes(the_project(budget, partners=(SCHOOL,))) == ["partners.out_of_balance"] * 2
    moved = replace(budget, funding=(replace(budget.funding[0], amounts={2020: kr(999)}),))
    assert "partners.out_of_balance" not in codes(the_project(moved, partners=(SCHOOL,)))


def test_money_that_nobody_split_is_asked_about_only_where_the_call_wants_a_split() -> None:
    whole = a_budget(
        a_line("1", kr(600), item="rent"),
        a_line("2", kr(400), item="rent", partner=SCHOOL.id),
        grant=kr(800),
        own=kr(200),
    )
    assert codes(the_project(whole, partners=(SCHOOL,))) == []
    for by, expected in ((SplitBy.PARTNER, 2), (SplitBy.YEAR, 0)):
        rules = the_rules(split=SplitRule(source=A_SOURCE, by=(by,)))
        found = codes(the_project(whole, partners=(SCHOOL,), rules=rules))
        assert found.count("partners.out_of_balance") == expected
