"""Results nobody told, money a year left, deviations in interim accounts, and what is taken."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk import explained
from budgetdesk.accounting.build import build_account
from budgetdesk.checks import check_case
from budgetdesk.checks.case import case_of
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, Severity
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import (
    AccountLinesRule,
    CallRules,
    CarryOverRule,
    FreeLimit,
    Instalment,
    PayoutModel,
    PayoutRule,
    Release,
)
from budgetdesk.domain.value import LineId
from budgetdesk.operations.account import take
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, kr, pct
from tests.checks.asked import AFTER_THE_END, codes, message, one, the_project, the_rules

BUDGET = a_budget(
    a_line("1", {2019: kr(20_000), 2020: kr(80_000)}, item="rent"),
    grant=kr(80_000),
    own=kr(20_000),
    approved=True,
)
YEAR = Period(start=date(2019, 12, 1), end=date(2019, 12, 31))
IN_2020 = date(2020, 3, 1)


def a_case(used: int, **rules: Any) -> Project:
    """So much used in December 2019, and all the rest of the budget in 2020."""
    first = a_posting(2, kr(used), posting_date=date(2019, 12, 10))
    rest = a_posting(3, kr(100_000 - used), posting_date=date(2020, 6, 1))
    placed = {
        each.id: Placement(parts=(Part(kind=PartKind.COST, amount=each.amount, target="1"),))
        for each in (first, rest)
    }
    ledger = replace(a_ledger(first, rest), placements=placed)
    return the_project(BUDGET, rules=the_rules(**rules), ledger=ledger)


def carried(limit: FreeLimit, at_most: int | None = None) -> CarryOverRule:
    most = None if at_most is None else kr(at_most)
    return CarryOverRule(source=A_SOURCE, limit=limit, at_most=most)


@pytest.mark.parametrize(
    ("rule", "code", "severity"),
    [
        (None, "account.carry_over_unknown", Severity.NOTE),
        (carried(FreeLimit(percent=pct("10"))), "account.carry_over_ask", Severity.WARNING),
        (carried(FreeLimit(), 3000), "account.carry_over_never", Severity.WARNING),
    ],
)
def test_what_a_year_left_is_told_where_it_does_not_go_on_freely(
    rule: CarryOverRule | None, code: str, severity: Severity
) -> None:
    project = a_case(15_000, carry_over=rule)
    found = one(project, code, IN_2020)
    assert found.severity is severity
    assert "2019" in message(found)
    assert "5.000,00" in message(found)
    assert code not in codes(project, date(2019, 12, 31))
    assert code not in codes(a_case(20_000, carry_over=rule), IN_2020)


def test_money_that_goes_on_freely_is_no_matter() -> None:
    project = a_case(15_000, carry_over=carried(FreeLimit()))
    assert not [code for code in codes(project, IN_2020) if "carry_over" in code]


def test_nobody_asks_for_a_silent_call_once_the_project_is_over() -> None:
    assert "account.carry_over_unknown" not in codes(a_case(15_000), AFTER_THE_END)
    asks = a_case(15_000, carry_over=carried(FreeLimit(never=True)))
    assert "account.carry_over_ask" in codes(asks, AFTER_THE_END)


def test_a_result_that_decides_an_instalment_is_asked_for() -> None:
    step = Instalment(percent=pct("100"), release=Release.FINAL_ACCOUNT, result=pct("15"))
    rule = PayoutRule(source=A_SOURCE, model=PayoutModel.INSTALMENTS, instalments=(step,))
    project = a_case(20_000, payout=rule)
    found = one(project, "account.result_not_told", AFTER_THE_END)
    assert "80.000,00" in message(found)
    assert [explained.fix_words(fix) for fix in found.fixes] == [
        "Skriv det målte resultat i procent."
    ]
    assert "account.result_not_told" not in codes(project, IN_2020)
    told = Decision(topic=Topic.RESULT, answer="12", reason="Målt", by="K", on=IN_2020)
    done = replace(project, decisions=(told,))
    assert "account.result_not_told" not in codes(done, AFTER_THE_END)


def interim(project: Project, period: Period = YEAR) -> dict[str, Finding]:
    return {each.code: each for each in check_case(case_of(project, IN_2020, period=period))}


def test_an_interim_account_that_ends_a_year_has_its_deviations_explained() -> None:
    explain = AccountLinesRule(source=A_SOURCE, explain=True, percent=pct("10"))
    project = a_case(15_000, account_lines=explain)
    found = interim(project)["account.deviation_unexplained"]
    assert found.severity is Severity.ERROR
    assert (found.facts["budget"], found.facts["deviation"]) == (kr(20_000), kr(5_000))
    told = replace(project, explanations={LineId("1"): "Kurset blev flyttet."})
    assert "account.deviation_unexplained" not in interim(told)
    within = a_case(18_000, account_lines=explain)
    assert "account.deviation_unexplained" not in interim(within)
    inside = Period(start=YEAR.start, end=date(2020, 1, 31))
    assert "account.deviation_unexplained" not in interim(project, inside)


def test_the_final_account_that_was_taken_is_not_late() -> None:
    project = a_case(20_000)
    late = date(2021, 5, 1)
    assert "deadlines.account_overdue" in codes(project, late)
    taken = take(project, build_account(project), on=date(2021, 3, 1), by="Kim")
    assert "deadlines.account_overdue" not in codes(taken, late)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, "siger ikke, hvornår"),
        ({}, "siger ikke, hvornår"),
        ({"explain": False}, "kræver ingen forklaring"),
        ({"explain": True}, "nævner ingen grænse"),
        ({"explain": True, "percent": pct("10")}, "over 10 % af posten skal"),
        ({"explain": True, "amount": kr(500)}, "over 500,00 kr. skal"),
        ({"explain": True, "percent": pct("5"), "amount": kr(1)}, "5 % af posten eller over 1,00"),
        ({"percent": pct("10")}, "over 10 % af posten bør"),
        ({"amount": kr(500)}, "over 500,00 kr. bør"),
        ({"percent": pct("5"), "amount": kr(1)}, "eller over 1,00 kr. bør"),
    ],
)
def test_when_the_call_wants_a_deviation_explained_is_told(
    rule: dict[str, Any] | None, words: str
) -> None:
    made = None if rule is None else AccountLinesRule(source=A_SOURCE, **rule)
    assert words in explained.deviation_rule(CallRules(account_lines=made))
