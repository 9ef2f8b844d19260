"""What the words of postings give away: each cause one finding, and silence where it is settled."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk import jobs
from budgetdesk.domain.finding import Finding, Severity
from budgetdesk.domain.ledger import (
    AllocationRule,
    DayKind,
    Ledger,
    LedgerChoices,
    PartKind,
    Posting,
)
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.value import LineId, RuleId
from budgetdesk.text import text
from tests.builders import a_batch, a_posting, kr
from tests.checks.asked import AFTER_THE_END, WHILE_IT_RUNS, the_project

ON_RENT = AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1")
ASIDE = AllocationRule(id=RuleId("r2"), kind=PartKind.SET_ASIDE, text="storno", reason="Fejl")


def holding(*postings: Posting, **ledger: Any) -> Project:
    rules = ledger.pop("rules", (ON_RENT,))
    return the_project(ledger=Ledger(batches=(a_batch(*postings),), rules=rules, **ledger))


def found(project: Project, today: date = WHILE_IT_RUNS) -> list[Finding]:
    """What is found with the words the program knows; every sentence can be said."""
    findings = [each for each in jobs.findings(project, today) if each.code != "call.unset"]
    assert all(text(f"findings.{each.code}", **each.facts) for each in findings)
    return findings


def codes(project: Project, today: date = WHILE_IT_RUNS) -> list[str]:
    return [each.code for each in found(project, today)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Engangsbeløb, juni", "ledger.pay_not_counted"),
        ("Bonusudbetaling", "ledger.pay_not_counted"),
        ("Ompostering fra jobcentret", "ledger.internal_transfer"),
        ("Intern overførsel", "ledger.internal_transfer"),
        ("25 % moms af faktura 7", "ledger.vat_in_cost"),
    ],
)
def test_a_word_on_a_cost_line_is_one_question(said: str, code: str) -> None:
    rows = [a_posting(row, kr(10), text=said) for row in (2, 3)]
    (finding,) = found(holding(*rows))
    assert (finding.code, finding.severity, finding.facts["count"]) == (code, Severity.WARNING, 2)


@pytest.mark.parametrize("said", ["Mombasa", "Bonderup", "Leje"])
def test_other_words_ask_nothing(said: str) -> None:
    assert codes(holding(a_posting(2, kr(10), text=said))) == []


def test_what_funders_say_of_a_cost_is_told_with_its_place() -> None:
    (finding,) = found(holding(a_posting(2, kr(10), gl_name="Engangsvederlag")))
    assert finding.source is not None
    assert finding.source.url.startswith("https://www.sbst.dk/")


def test_a_quarter_of_another_on_the_same_voucher_is_its_vat() -> None:
    net, vat = a_posting(2, kr("812.40"), voucher="F1"), a_posting(3, kr("203.10"), voucher="F1")
    assert codes(holding(net, vat)) == ["ledger.vat_in_cost"]
    assert codes(holding(net, replace(vat, voucher="F2"))) == []
    chance = a_posting(2, kr(400), voucher="F1"), a_posting(3, kr(100), voucher="F1")
    assert codes(holding(*chance)) == []


def test_vat_is_no_question_where_it_is_borne() -> None:
    vat = a_posting(2, kr(10), text="Købsmoms")
    assert codes(holding(vat, choices=LedgerChoices(bears_vat=True))) == []
    assert codes(holding(vat, vat_lines=(LineId("1"),))) == []
    assert codes(holding(vat, vat_lines=(LineId("2"),))) == ["ledger.vat_in_cost"]
    club = Recipient(name="Klubben", kind=RecipientKind.ASSOCIATION)
    project = replace(holding(vat), recipient=club)
    assert "ledger.vat_in_cost" not in codes(project)


def test_a_credit_that_takes_nothing_back_may_be_income() -> None:
    cost = a_posting(2, kr(100), voucher="FAK123")
    income = a_posting(3, kr(-40), text="Deltagerbetaling")
    assert codes(holding(cost, income)) == ["ledger.income_on_cost_line"]
    back = a_posting(3, kr(-100), text="Tilbageført FAK123")
    assert codes(holding(cost, back)) == []


def test_a_reversal_without_its_other_half_is_a_note() -> None:
    alone = a_posting(3, kr(-40), text="Tilbageført FAK999")
    (finding,) = found(holding(a_posting(2, kr(100)), alone))
    assert (finding.code, finding.severity) == ("ledger.reversal_alone", Severity.NOTE)


def test_a_posting_and_its_reversal_belong_in_one_place() -> None:
    cost = a_posting(2, kr(100), voucher="FAK123")
    back = a_posting(3, kr(-100), text="Storno FAK123")
    assert codes(holding(cost, back, rules=(ASIDE, ON_RENT))) == ["ledger.reversed_apart"]


def test_a_line_below_zero_is_told_beside_its_cause() -> None:
    said = codes(holding(a_posting(2, kr(-40), text="Deltagerbetaling")))
    assert said == ["ledger.income_on_cost_line", "account.line_negative"]


def test_unpaid_costs_are_asked_about_when_the_account_is_due() -> None:
    paid = a_posting(2, kr(99_990), other="Betalt den: 01-07-2020 | Kl.: 3")
    unpaid = a_posting(3, kr(10), other="Kl.: 3")
    assert codes(holding(paid, unpaid)) == []
    assert "ledger.not_paid" in codes(holding(paid, unpaid), AFTER_THE_END)
    without_the_column = holding(a_posting(2, kr(99_990)), unpaid)
    assert "ledger.not_paid" not in codes(without_the_column, AFTER_THE_END)


@pytest.mark.parametrize("fields", [{"accounting_year": 2021}, {"posting_type": "SUP"}])
def test_the_supplement_period_is_a_note(fields: dict[str, Any]) -> None:
    (finding,) = found(holding(a_posting(2, kr(10), **fields)))
    assert (finding.code, finding.severity) == ("ledger.other_year", Severity.NOTE)
    assert codes(holding(a_posting(2, kr(10), accounting_year=2020))) == []


def test_the_project_chooses_which_date_counts() -> None:
    late = a_posting(2, kr(10), voucher_date=date(2020, 12, 30), posting_date=date(2021, 1, 4))
    assert codes(holding(late)) == []
    booked = holding(late, choices=LedgerChoices(day=DayKind.POSTING))
    assert codes(booked) == ["ledger.outside_period"]
    delivered = replace(late, service_from=date(2020, 12, 1), service_to=date(2020, 12, 31))
    booked = holding(delivered, choices=LedgerChoices(day=DayKind.POSTING))
    assert codes(booked) == []
