"""The course of a project: how each step stands, and what is due next."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import (
    CallRules,
    DeadlineRule,
    FinalAccountRule,
    InterimEvery,
    InterimRule,
    NoteRule,
)
from budgetdesk.explained import home
from budgetdesk.operations.account import take
from budgetdesk.presenters.course import STEPS, CoursePresenter, CourseStep
from budgetdesk.presenters.start import project_on
from budgetdesk.presenters.table import Tone
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, a_project, kr
from tests.checks.asked import the_project, the_rules
from tests.presenters.desks import TODAY, opened


def steps(project: Project) -> dict[str, CourseStep]:
    return {step.key: step for step in CoursePresenter(opened(project)).steps}


def deadline(rules: CallRules, **fields: Any) -> str:
    return CoursePresenter(opened(a_project(rules=rules, **fields))).deadline


def test_the_steps_stand_in_the_order_they_happen() -> None:
    assert [(step.key, step.name) for step in steps(a_project()).values()] == [
        ("project", "Projekt"),
        ("budget", "Budget"),
        ("funding", "Finansiering"),
        ("changes", "Ændringer"),
        ("ledger", "Posteringer"),
        ("tracking", "Opfølgning"),
        ("account", "Regnskab"),
    ]


def test_a_step_in_order_says_so_and_one_not_begun_says_nothing() -> None:
    course = steps(the_project())
    for key in ("project", "budget", "funding"):
        assert (course[key].icon, course[key].words) == ("ok", "I orden")
        assert course[key].tone is Tone.IN_ORDER
    for key in ("ledger", "tracking", "account"):
        assert course[key] == CourseStep(key=key, name=course[key].name)


def test_a_ledger_is_in_order_until_a_posting_has_no_place() -> None:
    assert steps(a_project(ledger=a_ledger()))["ledger"].words == "I orden"
    ledger = steps(a_project(ledger=a_ledger(a_posting())))["ledger"]
    assert (ledger.words, ledger.tone) == ("1 fejl", Tone.ERROR)


def test_an_account_is_begun_when_there_are_postings_and_a_period() -> None:
    assert steps(a_project(ledger=a_ledger(), period=None))["account"].words == ""
    assert steps(a_project(ledger=a_ledger()))["account"].words != ""


def test_errors_are_counted_before_warnings() -> None:
    silent = {number: a_line(number, kr(100), item="rent", note="") for number in "12"}
    demand, wish = the_rules(), the_rules(notes=NoteRule(source=A_SOURCE, hard=False))
    budget = a_budget(*silent.values(), grant=kr(160), own=kr(40))
    errors, warnings = (steps(the_project(budget, rules=rules)) for rules in (demand, wish))
    assert (errors["budget"].badge, errors["budget"].icon) == ("2", "error")
    assert (errors["budget"].words, errors["budget"].tone) == ("2 fejl", Tone.ERROR)
    assert (warnings["budget"].badge, warnings["budget"].icon) == ("2", "warning")
    assert (warnings["budget"].words, warnings["budget"].tone) == ("2 advarsler", Tone.WARNING)
    unknown = replace(silent["2"], item="")
    both = steps(the_project(a_budget(silent["1"], unknown, grant=kr(160), own=kr(40)), rules=wish))
    assert both["budget"].words == "1 fejl"


def test_a_project_just_begun_has_no_step_in_order() -> None:
    course = steps(project_on("C02"))
    assert [key for key in STEPS if course[key].icon == "ok"] == []


@pytest.mark.parametrize(
    ("code", "kind", "step"),
    [
        ("project.no_period", "period", "project"),
        ("call.unset", "call", "project"),
        ("budget.no_note", "line", "budget"),
        ("funding.under", "funding", "funding"),
        ("ledger.unplaced", "posting", "ledger"),
        ("ledger.total", "batch", "ledger"),
        ("account.not_explained", "line", "account"),
        ("signoff.ask", "account", "account"),
    ],
)
def test_a_finding_is_at_home_where_it_is_mended(code: str, kind: str, step: str) -> None:
    finding = Finding(code=code, severity=Severity.NOTE, subject=Subject(kind=kind))
    assert home(finding) == step


def test_the_application_is_due_until_its_day_and_the_account_after() -> None:
    account = FinalAccountRule(source=A_SOURCE, months=3)

    def due(last_day: date) -> str:
        application = DeadlineRule(source=A_SOURCE, last_day=last_day)
        return deadline(CallRules(deadline=application, final_account=account))

    assert due(TODAY) == "Ansøgningen skal sendes senest 15-06-2020"
    assert due(date(2020, 6, 14)) == "Regnskabet skal sendes senest 31-03-2021"


def test_nothing_is_due_that_is_not_known() -> None:
    assert deadline(CallRules()) == ""
    assert deadline(the_rules(), period=None) == ""
    late = Period(start=date(2020, 1, 1), end=date(2020, 11, 30))
    assert deadline(the_rules(), period=late) == "Regnskabet skal sendes senest 28-02-2021"


def test_an_interim_account_is_due_before_the_final_one_until_it_is_taken() -> None:
    interim = InterimRule(source=A_SOURCE, every=InterimEvery.HALF_YEAR, months=2)
    rules = CallRules(
        interim_account=interim, final_account=FinalAccountRule(source=A_SOURCE, months=3)
    )
    assert deadline(rules) == "Delregnskabet skal sendes senest 31-08-2020"

    def taken(project: Project, period: Period) -> Project:
        return take(project, build_account(project, period), on=TODAY, by="Kim")

    half = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
    sent = taken(a_project(rules=rules), half)
    said = CoursePresenter(opened(sent)).deadline
    assert said == "Regnskabet skal sendes senest 31-03-2021"
    assert sent.period is not None
    assert CoursePresenter(opened(taken(sent, sent.period))).deadline == ""
