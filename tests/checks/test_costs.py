"""Costs by their words, caps, splits, and contributions that count."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import (
    BudgetVersion,
    DetailRow,
    FundingForm,
    FundingLine,
    FundingSource,
)
from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import (
    CofinancingBase,
    CofinancingRule,
    CollectiveLinesRule,
    ContributionRule,
    CostItem,
    CountedForm,
    EligibleRule,
    Exclusion,
    ExclusionRule,
    GrantLimitRule,
    NoteRule,
    PayRule,
    RecipientLimit,
    ReimbursementRule,
)
from budgetdesk.domain.value import FundingId
from budgetdesk.operations.fixes import apply_fix
from tests.builders import A_SOURCE, a_budget, a_line, a_source, kr, pct
from tests.checks.asked import codes, message, only, the_budget, the_project, the_rules

PAY = CostItem(key="pay", label="Løn", group="salary")
RENT = CostItem(key="rent", label="Lokaleleje", group="rent")
LISTED = EligibleRule(source=A_SOURCE, items=(PAY, RENT), closed=True)


def budget_of(*amounts: int, **fields: Any) -> BudgetVersion:
    """Lines of these amounts on the rent, a fifth of the sum the recipient's own."""
    given = {"item": "rent"} | fields
    lines = [a_line(str(number), kr(kroner), **given) for number, kroner in enumerate(amounts, 1)]
    return a_budget(*lines, grant=kr(sum(amounts) * 4 // 5), own=kr(sum(amounts) // 5))


def excluding(*words: str, above: Money | None = None) -> Any:
    cost = Exclusion(label="Udstyr", words=words, above_a_year=above)
    return the_rules(exclusions=ExclusionRule(source=A_SOURCE, costs=(cost,)))


@pytest.mark.parametrize("label", ["IT-udstyr", "Udstyret til alle", "UDSTYR", "mere udstyr"])
def test_a_cost_shut_out_by_name_is_found_by_its_word(label: str) -> None:
    project = the_project(budget_of(1000, label=label), rules=excluding("udstyr"))
    finding = only(project, "costs.excluded")
    assert (finding.severity, finding.subject.id) == (Severity.ERROR, "1")


def test_a_word_is_looked_for_in_the_note_too_and_never_inside_another() -> None:
    in_note = budget_of(1000, note="Til udstyr.")
    assert codes(the_project(in_note, rules=excluding("udstyr"))) == ["costs.excluded"]
    inside = budget_of(1000, label="Feltudstyr")
    assert codes(the_project(inside, rules=excluding("udstyr"))) == []


def test_an_exclusion_without_words_and_a_line_without_costs_say_nothing() -> None:
    assert codes(the_project(budget_of(1000, label="Udstyr"), rules=excluding())) == []
    empty = a_budget(
        a_line("1", kr(1000), item="rent"),
        a_line("2", kr(0), item="rent", label="Udstyr"),
        grant=kr(800),
        own=kr(200),
    )
    assert codes(the_project(empty, rules=excluding("udstyr"))) == []


def test_a_cost_shut_out_above_an_amount_is_summed_over_its_lines_each_year() -> None:
    rules = excluding("udstyr", above=kr(50_000))
    exact = budget_of(30_000, 20_000, label="Udstyr")
    assert codes(the_project(exact, rules=rules)) == []
    finding = only(
        the_project(budget_of(30_000, 20_005, label="Udstyr"), rules=rules),
        "costs.excluded_above",
    )
    assert finding.subject == Subject(kind="line", id="1", field="2020")
    assert finding.facts["excess"] == kr(5)


def test_a_collective_line_is_found_by_its_label() -> None:
    rules = the_rules(
        collective_lines=CollectiveLinesRule(source=A_SOURCE, words=("diverse", "uforudse"))
    )
    project = the_project(budget_of(1000, label="Uforudsete udgifter"), rules=rules)
    assert "(»Uforudsete«)" in message(only(project, "costs.collective"))
    assert codes(the_project(budget_of(1000, label="Leje"), rules=rules)) == []


def test_a_line_of_a_grant_for_one_purpose_says_how_it_serves_it() -> None:
    items = EligibleRule(source=A_SOURCE, items=(RENT,), closed=False, single_purpose=True)
    rules = the_rules(eligible=items, notes=None)
    for strange in ({"item": None, "note": ""}, {"item": "travel", "note": "Begrundet."}):
        project = the_project(budget_of(1000, **strange), rules=rules)
        finding = only(project, "costs.purpose")
        assert finding.severity is Severity.WARNING
        assert "Lokaleleje" in message(finding)
        (fix,) = finding.fixes
        assert codes(apply_fix(project, finding, fix)) == []
    closed = the_rules(eligible=replace(items, closed=True), notes=None)
    shut_out = only(the_project(budget_of(1000, item=None), rules=closed), "costs.purpose")
    assert shut_out.severity is Severity.ERROR


def test_pay_the_call_does_not_count_is_found_in_line_note_and_rows() -> None:
    rules = the_rules(pay=PayRule(source=A_SOURCE, not_counted=("Resultatløn", "Engangsvederlag")))
    row = DetailRow(text="Engangsvederlag", year=2020, units=Decimal(1), unit_price=kr(1000))
    for said in (
        {"label": "Resultatløn til leder"},
        {"note": "Heraf resultatløn."},
        {"details": (row,)},
    ):
        finding = only(the_project(budget_of(1000, **said), rules=rules), "costs.pay_not_counted")
        assert finding.source == A_SOURCE
    assert codes(the_project(budget_of(1000, note="Almindelig løn"), rules=rules)) == []
    silent = the_rules(pay=PayRule(source=A_SOURCE, by_hours=True))
    assert codes(the_project(budget_of(1000, note="Resultatløn"), rules=silent)) == []


def test_a_line_is_shown_by_units_where_the_call_wants_it() -> None:
    rules = the_rules(notes=NoteRule(source=A_SOURCE, unit_prices=True))
    only(the_project(budget_of(1000), rules=rules), "split.no_unit_prices")
    row = DetailRow(text="Timer", year=2020, units=Decimal(2), unit_price=kr(500))
    assert codes(the_project(budget_of(1000, details=(row,)), rules=rules)) == []


def test_pay_is_hours_times_a_rate_where_the_call_wants_it() -> None:
    pay = PayRule(source=A_SOURCE, by_hours=True)
    rules = the_rules(pay=pay, eligible=LISTED)
    only(the_project(budget_of(1000, item="pay"), rules=rules), "split.pay_without_hours")
    assert codes(the_project(budget_of(1000), rules=rules)) == []
    unlisted = the_rules(pay=pay, eligible=None)
    assert codes(the_project(budget_of(1000), rules=unlisted)) == []


def own(form: FundingForm, amount: str, hours: str | None = None) -> FundingLine:
    return FundingLine(
        id=FundingId(f"f-{form.value}"),
        source=FundingSource.OWN,
        form=form,
        amounts={2020: kr(amount)},
        hours=None if hours is None else Decimal(hours),
    )


def paid_by(*lines: FundingLine, grant: int = 80_000) -> BudgetVersion:
    costs = kr(grant) + Money.total(line.total for line in lines)
    budget = a_budget(a_line("1", costs, item="rent"))
    funding = (a_source(FundingSource.GRANT, kr(grant)), *lines)
    return BudgetVersion(id=budget.id, name="", lines=budget.lines, funding=funding)


def counting(*forms: CountedForm, cash: str | None = None) -> Any:
    least = None if cash is None else pct(cash)
    rule = ContributionRule(source=A_SOURCE, forms=forms, cash_percent=least)
    return the_rules(contributions=rule)


def test_a_form_the_call_does_not_take_brings_nothing() -> None:
    rules = counting(CountedForm(form=FundingForm.IN_KIND, counts=False))
    project = the_project(paid_by(own(FundingForm.IN_KIND, "20000")), rules=rules)
    assert only(project, "funding.cofinancing_short").facts["actual"] == kr(0)
    no_demand = replace(rules, cofinancing=None, cofinancing_shown=None)
    only(
        the_project(paid_by(own(FundingForm.IN_KIND, "20000")), rules=no_demand),
        "contributions.not_counted",
    )


def test_forms_the_call_takes_or_does_not_name_count() -> None:
    takes = counting(CountedForm(form=FundingForm.OWN_HOURS))
    assert codes(the_project(paid_by(own(FundingForm.OWN_HOURS, "20000")), rules=takes)) == []
    silent = the_project(paid_by(own(FundingForm.IN_KIND, "20000")), rules=takes)
    assert codes(silent) == ["funding.own_not_cash"]


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (None, "contributions.hours_unknown"),
        ("159.99", "contributions.overvalued"),
        ("160", ""),
    ],
)
def test_an_hour_is_worth_no_more_than_the_call_says(hours: str | None, code: str) -> None:
    rules = counting(CountedForm(form=FundingForm.VOLUNTEER_HOURS, hour_rate=kr(125)))
    budget = paid_by(own(FundingForm.VOLUNTEER_HOURS, "20000", hours))
    project = the_project(budget, rules=rules)
    assert codes(project) == ([code] if code else [])
    if hours == "159.99":
        finding = only(project, code)
        assert (finding.fixes[0].amount, finding.facts["excess"]) == (kr("19998.75"), kr("1.25"))
    elif code:
        only(project, code)


