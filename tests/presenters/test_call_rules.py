"""The page on writing packs, and another edition of a call's rules taken in."""

import pytest
from msgspec.structs import replace

from budgetdesk import paths
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.project import new_project
from budgetdesk.presenters.call_rules import UpgradePresenter, manual_page
from budgetdesk.rulepacks import load_call
from tests.presenters.desks import opened


def test_the_page_begins_with_where_the_users_own_packs_lie() -> None:
    page = manual_page()
    assert str(paths.user_calls()) in page.splitlines()[0]
    assert "### `[rules.carry_over]`" in page


def test_an_older_copy_is_told_rule_by_rule_and_upgraded_as_one_step() -> None:
    call = load_call("X01")
    older = new_project(replace(call, rules=replace(call.rules, carry_over=None)))
    workspace = opened(older)
    presenter = UpgradePresenter(workspace)
    assert [each.name for each in presenter.changes] == ["Overførsel mellem år"]
    assert presenter.words.startswith("1 regel i »")
    presenter.upgrade()
    assert workspace.project.call == call
    again = UpgradePresenter(workspace)
    assert (again.changes, "har allerede reglerne" in again.words) == ((), True)
    workspace.session.undo()
    assert workspace.project == older


def test_a_call_whose_pack_is_not_on_this_machine_is_told_so() -> None:
    call = replace(load_call("X01"), id="borte")
    with pytest.raises(BudgetDeskError, match=r"rulepacks\.unknown_call"):
        UpgradePresenter(opened(new_project(call)))
