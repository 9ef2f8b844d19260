"""An unset rule never passes silently."""

from datetime import date
from typing import Any

import msgspec
import pytest

from budgetdesk.checks import run_checks
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, Severity
from budgetdesk.domain.ledger import AllocationRule, Ledger, PartKind
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, CofinancingBase, GrantLimitRule, GrantShareRule
from budgetdesk.domain.value import RuleId
from tests.builders import A_SOURCE, a_batch, a_call, a_ledger, a_posting, kr, pct
from tests.checks.asked import (
    AFTER_THE_END,
    WHILE_IT_RUNS,
    message,
    the_budget,
    the_project,
    the_rules,
)

ALWAYS = {
    "applicants",
    "period",
    "grant_limit",
    "cofinancing",
    "eligible",
    "notes",
    "balance",
    "signoff",
}
ACCOUNT = {"final_account", "account_lines", "settlement"}
EVERY = AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1")
LIMITED = GrantLimitRule(source=A_SOURCE, at_most=kr(1_000_000))


def unset(project: Project, today: date = WHILE_IT_RUNS) -> list[Finding]:
    return [each for each in run_checks(project, today) if each.code == "call.unset"]


def kinds(project: Project, today: date = WHILE_IT_RUNS) -> set[Any]:
    return {each.facts["kind"] for each in unset(project, today)}


def test_a_silent_call_is_told_kind_by_kind_as_they_matter() -> None:
    applied = the_project(rules=CallRules())
    assert kinds(applied) == ALWAYS
    approved = the_project(the_budget(approved=True), rules=CallRules())
    assert kinds(approved) == ALWAYS | ACCOUNT
    booked = msgspec.structs.replace(applied, ledger=a_ledger(a_posting()))
    assert kinds(booked) == ALWAYS | ACCOUNT


def test_each_kind_says_what_it_means_and_where_to_look() -> None:
    project = the_project(the_budget(approved=True), rules=CallRules())
    for finding in unset(project):
        assert message(finding).endswith(
            "Det står ikke i opslaget; se efter i tilsagnsbrevet. Kilde: »Opslaget«."
        )
        assert (finding.severity, finding.source) == (Severity.NOTE, A_SOURCE)
        assert finding.subject.field == finding.facts["kind"]


def test_what_we_have_not_read_is_not_said_to_be_missing() -> None:
    call = a_call(CallRules(), complete=False)
    project = msgspec.structs.replace(the_project(), call=call)
    assert "Programmet kender ikke reglen" in message(unset(project)[0])


def test_a_whole_set_of_rules_leaves_nothing_to_tell() -> None:
    assert kinds(the_project(rules=the_rules(grant_limit=LIMITED))) == set()


def test_a_share_of_the_grant_is_a_demand_from_the_other_side() -> None:
    share = GrantShareRule(source=A_SOURCE, percent=pct("80"), base=CofinancingBase.TOTAL_COSTS)
    rules = the_rules(grant_limit=LIMITED, cofinancing=None, grant_share=share)
    assert kinds(the_project(rules=rules)) == set()


@pytest.mark.parametrize(("decided", "today"), [(True, WHILE_IT_RUNS), (False, AFTER_THE_END)])
def test_a_settlement_decided_or_asked_about_is_not_told_twice(decided: bool, today: date) -> None:
    decision = Decision(
        topic=Topic.SETTLEMENT, answer="proportional", reason="-", by="A", on=date(2021, 1, 1)
    )
    project = the_project(
        the_budget(approved=True),
        rules=the_rules(grant_limit=LIMITED, settlement=None),
        ledger=a_ledger(a_posting()),
    )
    assert kinds(project, WHILE_IT_RUNS) == {"settlement"}
    project = msgspec.structs.replace(
        project,
        decisions=(decision,) if decided else (),
        ledger=Ledger(batches=(a_batch(a_posting(amount=kr(50_000))),), rules=(EVERY,)),
    )
    assert kinds(project, today) == set()
