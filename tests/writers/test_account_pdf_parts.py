"""The parts of the account's PDF that not every project has, read back."""

import re
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from msgspec.structs import replace

from budgetdesk import jobs, paper_jobs
from budgetdesk.accounting.build import build_account
from budgetdesk.domain.account import CorrectionKind
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.value import LineId
from budgetdesk.operations.account import take
from budgetdesk.text import amount, text
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.words import kroner
from tests.builders import a_posting, kr
from tests.writers.papers import FINDINGS, MADE_AT, a_paper, a_real_project, with_postings
from tests.writers.reading import pdf_heard, pdf_text
from tests.writers.worst import AUTUMN, LONG, a_worst_paper, a_worst_project

SPRING = Period(start=date(2019, 12, 1), end=date(2020, 6, 30))


@cache
def a_worst(period: Period | None = None) -> AccountPaper:
    return a_worst_paper(period=period)


@cache
def worst(period: Period | None = None) -> str:
    return rows(account_pdf(a_worst(period)))


def rows(made: bytes) -> str:
    """All words, row by row."""
    return " ".join(pdf_text(made, "-layout").split())


def words(project: Project, period: Period | None = None) -> str:
    paper = paper_jobs.paper(project, build_account(project, period), (), MADE_AT, "Anne")
    return rows(account_pdf(paper))


def taken() -> Project:
    project = a_real_project()
    account = jobs.account(project, SPRING)
    return take(project, account, on=date(2020, 7, 1), by="Anne Bogholder")


def test_the_account_adds_to_what_was_taken_before() -> None:
    project = taken()
    account = jobs.account(project)
    said = words(project)
    assert "Tidligere aflagt Dette regnskab Heraf rettelser I alt" in said
    sums = [(each.budget, each.earlier, each.this, each.actual) for each in account.lines]
    for budget, *added, actual in (
        *sums,
        (account.budget, account.earlier, account.this, account.actual),
    ):
        assert " ".join(map(amount, (budget, *added, kr(0), actual))) in said
    assert "Delregnskab, 01-12-2019 – 30-06-2020 01-07-2020 Anne Bogholder" in said
    assert text("account_pdf.earlier.no_corrections") in said


def test_a_project_never_accounted_for_before_has_no_columns_for_it() -> None:
    said = words(a_real_project())
    assert "Tidligere" not in said
    assert "Projektets deltagere" not in said
    assert "Specifikation" not in said
    assert "Hvis projektet sluttede nu" not in said


def test_each_correction_stands_with_what_it_was_and_is() -> None:
    account = a_worst().account
    assert {each.kind for each in account.corrections} == set(CorrectionKind)
    for each in account.corrections:
        assert each.id in worst()
        assert " ".join(map(amount, (each.before, each.after, each.change))) in worst()


def test_a_voucher_keeps_its_running_number_in_the_next_account() -> None:
    project = taken()
    first = project.accounts[0].numbers
    posting = project.ledger.batches[0].postings[0]
    number = first[f"{posting.voucher} {posting.posting_date.year}"]  # type: ignore[union-attr]
    assert f"{number} {posting.id} {posting.voucher}" in words(project)


def test_pay_is_specified_by_function_hours_and_rate_and_names_no_number() -> None:
    said = worst()
    assert "Projektleder 2020 123,5 376,04 46.440,94" in said  # 612.345 / 1.628,4
    assert "Timesats" in said
    assert "årsnormen på 1.628,4 timer" in said
    assert "Kursusdag 2020 12 dage 1.234,50 14.814,00" in said
    assert "98765 " not in said


def test_without_a_norm_a_rate_is_said_to_be_unknown() -> None:
    project = a_worst_project(10)
    budget = replace(project.versions[0], annual_hours=None)
    said = words(replace(project, versions=(budget,)))
    assert text("account_pdf.details.no_norm") in said
    assert "123,5 ikke oplyst ikke oplyst" in said


def test_what_is_priced_by_units_alone_is_no_pay() -> None:
    project = a_worst_project(10)
    budget = project.versions[0]
    lines = tuple(
        replace(line, details=tuple(row for row in line.details if row.annual_cost is None))
        for line in budget.lines
    )
    said = words(replace(project, versions=(replace(budget, lines=lines),)))
    assert "Øvrige: antal og priser" in said
    assert "Løn: timer og satser" not in said


def test_partners_stand_with_what_each_brought() -> None:
    account = a_worst().account
    for each in account.partners:
        assert " ".join(map(amount, (each.budget, each.actual, each.deviation))) in worst()
    assert "Foreningen" in worst()


def test_a_partner_short_of_the_demand_is_told_how_much() -> None:
    paper = a_worst(AUTUMN)
    short = [each.cofinancing for each in paper.account.partners]
    missing = [each.missing for each in short if each is not None and not each.is_met]
    assert missing
    assert all(f"mangler {amount(each)} kr." in worst(AUTUMN) for each in missing)


