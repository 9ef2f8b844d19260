"""The budget's cost lines, and amounts nobody can mean."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from budgetdesk.domain.budget import BudgetVersion, DetailRow, FundingSource
from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import EligibleRule, LeastBudgetRule, NoteRule
from tests.builders import A_SOURCE, a_budget, a_line, a_source, kr
from tests.checks.asked import (
    RENT,
    codes,
    message,
    one,
    only,
    the_budget,
    the_project,
    the_rules,
)


def with_line(**fields: Any) -> BudgetVersion:
    """The usual budget with its one line changed."""
    budget = the_budget()
    line = msgspec.structs.replace(budget.lines[0], **fields)
    return msgspec.structs.replace(budget, lines=(line,))


@pytest.mark.parametrize("lines", [(), (a_line("1", {2020: kr(0)}, item="rent"),)])
def test_a_budget_without_costs_is_told_once_whatever_pays_for_them(lines: Any) -> None:
    finding = only(the_project(a_budget(*lines, grant=kr(80))), "budget.empty")
    assert finding.subject == Subject(kind="line")


def test_a_project_smaller_than_the_call_wants_is_told_with_what_is_missing() -> None:
    rules = the_rules(least_budget=LeastBudgetRule(source=A_SOURCE, at_least=kr("100000.01")))
    finding = only(the_project(rules=rules), "budget.too_small")
    assert message(finding) == (
        "Budgettet er på 100.000,00 kr., men projektet skal efter opslaget være på mindst"
        " 100.000,01 kr. Der mangler 0,01 kr."
    )
    assert (finding.severity, finding.source) == (Severity.ERROR, A_SOURCE)


def test_a_project_of_exactly_the_least_size_is_in_order() -> None:
    rules = the_rules(least_budget=LeastBudgetRule(source=A_SOURCE, at_least=kr(100_000)))
    assert codes(the_project(rules=rules)) == []
    assert codes(the_project(a_budget(), rules=rules)) == ["budget.empty"]


def test_too_little_funding_is_told_with_the_difference_and_the_own_share_that_closes_it() -> None:
    finding = only(
        the_project(the_budget(own=kr(20_000), grant=kr("79999.50"))), "budget.underfunded"
    )
    assert message(finding) == (
        "Budgettet går ikke op: Udgifterne er 100.000,00 kr., men finansieringen er kun"
        " 99.999,50 kr. Der mangler 0,50 kr."
        " | Sæt den egne medfinansiering op til 20.000,50 kr."
    )
    assert (finding.severity, finding.source) == (Severity.ERROR, A_SOURCE)


def test_too_much_funding_is_told_with_the_grant_that_closes_it() -> None:
    finding = only(the_project(the_budget(own=kr(30_000))), "budget.overfunded")
    assert message(finding) == (
        "Budgettet går ikke op: Finansieringen er 110.000,00 kr., men udgifterne er kun"
        " 100.000,00 kr. Der er 10.000,00 kr. for meget."
        " | Sæt tilskuddet ned til 70.000,00 kr."
    )


def test_where_no_grant_would_be_left_none_is_offered() -> None:
    assert only(the_project(the_budget(own=kr(180_000))), "budget.overfunded").fixes == ()


def test_a_silent_call_still_wants_a_balance_but_does_not_block() -> None:
    project = the_project(the_budget(own=kr(30_000)), rules=the_rules(balance=None))
    finding = only(project, "budget.overfunded")
    assert (finding.severity, finding.source) == (Severity.WARNING, None)


def test_a_line_without_an_item_is_blocked_by_a_closed_list() -> None:
    finding = only(the_project(with_line(item=None)), "budget.item_not_chosen")
    assert message(finding) == (
        "Budgetpost 1 »Linje 1« er ikke knyttet til nogen af de udgifter, opslaget giver tilskud"
        " til. Vælg en af dem: Lokaleleje; Revision."
    )
    assert finding.severity is Severity.ERROR
    assert finding.subject == Subject(kind="line", id="1", field="item")


def test_a_line_outside_a_closed_list_is_blocked() -> None:
    finding = only(the_project(with_line(item="travel")), "budget.item_not_eligible")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("item", "code"),
    [(None, "budget.item_not_chosen_open"), ("travel", "budget.item_beyond_examples")],
)
def test_a_line_outside_an_open_list_is_asked_about(item: str | None, code: str) -> None:
    rules = the_rules(eligible=EligibleRule(source=A_SOURCE, items=(RENT,), closed=False))
    finding = only(the_project(with_line(item=item), rules=rules), code)
    assert (finding.severity, finding.source) == (Severity.WARNING, A_SOURCE)


def test_a_line_without_a_note_is_blocked_where_the_call_demands_one() -> None:
    finding = only(the_project(with_line(note=" ")), "budget.no_note")
    assert finding.subject == Subject(kind="line", id="1", field="note")
    assert (finding.severity, finding.source) == (Severity.ERROR, A_SOURCE)


def test_a_note_nobody_demands_is_not_asked_for() -> None:
    assert codes(the_project(with_line(note=""), rules=the_rules(notes=None))) == []


def test_a_note_that_is_wished_for_is_a_warning() -> None:
    rules = the_rules(notes=NoteRule(source=A_SOURCE, hard=False))
    finding = only(the_project(with_line(note=""), rules=rules), "budget.no_note")
    assert finding.severity is Severity.WARNING


def test_detail_rows_that_do_not_sum_to_the_year_are_found_in_that_year() -> None:
    rows = (
        DetailRow(text="Timer", year=2020, units=Decimal(100), unit_price=kr(900)),
        DetailRow(text="Timer", year=2019, units=Decimal(0), unit_price=kr(900)),
    )
    finding = only(the_project(with_line(details=rows)), "budget.details_differ")
    assert message(finding) == (
        "Specifikationen af budgetpost 1 »Linje 1« giver 90.000,00 kr. i 2020, men posten er på"
        " 100.000,00 kr. Forskellen er 10.000,00 kr. Ret det af tallene, der er forkert."
        " | Sæt beløbet i 2020 til 90.000,00 kr., som specifikationen giver."
    )
    assert finding.subject == Subject(kind="line", id="1", field="2020")


def test_a_negative_cost_is_found_where_it_stands() -> None:
    budget = with_line(amounts={2019: kr(-5), 2020: kr(100_005)})
    finding = only(the_project(budget), "budget.negative_amount")
    assert finding.subject == Subject(kind="line", id="1", field="2019")


def test_an_absurd_cost_is_asked_about() -> None:
    huge = Money(100_000_000_000_01)
    project = the_project(with_line(amounts={2020: huge}))
    assert one(project, "budget.absurd_amount").severity is Severity.WARNING
    fair = the_project(with_line(amounts={2020: Money(100_000_000_000_00)}))
    assert "budget.absurd_amount" not in codes(fair)


def with_funding(amounts: dict[int, Money]) -> BudgetVersion:
    """The usual budget with the own share spread over years."""
    budget = the_budget()
    own = msgspec.structs.replace(a_source(FundingSource.OWN, kr(0)), amounts=amounts)
    return msgspec.structs.replace(budget, funding=(budget.funding[0], own))


def test_money_to_come_is_no_negative_amount_either() -> None:
    budget = with_funding({2019: kr(-5), 2020: kr(20_005)})
    finding = only(the_project(budget), "funding.negative_amount")
    assert finding.subject == Subject(kind="funding", id="F-own", field="2019")
    assert message(finding).startswith("»Egen medfinansiering« har et negativt beløb i 2019")


def test_an_absurd_source_is_asked_about() -> None:
    project = the_project(with_funding({2020: Money(100_000_000_000_01)}))
    assert one(project, "funding.absurd_amount").subject.id == "F-own"


def test_years_the_project_does_not_touch_hold_no_costs_one_finding_per_year() -> None:
    lines = (
        a_line("1", {2020: kr(50), 2022: kr(25), 2023: kr(0)}, item="rent"),
        a_line("2", {2022: kr(25)}, item="rent"),
    )
    finding = only(
        the_project(a_budget(*lines, grant=kr(80), own=kr(20))), "budget.year_outside_period"
    )
    assert message(finding).startswith(
        "Der er budgetteret 50,00 kr. i 2022 på 2 budgetposter, men projektet løber fra"
        " 01-12-2019 til 31-12-2020."
    )
    assert finding.subject == Subject(kind="line", id="1", field="2022")


def test_nor_money_to_pay_for_them() -> None:
    budget = with_funding({2021: kr(20_000)})
    assert only(the_project(budget), "funding.year_outside_period").facts["year"] == 2021
