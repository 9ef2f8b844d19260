"""Targets met by keyboard: from the finding to the list, and followed by one key."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from budgetdesk.domain.goal import Goal
from budgetdesk.domain.rules import GoalsRule, Target
from budgetdesk.session import Session
from tests.builders import A_SOURCE
from tests.checks.asked import the_project, the_rules
from tests.ui.windows import named, page, press
from ui.main_window import MainWindow
from ui.widgets.grid import GridView

JOBS = Target(name="Jobordrer", at_least=Decimal(15))


def test_a_finding_leads_to_the_targets_and_its_fix_adds_the_calls_own(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Mål.budgetdesk"
    rules = the_rules(goals=GoalsRule(source=A_SOURCE, targets=(JOBS, Target(name="Andre"))))
    Session.create(path, the_project(rules=rules), "Kim").close()
    window.documents.open(path)
    assert window.workspace
    codes = [each.code for each in window.workspace.findings]
    assert codes.count("targets.missing") == 2
    press(Qt.Key.Key_F8)
    qtbot.wait(1)
    assert page(window) == "project"
    grid = named(window, GridView, "Måltal")
    assert grid.hasFocus()
    press(Qt.Key.Key_F9)
    assert window.workspace.project.goals == (Goal(name="Jobordrer", at_least=Decimal(15)),)
    model = grid.model()
    assert model.index(0, 0).data() == "Jobordrer"
    grid.show_place((0, 0))
    remove = next(
        each
        for each in window.view.pages["project"].commands()  # type: ignore[union-attr]
        if each.key == "project.remove_goal"
    )
    assert remove.is_enabled()
    remove.run()
    assert not window.workspace.project.goals