def test_partners_of_a_call_that_demands_nothing_are_held_to_nothing() -> None:
    project = a_worst_project(10)
    call = replace(project.call, rules=replace(project.call.rules, cofinancing=None))
    said = words(replace(project, call=call))
    row = said.split("Egen andel Egen andel i %")[1].split("Foreningen")[1]
    assert row.startswith(" 0,00 0,00 0,00 0,00 0,00 0,00 – I alt")


def test_open_orders_and_the_ways_to_end_stand_in_the_outlook() -> None:
    said = worst()
    assert "01-12-2020 Udgiftspost 1 Konsulent, 3 dage 10.001,00" in said
    assert "10.004,00" not in said.split("Hvis projektet sluttede nu")[-2]
    for each in a_worst().account.endings:
        assert " ".join(map(amount, (each.costs, each.grant, each.own))) in said
    assert "Hele tilsagnet beholdes" in said


def test_an_interim_account_looks_ahead_without_any_order() -> None:
    said = words(a_real_project(), SPRING)
    assert "Hvis projektet sluttede nu" in said
    assert "Bestilt og ikke faktureret" not in said


def test_the_report_tells_the_account_in_sentences() -> None:
    project = a_real_project()
    said = " ".join(pdf_text(account_pdf(a_paper(project, FINDINGS))).split())
    assert "Udgifterne er 751.832,49 kr. af et budget på 812.500,00 kr." in said
    assert "og 200.000,00 kr. er udbetalt." in said
    assert "Herefter har tilskudsmodtageren 401.465,99 kr. til gode." in said
    assert "forklaret i noterne til regnskabet (2 poster)" in said
    assert "har 2 bemærkninger; se afsnittet" in said
    assert "Fraveget med begrundelse: 1." in said


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        ("0", "intet er udbetalt. Herefter har tilskudsmodtageren"),
        ("601465.99", "Herefter er der intet at betale."),
        ("640000", "Herefter skal tilskudsmodtageren betale 38.534,01 kr. tilbage."),
    ],
)
def test_the_report_tells_who_owes_whom(paid: str, said: str) -> None:
    payments = tuple(Payment(on=date(2020, 6, 2), amount=kr(paid)) for _ in range(paid != "0"))
    project = replace(a_real_project(), payments=payments)
    assert said in " ".join(pdf_text(account_pdf(a_paper(project))).split())


def test_what_the_funder_paid_stands_by_day() -> None:
    assert "02-06-2020 1. rate 200.000,00" in words(a_real_project())
    assert text("documents.none_of.payments") in words(replace(a_real_project(), payments=()))


def test_goals_are_held_against_the_mean_of_their_months() -> None:
    goals = (
        Goal(name="I job", at_least=Decimal(60), months=(Decimal(50), Decimal("71.3"), None)),
        Goal(name="Deltagere", at_least=Decimal(3), months=(Decimal(2),)),
        Goal(name="Ikke målt", at_least=Decimal(3)),
    )
    said = words(replace(a_real_project(), goals=goals))
    assert "I job 60 60,65 Nået" in said
    assert "Deltagere 3 2 Ikke nået" in said
    assert "Ikke målt 3 ikke oplyst" in said


def test_no_figure_is_ever_broken_over_two_lines() -> None:
    enormous = kr("98765432109.87")
    project = with_postings(
        a_posting(2, enormous, gl_code="5689810010"), a_posting(3, -enormous, gl_code="5689849010")
    )
    said = words(project)
    assert said.count("98.765.432.109,87") >= 6
    assert "-98.765.432.109,87" in said


def test_no_posting_of_the_worst_account_is_lost() -> None:
    printed = re.findall(r"\b1-\d+\b", worst().split("Bilagsliste")[-1])
    listed = {f"1-{row}" for row in (*range(2, 302), *range(20_001, 20_006))} - {"1-80", "1-81"}
    assert set(printed) == listed


def test_nothing_of_the_longest_words_is_cut() -> None:
    project = replace(
        with_postings(a_posting(2, text=LONG * 60, voucher="X" * 60, gl_code="5689810010")),
        title=LONG * 4,
        explanations={LineId("1"): LONG * 40},
        reservation=LONG * 5,
    )
    heard = "".join(pdf_heard(account_pdf(a_paper(project))).split())
    for whole in (LONG * 60, "X" * 60, LONG * 4, LONG * 40, LONG * 5):
        assert "".join(whole.split()) in heard


def test_management_states_the_period_s_own_costs_apart_from_those_reported_before() -> None:
    project, autumn = taken(), Period(start=date(2020, 7, 1), end=date(2020, 12, 31))
    account, said = jobs.account(project, autumn), words(project, autumn)
    assert account.this != account.actual
    assert (
        f"Regnskabet lægger {kroner(account.this)} til de {kroner(account.earlier)}, der er aflagt "
        f"før. Udgifterne er dermed {kroner(account.actual)} i alt"
    ) in said
    assert "leveret i perioden eller i en periode, der er aflagt før" in said
    assert f"{kroner(account.own)} til og med perioden er faktisk ydet" in said
    assert "aflagt før" not in words(project)  # the final account is of the whole period
    assert "aflagt før" not in words(a_real_project(), SPRING)