def test_a_part_of_the_demanded_share_is_money() -> None:
    forms = (CountedForm(form=FundingForm.IN_KIND),)
    cash, things = own(FundingForm.CASH, "9999"), own(FundingForm.IN_KIND, "10001")
    finding = only(
        the_project(paid_by(cash, things), rules=counting(*forms, cash="50")),
        "contributions.too_little_cash",
    )
    assert finding.facts["missing"] == kr(1)
    enough = paid_by(own(FundingForm.CASH, "10000"), own(FundingForm.IN_KIND, "10000"))
    assert codes(the_project(enough, rules=counting(*forms, cash="50"))) == []


def test_a_demand_that_holds_only_for_large_grants_is_not_held_against_a_small_one() -> None:
    rule = CofinancingRule(
        source=A_SOURCE,
        percent=pct("20"),
        base=CofinancingBase.TOTAL_COSTS,
        grant_at_least=kr(100_000),
    )
    rules = the_rules(cofinancing=rule, cofinancing_shown=None)
    small = a_budget(a_line("1", kr(99_999), item="rent"), grant=kr(99_999))
    large = a_budget(a_line("1", kr(100_000), item="rent"), grant=kr(100_000))
    assert codes(the_project(small, rules=rules)) == []
    assert codes(the_project(large, rules=rules)) == ["funding.cofinancing_short"]


