"""The budget split by quarter and department in the real window, by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import SplitBy, SplitRule
from budgetdesk.session import Session
from tests.builders import A_SOURCE, kr
from tests.checks.asked import the_project, the_rules
from tests.ui.desks import Answers, on_desk
from tests.ui.windows import CONTROL, SHIFT, in_focus, page, press, write
from ui.main_window import MainWindow
from ui.pages.budget import BudgetPage


def split_by_quarter() -> Project:
    rules = the_rules(split=SplitRule(source=A_SOURCE, by=(SplitBy.QUARTER,)))
    return the_project(rules=rules)


def test_a_line_not_split_is_led_to_typed_by_quarter_and_undone(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Kvartaler.budgetdesk"
    project = split_by_quarter()
    Session.create(path, project, "Kim").close()
    window.documents.open(path)
    assert window.workspace
    press(Qt.Key.Key_F8)
    qtbot.wait(1)
    assert page(window) == "budget"
    assert in_focus().accessibleName() == "Budgetposternes dele"
    for amount in ("40000", "60000"):
        write(amount)
        press(Qt.Key.Key_Tab)
    assert window.workspace.project.budget.lines[0].parts == {
        "2019-Q4": kr(40_000),
        "2020-Q1": kr(60_000),
    }
    assert [each.code for each in window.workspace.findings if "split" in each.code] == []
    press(Qt.Key.Key_Z, CONTROL)
    press(Qt.Key.Key_Z, CONTROL)
    assert window.workspace.project == project
    press(Qt.Key.Key_F9)  # the fix: laid out evenly
    assert Money.total(window.workspace.project.budget.lines[0].parts.values()) == kr(100_000)
    press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert in_focus().accessibleName() == "Budgetposter"


def test_a_department_is_added_and_removed_in_its_own_view(qtbot: QtBot) -> None:
    with on_desk(qtbot, BudgetPage, the_project()) as (budget, desk):
        by_key = {command.key: command for command in budget.commands()}
        assert not by_key["budget.add_part"].is_enabled()
        by_key["budget.parts"].run()
        assert by_key["budget.add_part"].is_enabled()

        def name(form: QWidget) -> bool:
            form.findChildren(QLineEdit)[0].setText("Børn og unge")
            return True

        answers = desk.dialogs
        assert isinstance(answers, Answers)
        answers.fillers = [name, lambda _: False]
        by_key["budget.add_part"].run()
        by_key["budget.add_part"].run()
        view = budget.parts
        view.grid.show_place((0, 4))
        view.presenter.enter({(0, 4): "100.000"})
        assert budget.chosen_sum() == (1, kr(100_000))
        assert by_key["budget.remove_part"].is_enabled()
        by_key["budget.remove_part"].run()
        assert desk.workspace.project.budget.lines[0].parts == {}
        by_key["budget.spread_parts"].run()
        by_key["budget.parts"].run()
        assert not view.isVisible()
