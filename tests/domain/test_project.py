"""What the document says of itself."""

from datetime import date

import msgspec
import pytest

from budgetdesk.domain.account import CofinancingResult
from budgetdesk.domain.budget import Approval
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.project import Payment
from budgetdesk.domain.rules import CallRules, CofinancingBase
from tests.builders import a_budget, a_project, kr, pct


def test_an_account_is_held_against_the_latest_approved_budget() -> None:
    applied, granted, worked_on = a_budget(), a_budget(approved=True), a_budget()
    later = Approval(on=date(2020, 5, 1), reference="20/1")
    changed = msgspec.structs.replace(granted, name="Ændring 1", approval=later)
    versions = (applied, granted, changed, worked_on)
    project = msgspec.structs.replace(a_project(), versions=versions)
    assert project.approved_budget is changed
    assert project.base_budget is changed
    assert project.budget is worked_on


def test_without_approval_it_is_held_against_the_one_worked_on() -> None:
    project = a_project()
    assert project.approved_budget is None
    assert project.base_budget is project.budget


def test_payments_add_up() -> None:
    payments = tuple(Payment(on=date(2020, 6, day), amount=kr(day)) for day in (1, 2))
    assert a_project(payments=payments).paid_out == kr(3)


def test_the_latest_answer_to_a_question_counts() -> None:
    first, last = (
        Decision(topic=Topic.SIGNOFF, answer=answer, reason="-", by="A", on=date(2021, 1, 1))
        for answer in ("management", "auditor")
    )
    project = a_project(decisions=(first, last))
    assert project.decision_on(Topic.SIGNOFF) is last
    assert project.decision_on(Topic.SETTLEMENT) is None


def test_a_call_names_the_rules_it_is_silent_about() -> None:
    unset = CallRules().unset()
    assert unset[0] == "pool"
    assert {"cofinancing", "signoff", "retention"} < set(unset)
    assert len(unset) == len(msgspec.structs.fields(CallRules))


@pytest.mark.parametrize(
    ("own", "missing", "is_met"), [(19, 1, False), (20, 0, True), (21, 0, True)]
)
def test_a_demand_is_met_to_the_ore_and_never_less_than_nothing_is_missing(
    own: int, missing: int, is_met: bool
) -> None:
    result = CofinancingResult(
        base=CofinancingBase.TOTAL_COSTS,
        base_amount=kr(100),
        required_percent=pct("20"),
        actual_percent=pct(str(own)),
        required=kr(20),
        actual=kr(own),
    )
    assert (result.missing, result.is_met) == (kr(missing), is_met)


def test_a_value_never_changes_and_refuses_what_it_does_not_know() -> None:
    with pytest.raises(AttributeError):
        a_project().title = "Andet"  # type: ignore[misc]
    with pytest.raises(TypeError):
        CallRules(cofinance=None)  # type: ignore[call-arg]
