"""What is decided where the call leaves it open: asked once, and again when it is other money."""

from datetime import date

import pytest
from hypothesis import given
from msgspec.structs import replace

from budgetdesk import explained, finding_jobs, jobs
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.decision import Moved, Topic, moved
from budgetdesk.domain.finding import Severity
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CollectiveLinesRule, EligibleRule, PeriodBound, PeriodRule
from tests.accounting.test_questions import asked, decided, with_hours
from tests.builders import A_SOURCE, a_budget, a_line, kr
from tests.checks.asked import (
    RENT,
    WHILE_IT_RUNS,
    codes,
    message,
    only,
    the_budget,
    the_project,
    the_rules,
)
from tests.strategies import money

OPEN = EligibleRule(source=A_SOURCE, items=(RENT,), closed=False)


def administration(
    label: str = "Administration", item: str | None = None, **rules: object
) -> Project:
    """Costs of 100.000 of which a tenth is a line of that name."""
    lines = (a_line("1", kr(90_000), item="rent"), a_line("2", kr(10_000), label=label, item=item))
    budget: BudgetVersion = a_budget(*lines, grant=kr(80_000), own=kr(20_000))
    return the_project(budget, rules=the_rules(**{"eligible": OPEN, **rules}))


def test_administration_is_asked_about_with_both_figures() -> None:
    project = administration()
    question = asked(project, Topic.ADMINISTRATION)
    assert (question.about, question.proposed) == ("2", "not_covered")
    assert [option.facts["eligible"] for option in question.options] == [kr(90_000), kr(100_000)]
    assert "»Administration« er Bidrag til husets drift" in explained.option_words(
        question, question.options[0]
    )
    told = next(each for each in jobs.findings(project, WHILE_IT_RUNS) if "admin" in each.code)
    assert told.severity is Severity.WARNING
    assert "100.000,00 kr. af budgettet, uden den 90.000,00 kr." in message(told)


def test_a_share_of_the_house_goes_and_work_stays() -> None:
    unlinked = "budget.item_not_chosen_open"
    refused = decided(administration(), Topic.ADMINISTRATION, "not_covered", "2")
    assert sorted(codes(refused)) == [unlinked, "costs.house_share"]
    assert codes(decided(administration(), Topic.ADMINISTRATION, "covered", "2")) == [unlinked]


@pytest.mark.parametrize(
    "project",
    [
        administration("Overhøring"),
        administration(item="rent"),
        administration(eligible=replace(OPEN, closed=True)),
        administration(
            collective_lines=CollectiveLinesRule(source=A_SOURCE, words=("administrationsbidrag",))
        ),
    ],
    ids=["another word", "a cost of the call", "a closed list", "the call says it"],
)
def test_what_the_call_says_of_administration_is_not_asked(project: Project) -> None:
    assert Topic.ADMINISTRATION not in {each.topic for each in finding_jobs.questions(project)}


def roughly(start: date = date(2019, 12, 9)) -> Project:
    window = PeriodRule(source=A_SOURCE, start_to=date(2019, 12, 1), about=(PeriodBound.START_TO,))
    period = Period(start=start, end=date(2020, 12, 31))
    return the_project(rules=the_rules(period=window), period=period)


def test_a_day_beyond_a_rough_bound_is_asked_about_as_the_two_days() -> None:
    project = roughly()
    question = asked(project, Topic.ROUGH_DATE)
    assert (question.about, question.answers) == ("start_to", ("2019-12-01", "2019-12-09"))
    assert question.proposed == "2019-12-01"
    finding = only(project, "project.starts_too_late_roughly")
    assert [fix.code for fix in finding.fixes] == ["project.start_on", "dates.decide"]
    assert finding_jobs.answer_of(finding.fixes[1]) == "2019-12-09"
    assert explained.answer_words(Topic.ROUGH_DATE, "2019-12-09").endswith("09-12-2019")


