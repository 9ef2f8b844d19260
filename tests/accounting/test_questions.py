"""What the call leaves open is asked with both figures, and a decision is used."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk import finding_jobs, jobs
from budgetdesk.accounting.cofinancing import hold_budget, so_far
from budgetdesk.accounting.partners import partner_budgets
from budgetdesk.checks import run_checks
from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.decision import Decision, Question, Topic
from budgetdesk.domain.finding import Severity, Subject, blocking
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import (
    CallRules,
    ContributionRule,
    CountedForm,
    LeastBudgetRule,
    OwnStartRule,
    SettlementReading,
    SettlementRule,
)
from budgetdesk.domain.value import FundingId, LineId, PartnerId
from budgetdesk.errors import BudgetDeskError
from tests.builders import A_SOURCE, a_budget, a_call, a_ledger, a_line, a_posting, kr
from tests.checks.asked import (
    AFTER_THE_END,
    WHILE_IT_RUNS,
    codes,
    message,
    one,
    only,
    the_budget,
    the_project,
    the_rules,
)
from tests.checks.test_account import used
from tests.checks.test_limits_told import EUROS, signed_by


def asked(project: Project, topic: Topic) -> Question:
    (found,) = (each for each in finding_jobs.questions(project) if each.topic is topic)
    return found


def decided(project: Project, topic: Topic, answer: str, about: str = "") -> Project:
    decision = Decision(
        topic=topic, answer=answer, about=about, reason="Brev", by="Kim", on=WHILE_IT_RUNS
    )
    step = finding_jobs.deciding(project, decision)
    return step.operation(project)


def given(question: Question, fact: str) -> dict[str, Any]:
    return {option.answer: option.facts[fact] for option in question.options}


def test_nothing_is_asked_where_nothing_is_open() -> None:
    assert finding_jobs.questions(the_project()) == ()
    assert finding_jobs.questions(the_project(period=None)) == ()


def test_the_sign_off_at_the_very_limit_is_asked_with_the_stricter_proposed() -> None:
    project = the_project(the_budget(625_000))
    question = asked(project, Topic.SIGNOFF)
    assert (question.answers, question.proposed) == (("management", "auditor"), "auditor")
    assert question.is_open
    settled = asked(decided(project, Topic.SIGNOFF, "management"), Topic.SIGNOFF)
    assert not settled.is_open


def test_the_settlement_is_asked_with_both_grants_once_they_differ() -> None:
    project = used(40_000, 30_000, rules=the_rules(settlement=None))
    question = asked(project, Topic.SETTLEMENT)
    assert given(question, "earned") == {
        "proportional": kr(56_000),
        "krone_for_krone": kr(50_000),
    }
    assert question.proposed == "krone_for_krone"
    settled = decided(project, Topic.SETTLEMENT, "proportional")
    assert not asked(settled, Topic.SETTLEMENT).is_open
    assert jobs.account(settled).settlement.earned == kr(56_000)


def test_the_settlement_is_not_asked_where_the_call_says_it() -> None:
    said = SettlementRule(source=A_SOURCE, reading=SettlementReading.PROPORTIONAL)
    project = used(40_000, 30_000, rules=the_rules(settlement=said))
    assert Topic.SETTLEMENT not in {question.topic for question in finding_jobs.questions(project)}


def with_a_line_outside_the_list(**rules: Any) -> Project:
    lines = (a_line("1", kr(80_000), item="rent"), a_line("2", kr(20_000), item="travel"))
    budget = a_budget(*lines, grant=kr(82_000), own=kr(18_000))
    return the_project(budget, rules=the_rules(**rules))


def test_the_base_of_the_share_is_asked_with_both_demands_where_they_differ() -> None:
    project = with_a_line_outside_the_list()
    question = asked(project, Topic.COFINANCING_BASE)
    assert given(question, "required") == {
        "total_costs": kr(20_000),
        "eligible_costs": kr(16_000),
    }
    assert question.proposed == "total_costs"
    assert "funding.cofinancing_taken_of_grant" in codes(project)
    after = decided(project, Topic.COFINANCING_BASE, "eligible_costs")
    assert "funding.cofinancing_taken_of_grant" not in codes(after)
    assert asked(after, Topic.COFINANCING_BASE).proposed == "total_costs"


def with_hours(**rules: Any) -> Project:
    budget = the_budget(own=kr(15_000))
    hours = FundingLine(
        id=FundingId("h"),
        source=FundingSource.OWN,
        form=FundingForm.OWN_HOURS,
        amounts={2020: kr(5_000)},
    )
    return the_project(replace(budget, funding=(*budget.funding, hours)), rules=the_rules(**rules))


def test_own_hours_are_asked_about_with_both_shares() -> None:
    question = asked(with_hours(), Topic.CONTRIBUTION)
    assert question.about == "own_hours"
    assert given(question, "own") == {"not_counted": kr(15_000), "counts": kr(20_000)}
    assert given(question, "percent") == {
        "not_counted": Decimal("15.00"),
        "counts": Decimal("20.00"),
    }
    assert question.proposed == "not_counted"
    assert codes(with_hours()) == ["funding.own_not_cash"]


def test_hours_that_count_are_in_order_and_those_that_do_not_are_missed() -> None:
    project = with_hours()
    assert codes(decided(project, Topic.CONTRIBUTION, "counts", "own_hours")) == []
    refused = decided(project, Topic.CONTRIBUTION, "not_counted", "own_hours")
    finding = one(refused, "funding.cofinancing_short")
    assert finding.facts["missing"] == kr(5_000)
    step = finding_jobs.follow(finding, finding.fixes[0], on=WHILE_IT_RUNS)
    after = step.operation(refused)
    assert codes(after) == []
    assert after.budget.funded_by(FundingSource.OWN) == kr(25_000)


def test_what_the_call_says_of_a_form_is_not_asked() -> None:
    rule = ContributionRule(
        source=A_SOURCE, forms=(CountedForm(form=FundingForm.OWN_HOURS, counts=False),)
    )
    project = with_hours(contributions=rule)
    assert finding_jobs.questions(project) == ()
    assert codes(project) == ["funding.cofinancing_short"]


def test_a_decision_on_a_contribution_without_a_demand_changes_nothing() -> None:
    project = decided(with_hours(), Topic.CONTRIBUTION, "not_counted", "own_hours")
    silent = replace(project, call=a_call(CallRules()))
    assert silent.rules.contributions is None


@pytest.mark.parametrize(
    ("end", "days"),
    [
        (date(2020, 11, 30), {"same_day": date(2021, 2, 28)}),
        (date(2020, 6, 30), {"same_day": date(2020, 9, 30)}),
        (date(2020, 2, 29), {"same_day": date(2020, 5, 29), "month_end": date(2020, 5, 31)}),
    ],
)
def test_the_day_the_account_is_due_is_shown_both_ways(end: date, days: dict[str, date]) -> None:
    project = the_project(period=Period(start=date(2019, 12, 1), end=end))
    if len(days) == 1:
        assert finding_jobs.questions(project) == ()
        return
    question = asked(project, Topic.DUE_DAY)
    assert given(question, "due") == days
    assert jobs.account(project).due == days["same_day"]
    later = decided(project, Topic.DUE_DAY, "month_end")
    assert jobs.account(later).due == days["month_end"]


def test_pages_that_disagree_are_asked_about_and_the_answer_holds() -> None:
    least = [LeastBudgetRule(source=A_SOURCE, at_least=kr(amount)) for amount in (200_000, 50_000)]
    call = replace(
        a_call(the_rules(least_budget=least[0])), others=(CallRules(least_budget=least[1]),)
    )
    project = replace(the_project(), call=call)
    question = asked(project, Topic.SOURCES)
    assert (question.about, question.answers, question.proposed) == (
        "least_budget",
        ("1", "2"),
        "1",
    )
    assert "budget.too_small" in codes(project)
    after = decided(project, Topic.SOURCES, "2", "least_budget")
    assert "budget.too_small" not in codes(after)


def test_a_decision_that_no_longer_fits_is_outdated_and_asked_again() -> None:
    project = the_project(the_budget(625_000))
    decision = Decision(
        topic=Topic.SIGNOFF,
        answer="independent_reviewer",
        reason="Brev",
        by="Kim",
        on=WHILE_IT_RUNS,
    )
    question = asked(replace(project, decisions=(decision,)), Topic.SIGNOFF)
    assert question.is_outdated
    assert question.is_open


def test_only_what_is_asked_can_be_decided_and_only_as_one_of_the_answers() -> None:
    project = the_project(the_budget(625_000))
    with pytest.raises(BudgetDeskError, match=r"jobs\.nothing_asked"):
        decided(project, Topic.SETTLEMENT, "proportional")
    with pytest.raises(BudgetDeskError, match=r"jobs\.no_such_answer"):
        decided(project, Topic.SIGNOFF, "nobody")
    with pytest.raises(BudgetDeskError, match=r"jobs\.nothing_asked"):
        decided(project, Topic.EXCHANGE_RATE, "7,4605", "EUR")


def test_a_rate_is_asked_for_by_currency_typed_the_danish_way_and_then_held() -> None:
    project = signed_by(*EUROS)
    question = asked(project, Topic.EXCHANGE_RATE)
    assert (question.about, question.answers, question.is_open) == ("EUR", (), True)
    told = decided(project, Topic.EXCHANGE_RATE, "7,4605", "EUR")
    decision = told.decision_on(Topic.EXCHANGE_RATE, "EUR")
    assert decision
    assert decision.answer == "7.4605"
    assert not asked(told, Topic.EXCHANGE_RATE).is_open
    assert codes(told) == []
    with pytest.raises(BudgetDeskError, match=r"jobs\.unread_answer"):
        decided(project, Topic.EXCHANGE_RATE, "syv", "EUR")
    with pytest.raises(BudgetDeskError, match=r"jobs\.no_answer"):
        decided(project, Topic.EXCHANGE_RATE, " ", "EUR")


def test_a_day_only_the_applicant_knows_is_asked_for_and_an_unread_one_again() -> None:
    rules = the_rules(own_start=OwnStartRule(source=A_SOURCE, after="et andet er slut"))
    project = the_project(rules=rules)
    assert asked(project, Topic.EARLIEST_START).is_open
    told = decided(project, Topic.EARLIEST_START, "1/12-19")
    assert asked(told, Topic.EARLIEST_START).decision == replace(
        told.decisions[0], answer="2019-12-01"
    )
    assert codes(told) == []
    (decision,) = told.decisions
    unread = replace(told, decisions=(replace(decision, answer="snart"),))
    assert asked(unread, Topic.EARLIEST_START).is_outdated


def test_a_fix_that_asks_for_what_only_people_know_is_not_followed_by_itself() -> None:
    project = signed_by(*EUROS)
    fix = one(project, "signoff.rate_unknown").fixes[0]
    assert (fix.code, fix.facts) == ("signoff.tell_rate", {"about": "EUR"})
    assert finding_jobs.answer_of(fix) == ""
    place = Subject(kind="account", id="EUR", field="exchange_rate")
    assert finding_jobs.question_of(fix) == place
    step = finding_jobs.follow(one(project, "signoff.rate_unknown"), fix, on=WHILE_IT_RUNS)
    with pytest.raises(BudgetDeskError, match=r"fixes\.needs_answer"):
        step.operation(project)


def ended_with_hours(*decisions: str, costs: int = 100_000, **rules: Any) -> Project:
    """`with_hours`, over and with such costs; own hours decided on as told."""
    project = with_hours(**rules)
    posting = replace(a_posting(amount=kr(costs)))
    ledger = replace(
        a_ledger(posting),
        placements={
            posting.id: Placement(
                parts=(Part(kind=PartKind.COST, target="1", amount=posting.amount),), by="Kim"
            )
        },
    )
    project = replace(project, ledger=ledger, explanations={LineId("1"): "Billigere."})
    for answer in decisions:
        project = decided(project, Topic.CONTRIBUTION, answer, "own_hours")
    return project


@pytest.mark.parametrize(
    ("decisions", "counted", "code"),
    [
        ((), 15_000, "funding.own_not_cash"),
        (("counts",), 20_000, ""),
        (("not_counted",), 15_000, "account.cofinancing_short"),
    ],
)
def test_budget_and_account_leave_the_same_hours_out(
    decisions: tuple[str, ...], counted: int, code: str
) -> None:
    project = ended_with_hours(*decisions)
    held, budgeted = (
        jobs.account(project).cofinancing,
        hold_budget(project.rules, project.budget),
    )
    assert held
    assert budgeted
    assert held.actual == budgeted.actual == kr(counted)
    found = run_checks(project, AFTER_THE_END)
    errors = [each.code for each in blocking(found) if each.code != "funding.cofinancing_short"]
    assert errors == ([code] if code else [])


def test_of_half_the_costs_half_the_hours_are_left_out_rounded_up() -> None:
    held = jobs.account(ended_with_hours("not_counted", costs=50_001)).cofinancing
    assert held
    own = kr(50_001) - jobs.account(ended_with_hours(costs=50_001)).settlement.earned
    assert held.actual == own - kr("2500.05")
    assert so_far(kr("0.01"), kr(3), kr(1)) == kr("0.01")
    assert so_far(kr(5), kr(10), kr(-1)) == kr(0)
    assert so_far(kr(5), kr(10), kr(99)) == kr(5)


def test_claiming_less_makes_up_for_the_hours_that_do_not_count() -> None:
    project = ended_with_hours("not_counted")
    finding = one(project, "account.cofinancing_short", AFTER_THE_END)
    assert finding.facts["missing"] == kr(5_000)
    (fix,) = finding.fixes
    assert (fix.facts["grant"], fix.facts["own"]) == (kr(75_000), kr(25_000))


def test_the_finding_tells_both_shares_and_blocks_only_an_account_that_needs_them() -> None:
    finding = only(with_hours(), "funding.own_not_cash")
    assert finding.severity is Severity.WARNING
    assert "uden dem 15.000,00 kr. (15 %)" in message(finding)
    assert "med dem er medfinansieringen 20.000,00 kr. (20 %)" in message(finding)
    enough = with_hours()
    sources = tuple(
        replace(each, amounts={2020: kr(75_000)}) if each.id == "F-grant" else each
        for each in enough.budget.funding
    )
    cash = replace(sources[1], amounts={2020: kr(20_000)})
    rich = replace(enough.budget, funding=(sources[0], cash, *sources[2:]))
    told = one(replace(enough, versions=(rich,)), "funding.own_not_cash")
    assert told.facts["without"] == kr(20_000)


def test_a_joint_project_leaves_each_partners_hours_out() -> None:
    project = ended_with_hours("not_counted")
    joint = replace(project, partners=(Partner(id=PartnerId("p"), name="Foreningen"),))
    own, partner = partner_budgets(joint, joint.budget)
    assert (own.not_counted, own.undecided, partner.not_counted) == (kr(5_000), kr(0), kr(0))
    undecided, _ = partner_budgets(replace(joint, decisions=()), joint.budget)
    assert undecided.undecided == kr(5_000)
    (first, _) = jobs.account(joint).partners
    assert first.cofinancing
    assert first.cofinancing.actual == kr(15_000)
