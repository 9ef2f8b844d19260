"""Waiving a finding: on what ground, what it then is, and when the waiver falls away."""

from datetime import date

import pytest
from msgspec.structs import replace

from budgetdesk.checks import run_checks
from budgetdesk.domain.finding import Finding, blocking
from budgetdesk.domain.project import Project
from budgetdesk.domain.waivable import Ground, ground
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.budget import rename_line, write_note
from budgetdesk.operations.waivers import make_waiver, unwaive, waive
from tests.builders import a_budget, a_line, kr
from tests.checks.asked import WHILE_IT_RUNS, one, the_budget, the_project

LATE = date(2021, 5, 1)


def without_a_note() -> Project:
    line = a_line("1", kr(100), item="rent", note="")
    return the_project(a_budget(line, grant=kr(80), own=kr(20)))


def waived(project: Project, code: str, today: date = WHILE_IT_RUNS) -> Project:
    given = {"reason": " Aftalt ", "by": "Kim", "permission": "Brev 12"}
    return waive(project, make_waiver(one(project, code, today), on=today, **given))


def standing(project: Project, code: str, today: date = WHILE_IT_RUNS) -> Finding:
    (found,) = (each for each in run_checks(project, today) if each.code == code)
    return found


def test_a_demand_of_the_call_takes_the_funders_permission() -> None:
    finding = one(without_a_note(), "budget.no_note")
    assert ground(finding) is Ground.PERMISSION
    with pytest.raises(BudgetDeskError, match=r"waiver\.without_permission"):
        make_waiver(finding, reason="Aftalt", by="Kim", on=WHILE_IT_RUNS, permission=" ")


def test_a_doubt_takes_a_reason_and_a_name() -> None:
    project = the_project(the_budget(approved=True))
    finding = one(project, "deadlines.account_overdue", LATE)
    assert ground(finding) is Ground.REASON
    for reason, by in (("", "Kim"), ("Aftalt", " ")):
        with pytest.raises(BudgetDeskError, match=r"waiver\.without_reason"):
            make_waiver(finding, reason=reason, by=by, on=LATE)
    assert make_waiver(finding, reason="Aftalt", by="Kim", on=LATE).permission == ""


@pytest.mark.parametrize(
    ("project", "code"),
    [
        (the_project(the_budget(grant=kr(90_000))), "budget.overfunded"),
        (the_project(the_budget(625_000)), "signoff.undecided"),
        (the_project(period=None), "project.no_period"),
    ],
)
def test_what_is_wrong_in_itself_or_is_decided_is_never_waived(project: Project, code: str) -> None:
    finding = one(project, code)
    assert ground(finding) is Ground.NEVER
    with pytest.raises(BudgetDeskError, match=r"waiver\.never"):
        make_waiver(finding, reason="Aftalt", by="Kim", on=WHILE_IT_RUNS, permission="Brev")


def test_a_waived_finding_stands_last_and_blocks_nothing() -> None:
    project = without_a_note()
    assert [each.code for each in blocking(run_checks(project, WHILE_IT_RUNS))] == [
        "budget.no_note"
    ]
    found = run_checks(waived(project, "budget.no_note"), WHILE_IT_RUNS)
    assert blocking(found) == ()
    last = found[-1]
    assert last.code == "budget.no_note"
    assert last.waived is not None
    assert (last.waived.reason, last.waived.permission) == ("Aftalt", "Brev 12")


def test_the_waiver_falls_away_when_the_finding_says_something_else() -> None:
    project = waived(without_a_note(), "budget.no_note")
    (line,) = project.budget.lines
    assert standing(project, "budget.no_note").waived
    renamed = rename_line(project, line.id, "Leje af to lokaler")
    assert standing(renamed, "budget.no_note").waived is None
    noted = write_note(renamed, line.id, "Tre lokaler")
    assert "budget.no_note" not in [each.code for each in run_checks(noted, WHILE_IT_RUNS)]


def test_a_waiver_lasts_though_the_days_go() -> None:
    project = waived(the_project(the_budget(approved=True)), "deadlines.account_overdue", LATE)
    assert standing(project, "deadlines.account_overdue", date(2021, 7, 1)).waived


def test_a_waiver_from_a_file_without_the_permission_does_not_count() -> None:
    project = waived(without_a_note(), "budget.no_note")
    bare = replace(project, waivers=(replace(project.waivers[0], permission=""),))
    assert standing(bare, "budget.no_note").waived is None


def test_a_waiver_is_taken_back() -> None:
    project = without_a_note()
    given = waived(project, "budget.no_note")
    assert unwaive(given, standing(given, "budget.no_note")) == project
