"""Creating a project, and what stands on its first page."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Signer
from budgetdesk.domain.recipient import Partner, Recipient
from budgetdesk.domain.rules import CallRules, CostItem, EligibleRule
from budgetdesk.domain.value import LineId, PartnerId, VersionId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import project as operations
from tests.builders import A_SOURCE, a_budget, a_call, a_line, a_project, kr


def test_a_new_project_has_a_line_for_each_of_the_calls_cost_items() -> None:
    items = (CostItem(key="salary", label="Løn"), CostItem(key="audit", label="Revision"))
    call = a_call(CallRules(eligible=EligibleRule(source=A_SOURCE, items=items, closed=True)))
    made = operations.new_project(call)
    assert [(x.id, x.label, x.item) for x in made.budget.lines] == [
        ("1", "Løn", "salary"),
        ("2", "Revision", "audit"),
    ]
    assert [x.source for x in made.budget.funding] == [FundingSource.GRANT, FundingSource.OWN]


def test_a_new_project_on_a_call_silent_about_costs_has_no_lines() -> None:
    assert operations.new_project(a_call()).budget.lines == ()


def test_the_first_page_is_filled_in() -> None:
    period = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
    signer = Signer(name="Kim Prøve", title="Jobcenterchef")
    goal = Goal(name="Udbytte", at_least=Decimal(85))
    made = operations.identify(a_project(), title=" Løft ", journal_number=" 20/1 ")
    made = operations.set_recipient(made, Recipient(name="Prøveby"))
    made = operations.set_period(made, period)
    made = operations.set_participants(made, 40)
    made = operations.set_signers(made, (signer,))
    made = operations.set_goals(made, (goal,))
    assert (made.title, made.journal_number, made.recipient.name) == ("Løft", "20/1", "Prøveby")
    assert (made.period, made.participants) == (period, 40)
    assert (made.signers, made.goals) == ((signer,), (goal,))


def test_fewer_than_no_participants_are_refused() -> None:
    with pytest.raises(BudgetDeskError) as error:
        operations.set_participants(a_project(), -1)
    assert error.value.code == "project.negative_participants"
    assert operations.set_participants(a_project(), None).participants is None


def test_a_partner_with_lines_is_not_removed() -> None:
    partner = Partner(id=PartnerId("p1"), name="Naboby")
    line = a_line("1", kr(1), partner=partner.id)
    joint = operations.set_partners(a_project(a_budget(line)), (partner,))
    assert joint.partners == (partner,)
    with pytest.raises(BudgetDeskError) as error:
        operations.set_partners(joint, ())
    assert error.value.code == "project.partner_in_use"
    assert (error.value.facts["partner"], error.value.facts["line"]) == ("Naboby", "Linje 1")
    other = Partner(id=PartnerId("p2"), name="Nordby")
    assert operations.set_partners(joint, (partner, other)).partners == (partner, other)


def test_a_partner_in_a_locked_budget_stays_although_the_revision_has_moved_its_lines() -> None:
    partner = Partner(id=PartnerId("p1"), name="Naboby")
    approved = a_budget(a_line("1", kr(1), partner=partner.id), approved=True)
    revision = replace(a_budget(a_line("1", kr(1))), id=VersionId("v2"))
    project = replace(a_project(), versions=(approved, revision), partners=(partner,))
    with pytest.raises(BudgetDeskError) as error:
        operations.set_partners(project, ())
    assert error.value.code == "project.partner_in_older"


@pytest.mark.parametrize(("approved", "code"), [(False, "partner_pays"), (True, "partner_paid")])
def test_a_partner_that_pays_is_not_removed(approved: bool, code: str) -> None:
    partner = Partner(id=PartnerId("p1"), name="Naboby")
    budget = a_budget(a_line("1", kr(1)), own=kr(1), approved=approved)
    paid = replace(budget, funding=(replace(budget.funding[0], partner=partner.id),))
    with pytest.raises(BudgetDeskError) as error:
        operations.set_partners(a_project(paid, partners=(partner,)), ())
    assert error.value.code == f"project.{code}"


def test_payments_stand_in_the_order_of_their_days() -> None:
    late = Payment(on=date(2021, 5, 1), amount=kr(2))
    early = Payment(on=date(2020, 5, 1), amount=kr(1))
    made = operations.set_payments(a_project(), (late, early))
    assert made.payments == (early, late)
    assert made.paid_out == kr(3)


def test_a_decision_needs_a_reason_and_a_name_and_the_latest_counts() -> None:
    first = Decision(
        topic=Topic.SIGNOFF, answer="auditor", reason="Strengest", by="Kim", on=date(2021, 1, 1)
    )
    second = replace(first, answer="management", reason="Svar fra STAR")
    made = operations.decide(operations.decide(a_project(), first), second)
    assert made.decisions == (first, second)
    assert made.decision_on(Topic.SIGNOFF) == second
    assert made.decision_on(Topic.SETTLEMENT) is None
    for silent in (replace(first, reason=" "), replace(first, by="")):
        with pytest.raises(BudgetDeskError) as error:
            operations.decide(a_project(), silent)
        assert error.value.code == "project.decision_without_reason"


def test_an_explanation_is_kept_replaced_and_taken_back() -> None:
    line = LineId("1")
    said = operations.explain(a_project(), line, " Færre møder ")
    assert said.explanations == {"1": "Færre møder"}
    assert operations.explain(said, line, "Andet").explanations == {"1": "Andet"}
    assert operations.explain(said, line, " ").explanations == {}


def test_the_documents_that_are_ready_are_named_once_each() -> None:
    project = operations.set_checklist(a_project(), ("Skema", "Aftale", "Skema"))
    assert project.checklist == ("Skema", "Aftale")
