"""The life of the budget's versions: what locks one, what follows it, and what then holds."""

from datetime import date

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import Approval, Move, Refusal, Standing
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import budget, changes, versions
from tests.builders import a_budget, a_line, a_project, kr

APPROVAL = Approval(on=date(2020, 1, 2), reference="19/12345")
REFUSAL = Refusal(on=date(2020, 8, 1), by="Styrelsen", reason="For sent.")
DAY = date(2020, 6, 1)
MOVE = Move(
    from_line=LineId("1"),
    from_year=2020,
    to_line=LineId("2"),
    to_year=2020,
    amount=kr(40),
    reason="Færre timer.",
)


@pytest.fixture
def project() -> Project:
    return a_project(a_budget(a_line("1", kr(100)), a_line("2", kr(200))))


@pytest.fixture
def approved(project: Project) -> Project:
    return versions.approve_budget(project, APPROVAL)


def refusing(error: pytest.ExceptionInfo[BudgetDeskError]) -> str:
    return error.value.code


def test_an_approved_budget_is_superseded_never_edited(approved: Project) -> None:
    assert approved.approved_budget == approved.budget
    with pytest.raises(BudgetDeskError) as error:
        budget.set_amount(approved, LineId("1"), 2020, kr(1))
    assert refusing(error) == "budget.approved_is_locked"
    assert error.value.facts["reference"] == "19/12345"
    revised = versions.start_revision(approved, "Ændring 1")
    changed = budget.set_amount(revised, LineId("1"), 2020, kr(1))
    assert changed.budget.id == "v2"
    assert changed.base_budget == approved.budget
    assert versions.approve_budget(changed, APPROVAL).base_budget.lines[0].total == kr(1)


def test_what_was_sent_is_kept_as_the_funder_has_it_until_they_answer(project: Project) -> None:
    sent = versions.send_budget(project, DAY)
    assert sent.budget.standing is Standing.SENT
    with pytest.raises(BudgetDeskError) as error:
        budget.rename_line(sent, LineId("1"), "Andet")
    assert refusing(error) == "budget.sent_is_locked"
    assert versions.approve_budget(sent, APPROVAL).budget.standing is Standing.APPROVED


def test_the_application_and_what_was_granted_stand_side_by_side(project: Project) -> None:
    granted = versions.start_revision(versions.send_budget(project, DAY), "Udgave 2")
    granted = budget.set_amount(granted, LineId("1"), 2020, kr(80))
    granted = versions.approve_budget(granted, APPROVAL)
    applied, base = granted.versions
    assert (applied.standing, applied.total_costs) == (Standing.SENT, kr(300))
    assert (base, base.total_costs) == (granted.base_budget, kr(280))


def test_a_request_changed_after_it_was_sent_still_asks_for_the_same(approved: Project) -> None:
    asked = changes.move_money(versions.start_revision(approved, "Ændring 1"), MOVE)
    again = versions.start_revision(versions.send_budget(asked, DAY), "Ændring 2")
    assert again.budget.moves == (MOVE,)
    assert versions.start_revision(versions.approve_budget(again, APPROVAL), "3").budget.moves == ()


def test_a_refusal_is_kept_and_what_held_before_holds_again(approved: Project) -> None:
    asked = changes.move_money(versions.start_revision(approved, "Ændring 1"), MOVE)
    refused = versions.refuse_budget(versions.send_budget(asked, DAY), REFUSAL)
    assert refused.versions[-1].refusal == REFUSAL
    assert refused.budget == refused.base_budget == approved.budget
    anew = versions.start_revision(refused, "Ændring 2")
    assert (anew.budget.id, anew.budget.lines) == ("v3", approved.budget.lines)
    assert [version.standing for version in anew.versions] == [
        Standing.APPROVED,
        Standing.REFUSED,
        Standing.DRAFT,
    ]


def test_a_refused_application_can_only_be_followed_by_another(project: Project) -> None:
    refused = versions.refuse_budget(project, REFUSAL)
    assert refused.budget.standing is Standing.REFUSED
    with pytest.raises(BudgetDeskError) as edited:
        budget.add_line(refused, "Ny")
    with pytest.raises(BudgetDeskError) as approved:
        versions.approve_budget(refused, APPROVAL)
    assert refusing(edited) == refusing(approved) == "budget.refused_is_locked"
    assert versions.start_revision(refused, "Udgave 2").budget.standing is Standing.DRAFT


def test_a_refusal_says_who_gave_it_and_comes_before_an_approval(approved: Project) -> None:
    with pytest.raises(BudgetDeskError) as late:
        versions.refuse_budget(approved, REFUSAL)
    with pytest.raises(BudgetDeskError) as nobody:
        versions.refuse_budget(
            versions.start_revision(approved, "Ændring 1"), replace(REFUSAL, by=" ")
        )
    assert refusing(late) == "budget.approved_is_locked"
    assert refusing(nobody) == "budget.refusal_without_name"


def test_a_period_asked_for_is_the_projects_once_it_is_approved(approved: Project) -> None:
    longer = Period(start=date(2019, 12, 1), end=date(2021, 6, 30))
    asked = changes.ask_for_period(versions.start_revision(approved, "Ændring 1"), longer)
    assert asked.period == approved.period
    assert versions.approve_budget(asked, APPROVAL).period == longer
    assert versions.refuse_budget(asked, REFUSAL).period == approved.period


def test_an_empty_budget_or_one_without_reference_is_not_approved(project: Project) -> None:
    with pytest.raises(BudgetDeskError) as nothing:
        versions.approve_budget(a_project(), APPROVAL)
    with pytest.raises(BudgetDeskError) as silent:
        versions.approve_budget(project, replace(APPROVAL, reference=" "))
    assert refusing(nothing) == "budget.nothing_to_approve"
    assert refusing(silent) == "budget.approval_without_reference"


def test_a_draft_is_edited_as_it_is(project: Project) -> None:
    with pytest.raises(BudgetDeskError) as error:
        versions.start_revision(project, "Ændring 1")
    assert refusing(error) == "budget.not_approved_yet"


def test_a_new_line_never_takes_the_id_of_one_that_a_move_still_speaks_of(
    approved: Project,
) -> None:
    opened = budget.add_line(versions.start_revision(approved, "Ændring 1"), "Ny")
    moved = changes.move_money(opened, replace(MOVE, to_line=LineId("3")))
    gone = budget.remove_line(moved, LineId("3"))
    assert budget.add_line(gone, "En anden").budget.lines[-1].id == "4"