def test_the_answer_makes_the_bound_a_demand_or_the_day_fit_until_it_moves() -> None:
    held = decided(roughly(), Topic.ROUGH_DATE, "2019-12-01", "start_to")
    assert only(held, "project.starts_too_late").severity is Severity.ERROR
    fits = decided(roughly(), Topic.ROUGH_DATE, "2019-12-09", "start_to")
    assert codes(fits) == []
    later = replace(fits, period=Period(start=date(2019, 12, 20), end=date(2020, 12, 31)))
    assert codes(later) == ["project.starts_too_late_roughly"]
    assert asked(later, Topic.ROUGH_DATE).is_outdated
    assert finding_jobs.questions(roughly(date(2019, 12, 1))) == ()


def counted_hours(hours: int) -> Project:
    """Hours decided to count when they were 5.000, and now are so much."""
    project = decided(with_hours(), Topic.CONTRIBUTION, "counts", "own_hours")
    sources = tuple(
        replace(each, amounts={2020: kr(hours)}) if each.id == "h" else each
        for each in project.budget.funding
    )
    return replace(project, versions=(replace(project.budget, funding=sources),))


@pytest.mark.parametrize(("hours", "asks"), [(5_000, False), (5_250, False), (5_251, True)])
def test_a_decision_is_to_be_confirmed_when_its_amount_moved_by_more_than_5_percent(
    hours: int, asks: bool
) -> None:
    project = counted_hours(hours)
    assert project.decisions[0].figures == {"own_hours": kr(5_000)}
    question = asked(project, Topic.CONTRIBUTION)
    assert (question.is_open, question.is_outdated) == (False, asks)
    assert ("decisions.figures_moved" in codes(project)) is asks


def test_the_difference_is_told_and_one_key_leads_to_confirming_it() -> None:
    project = counted_hours(9_000)
    finding = next(each for each in jobs.findings(project, WHILE_IT_RUNS) if "moved" in each.code)
    assert "hvilede på 5.000,00 kr.; nu er det 9.000,00 kr. Forskellen er 4.000,00 kr." in message(
        finding
    )
    (fix,) = finding.fixes
    place = finding_jobs.question_of(fix)
    assert place
    assert (place.field, place.id, finding_jobs.answer_of(fix)) == (
        "contribution",
        "own_hours",
        "counts",
    )
    step = finding_jobs.follow(finding, fix, reason="Samme svar", by="Kim", on=WHILE_IT_RUNS)
    after = step.operation(project)
    assert "decisions.figures_moved" not in codes(after)
    assert after.decisions[-1].figures == {"own_hours": kr(9_000)}
    (words,) = explained.moved_words(asked(project, Topic.CONTRIBUTION))
    assert words.startswith("Afgørelsen hvilede på Egne timer, 5.000,00 kr.; nu er det 9.000,00")


def test_a_decision_of_an_older_program_rests_on_nothing_that_could_move() -> None:
    project = counted_hours(9_000)
    old = replace(project, decisions=(replace(project.decisions[0], figures={}),))
    assert not asked(old, Topic.CONTRIBUTION).is_outdated


def test_the_amount_at_the_limit_is_kept_with_the_decision_on_it() -> None:
    project = decided(the_project(the_budget(625_000)), Topic.SIGNOFF, "management")
    assert project.decisions[0].figures["commitment"] == kr(500_000)


@given(money(), money())
def test_only_more_than_a_twentieth_moves_a_figure(was: Money, now: Money) -> None:
    found = moved({"a": was}, {"a": now})
    assert bool(found) is (abs(now.ore - was.ore) * 20 > abs(was.ore))
    assert moved({}, {"a": now}) == ()


def test_a_figure_that_is_new_is_held_against_the_nearest() -> None:
    assert moved({"commitment": kr(100)}, {"commitment": kr(100), "used": kr(96)}) == ()
    found = moved({"commitment": kr(100)}, {"used": kr(90)})
    assert found == (Moved(name="used", then=kr(100), now=kr(90)),)
    assert moved({"a": kr(0)}, {"a": kr("0.01")}) == (Moved(name="a", then=kr(0), now=kr("0.01")),)