def test_a_year_gets_no_more_than_the_call_gives_in_one() -> None:
    rules = the_rules(grant_limit=GrantLimitRule(source=A_SOURCE, at_most_a_year=kr(79_999)))
    finding = only(the_project(rules=rules), "grant.above_year_limit")
    assert finding.subject.field == "2020"
    exact = the_rules(grant_limit=GrantLimitRule(source=A_SOURCE, at_most_a_year=kr(80_000)))
    assert codes(the_project(rules=exact)) == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [(RecipientKind.MUNICIPALITY, "grant.above_year_limit"), (RecipientKind.REGION, "")],
)
def test_a_recipients_own_limit_for_a_year_goes_before_the_one_for_all(
    kind: RecipientKind, code: str
) -> None:
    own = RecipientLimit(recipients=(kind,), at_most_a_year=kr(79_999))
    limit = GrantLimitRule(source=A_SOURCE, at_most_a_year=kr(80_000), for_recipients=(own,))
    assert codes(the_project(rules=the_rules(grant_limit=limit))) == ([code] if code else [])


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [
        (80_000, 80_000, ""),
        (None, 79_999, "grant.above_own_limit"),
        (80_001, None, "grant.below_own_limit"),
    ],
)
def test_a_kind_of_recipient_can_have_limits_of_its_own(
    low: int | None, high: int | None, code: str
) -> None:
    limit = RecipientLimit(
        recipients=(RecipientKind.MUNICIPALITY,),
        at_least=None if low is None else kr(low),
        at_most=None if high is None else kr(high),
    )
    others = RecipientLimit(recipients=(RecipientKind.REGION,), at_most=kr(1))
    rules = the_rules(grant_limit=GrantLimitRule(source=A_SOURCE, for_recipients=(others, limit)))
    assert codes(the_project(rules=rules)) == ([code] if code else [])
    if code:
        only(the_project(rules=rules), code)
    nobody = the_project(rules=rules, recipient=Recipient(name="X"))
    assert codes(nobody) == ["project.applicant_unknown"]


def test_a_refund_is_no_more_than_its_share() -> None:
    rule = ReimbursementRule(
        source=A_SOURCE, percent=pct("79.99"), base=CofinancingBase.TOTAL_COSTS
    )
    finding = only(
        the_project(rules=the_rules(reimbursement=rule)), "funding.reimbursement_exceeded"
    )
    assert finding.facts["excess"] == kr(10)
    assert codes(the_project(the_budget(), rules=the_rules())) == []
