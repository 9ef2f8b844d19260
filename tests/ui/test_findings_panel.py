"""The findings below every page: counted, led to, mended and filtered by keyboard."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.session import Session
from tests.builders import a_budget, a_line, kr
from tests.checks.asked import the_project
from tests.ui.windows import CONTROL, SHIFT, in_focus, named, page, press, said, step, write
from ui.main_window import MainWindow
from ui.widgets.grid import GridView


def a_plan_with_faults() -> Project:
    """Begins a day too early, a line without its note, half the own share that is demanded."""
    line = a_line("1", kr(100_000), label="Leje", item="rent", note="")
    budget = a_budget(line, grant=kr(90_000), own=kr(10_000))
    return the_project(budget, period=Period(start=date(2019, 11, 30), end=date(2020, 12, 31)))


@pytest.fixture
def faulty(window: MainWindow, tmp_path: Path) -> MainWindow:
    """With the faulty plan open."""
    path = tmp_path / "Fejl.budgetdesk"
    Session.create(path, a_plan_with_faults(), "Kim").close()
    window.documents.open(path)
    return window


def test_the_course_tells_screen_readers_how_a_step_stands(faulty: MainWindow) -> None:
    assert step(faulty, "Budget").accessibleName() == "Budget: 1 fejl"
    assert step(faulty, "Posteringer").accessibleName() == "Posteringer"


def test_f8_leads_from_finding_to_finding_with_the_focus_there(faulty: MainWindow) -> None:
    press(Qt.Key.Key_5, CONTROL)
    press(Qt.Key.Key_F8)
    assert page(faulty) == "project"
    assert in_focus().accessibleName() == "Projektet begynder"

    press(Qt.Key.Key_F8)
    assert page(faulty) == "budget"
    grid = in_focus()
    assert isinstance(grid, GridView)
    here = grid.currentIndex()
    heading = grid.model().headerData(here.column(), Qt.Orientation.Horizontal)
    assert (grid.accessibleName(), here.row(), heading) == ("Budgetposter", 0, "Note")

    press(Qt.Key.Key_F8)
    assert page(faulty) == "funding"
    assert in_focus().accessibleName() == "Finansieringskilder"
    press(Qt.Key.Key_F8, SHIFT)
    assert page(faulty) == "budget"


def test_a_finding_that_is_mended_is_gone_and_the_step_in_order(
    faulty: MainWindow, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F8)
    write("Tre lokaler")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: step(faulty, "Budget").accessibleName() == "Budget: I orden")
    assert "2 fejl" in [each.text() for each in faulty.findChildren(QPushButton)]


def test_enter_in_the_list_of_findings_leads_to_the_place(faulty: MainWindow) -> None:
    findings = named(faulty, GridView, "Bemærkninger")
    findings.show_place((2, 0))
    (full,) = (words for words in said(faulty) if words.startswith("Den egne medfinansiering er"))
    assert full.count("Forslag: ") == 2
    assert full.endswith("»...« (Opslaget, Krav)")
    press(Qt.Key.Key_Return)
    assert page(faulty) == "funding"


def test_findings_are_filtered_by_severity_and_folded(faulty: MainWindow) -> None:
    findings = named(faulty, GridView, "Bemærkninger")
    before = findings.model().rowCount()
    (errors,) = (each for each in faulty.findChildren(QPushButton) if each.text() == "3 fejl")
    errors.setFocus()
    press(Qt.Key.Key_Space)
    assert findings.model().rowCount() == before - 3
    press(Qt.Key.Key_F7)
    assert not findings.isVisible()
    press(Qt.Key.Key_F7)
    assert findings.isVisible()


def test_f8_without_findings_does_nothing(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "I orden.budgetdesk"
    Session.create(path, the_project(), "Kim").close()
    window.documents.open(path)
    assert window.view
    for button in window.findChildren(QPushButton):
        if button.property("part") == "filter":
            button.setChecked(False)
    press(Qt.Key.Key_F8)
    assert page(window) == "project"


def test_the_status_bar_sums_what_is_chosen_and_tells_the_own_share(faulty: MainWindow) -> None:
    assert "Medfinansiering i budgettet 10,00 % (krav 20 %)" in said(faulty)
    press(Qt.Key.Key_3, CONTROL)
    grid = named(faulty, GridView, "Finansieringskilder")
    headings = [grid.model().headerData(c, Qt.Orientation.Horizontal) for c in range(6)]
    grid.show_place((0, headings.index("2020")))
    press(Qt.Key.Key_Down, SHIFT)
    assert "Markeret: 2 beløb, sum 100.000,00 kr." in said(faulty)
    press(Qt.Key.Key_1, CONTROL)
    assert not any(words.startswith("Markeret: ") for words in said(faulty))
