"""Days the applicant tells, pages that disagree, targets, rough bounds and what is due."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.checks import run_checks
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Severity
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import (
    CallRules,
    DeadlineRule,
    ExtensionRule,
    GoalsRule,
    GrantLimitRule,
    InterimEvery,
    InterimRule,
    LateStartRule,
    OwnStartRule,
    PeriodBound,
    PeriodRule,
    RetentionRule,
    Target,
)
from budgetdesk.operations.account import take
from budgetdesk.operations.fixes import apply_fix
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, kr
from tests.checks.asked import codes, message, one, only, the_project, the_rules

APPROVED = a_budget(
    a_line("1", kr(100_000), item="rent"), grant=kr(80_000), own=kr(20_000), approved=True
)


def told(topic: Topic, answer: str, about: str = "") -> dict[str, Any]:
    decision = Decision(
        topic=topic, answer=answer, reason="Aftalt", by="K", on=date(2019, 12, 1), about=about
    )
    return {"decisions": (decision,)}


def test_a_start_of_the_applicants_own_is_asked_for_and_then_held() -> None:
    rules = the_rules(own_start=OwnStartRule(source=A_SOURCE, after="at et projekt er slut"))
    assert "at et projekt er slut" in message(only(the_project(rules=rules), "start.not_told"))
    late = the_project(rules=rules, **told(Topic.EARLIEST_START, "2019-12-02"))
    assert only(late, "start.too_early").fixes[0].facts["day"] == date(2019, 12, 2)
    exact = the_project(rules=rules, **told(Topic.EARLIEST_START, "2019-12-01"))
    assert codes(exact) == []
    unread = the_project(rules=rules, **told(Topic.EARLIEST_START, "snart"))
    assert codes(unread) == ["start.not_told"]


def test_who_starts_late_gets_the_part_that_is_left() -> None:
    late = LateStartRule(source=A_SOURCE, full_from=date(2019, 10, 1), full_to=date(2020, 12, 31))
    limit = GrantLimitRule(source=A_SOURCE, at_most=kr(90_000))
    rules = the_rules(late_start=late, grant_limit=limit)
    finding = only(the_project(rules=rules), "start.grant_too_large")
    assert finding.facts["greatest"] == kr(78_000)  # 13 of 15 months
    full = replace(late, full_from=date(2019, 12, 1))
    assert codes(the_project(rules=the_rules(late_start=full, grant_limit=limit))) == []
    assert codes(the_project(rules=the_rules(late_start=late))) == []


def test_a_bound_given_roughly_only_warns() -> None:
    window = PeriodRule(
        source=A_SOURCE,
        start_from=date(2020, 3, 1),
        start_to=date(2020, 4, 1),
        end_to=date(2020, 10, 30),
        about=(PeriodBound.START_FROM,),
    )
    project = the_project(rules=the_rules(period=window))
    assert one(project, "project.starts_too_early_roughly").severity is Severity.WARNING
    assert one(project, "project.ends_too_late").severity is Severity.ERROR
    rough = replace(window, about=tuple(PeriodBound), start_from=None, start_to=date(2019, 11, 1))
    found = codes(the_project(rules=the_rules(period=rough)))
    assert found == ["project.starts_too_late_roughly", "project.ends_too_late_roughly"]


def disputed(**fields: Any) -> Any:
    """A project whose call has two last days, from two pages."""
    other = replace(A_SOURCE, document="Nyheden")
    first = DeadlineRule(source=A_SOURCE, last_day=date(2019, 3, 3))
    second = DeadlineRule(source=other, last_day=date(2019, 3, 4))
    project = the_project(rules=the_rules(deadline=first), **fields)
    call = replace(project.call, others=(CallRules(deadline=second),))
    return replace(project, call=call)


def test_pages_that_disagree_are_one_question_with_an_answer_for_each() -> None:
    finding = one(disputed(), "sources.disagree")
    assert message(finding) == (
        "Officielle sider er uenige om »Ansøgningsfrist«: »Opslaget« siger ét, »Nyheden« noget"
        " andet. Spørg tilskudsgiver, hvad der gælder, og gem svaret som en afgørelse. Indtil da"
        " bruges det, der står i »Opslaget«."
        " | Afgør, hvilken kilde der gælder: nr. 1. | Afgør, hvilken kilde der gælder: nr. 2."
    )
    assert [fix.facts["number"] for fix in finding.fixes] == ["1", "2"]


def test_the_answer_settles_it_and_is_the_rule_from_then_on() -> None:
    settled = disputed(**told(Topic.SOURCES, "2", "deadline"))
    assert "sources.disagree" not in codes(settled)
    assert settled.rules.deadline.last_day == date(2019, 3, 4)
    assert "sources.disagree" in codes(disputed(**told(Topic.SOURCES, "3", "deadline")))


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ((), ["targets.missing"]),
        ((Goal(name="jobordrer ", at_least=Decimal(14)),), ["targets.too_low"]),
        ((Goal(name="Jobordrer", at_least=Decimal(15)),), []),
    ],
)
def test_the_calls_targets_are_the_projects(goals: Any, expected: list[str]) -> None:
    target = Target(name="Jobordrer", at_least=Decimal(15))
    rules = the_rules(goals=GoalsRule(source=A_SOURCE, targets=(target,)))
    project = the_project(rules=rules, goals=goals)
    assert codes(project) == expected
    for code in expected:
        only(project, code)


def test_the_calls_figure_is_added_by_a_fix_and_a_figure_of_ones_own_is_for_people() -> None:
    targets = (Target(name="Jobordrer", at_least=Decimal(15)), Target(name="Tilfredshed"))
    project = the_project(rules=the_rules(goals=GoalsRule(source=A_SOURCE, targets=targets)))
    found = [
        each for each in run_checks(project, date(2020, 1, 1)) if each.code == "targets.missing"
    ]
    assert [len(each.fixes) for each in found] == [1, 0]
    fixed = apply_fix(project, found[0], found[0].fixes[0])
    assert fixed.goals == (Goal(name="Jobordrer", at_least=Decimal(15)),)
    assert codes(fixed) == ["targets.missing"]


def test_an_interim_account_is_told_when_it_is_soon_due() -> None:
    rule = InterimRule(source=A_SOURCE, every=InterimEvery.HALF_YEAR, months=2)
    rules = the_rules(interim_account=rule)
    first = Period(start=date(2019, 12, 1), end=date(2019, 12, 31))
    project = taken(the_project(APPROVED, rules=rules), first)
    finding = only(project, "deadlines.interim_soon", date(2020, 8, 15))
    assert (finding.facts["start"], finding.facts["end"], finding.facts["due"]) == (
        date(2020, 1, 1),
        date(2020, 6, 30),
        date(2020, 8, 31),
    )
    assert codes(project, date(2020, 7, 31)) == []
    assert codes(the_project(rules=rules), date(2020, 8, 15)) == []
    late = only(project, "deadlines.interim_overdue", date(2020, 9, 3))
    assert (late.facts["due"], late.facts["days"]) == (date(2020, 8, 31), 3)
    second = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
    assert codes(taken(project, second), date(2020, 9, 3)) == []
    whole = Period(start=date(2019, 12, 1), end=date(2020, 12, 31))
    assert codes(taken(the_project(APPROVED, rules=rules), whole), date(2021, 1, 3)) == []


def taken(project: Project, period: Period) -> Project:
    return take(project, build_account(project, period), on=period.end, by="Kim")


def test_the_end_of_the_period_is_told_where_more_time_must_be_asked_for_before_it() -> None:
    rules = the_rules(extension=ExtensionRule(source=A_SOURCE, before_end=True))
    project = the_project(APPROVED, rules=rules)
    only(project, "deadlines.extension", date(2020, 12, 31))
    assert codes(project, date(2020, 11, 30)) == []
    silent = the_rules(extension=ExtensionRule(source=A_SOURCE))
    assert codes(the_project(APPROVED, rules=silent), date(2020, 12, 31)) == []


def test_once_it_is_over_the_years_vouchers_are_kept_are_told() -> None:
    rules = the_rules(retention=RetentionRule(source=A_SOURCE, years=5))
    over = the_project(APPROVED, rules=rules, ledger=a_ledger(a_posting()))
    assert "31-12-2025" in message(one(over, "deadlines.vouchers", date(2021, 2, 1)))
    assert codes(the_project(APPROVED, rules=rules)) == []


def test_no_period_no_days() -> None:
    rules = the_rules(
        extension=ExtensionRule(source=A_SOURCE, before_end=True),
        interim_account=InterimRule(source=A_SOURCE, every=InterimEvery.YEAR),
        retention=RetentionRule(source=A_SOURCE, years=5),
        own_start=OwnStartRule(source=A_SOURCE, after="noget"),
        late_start=LateStartRule(
            source=A_SOURCE, full_from=date(2019, 12, 1), full_to=date(2020, 12, 31)
        ),
    )
    project = the_project(
        APPROVED, rules=rules, period=None, **told(Topic.EARLIEST_START, "2020-01-01")
    )
    assert codes(project) == ["project.no_period"]
    no_day = the_project(
        APPROVED, rules=rules, period=Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
    )
    assert "deadlines.interim_soon" not in codes(no_day, date(2020, 12, 31))
