"""Pay as a project lead types it: every cell by key, the øre as they come out on paper."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from budgetdesk.domain.period import Period
from budgetdesk.session import Session
from tests.builders import a_budget, a_line, kr
from tests.checks.asked import the_project
from tests.ui.windows import CONTROL, named, press, write
from ui.main_window import MainWindow
from ui.widgets.fields import LineField
from ui.widgets.grid import GridView


def test_pay_under_a_norm_and_an_index_is_right_to_the_ore(
    window: MainWindow, tmp_path: Path
) -> None:
    """540.000 kr. a year over 1.513 hours is 356,91 kr.; 2,15 % more the year after 364,58 kr."""
    path = tmp_path / "Løn.budgetdesk"
    lasts = Period(start=date(2020, 1, 1), end=date(2021, 12, 31))
    line = a_line("1", {2020: kr(1), 2021: kr(1)}, label="Projektleder", note="")
    Session.create(path, the_project(a_budget(line, grant=kr(2)), period=lasts), "Kim").close()
    window.documents.open(path)
    assert window.workspace
    type_pay(window)
    told = [each.code for each in window.workspace.findings]
    assert "budget.details_differ" in told, "a line keeps its amounts until a person says so"
    run(window, "budget.use_details")
    (shown,) = window.workspace.project.budget.lines
    assert shown.amounts == {2020: kr("270180.87"), 2021: kr("145832")}
    run(window, "budget.write_details")
    assert_told(window.workspace.project.budget.lines[0].note)
    (grant,) = window.workspace.project.budget.funding
    assert grant.total == kr(2), "the grant is never indexed"


def type_pay(window: MainWindow) -> None:
    press(Qt.Key.Key_2, CONTROL)
    press(Qt.Key.Key_D, CONTROL)
    rows = named(window, GridView, "Specifikation")
    assert rows.hasFocus()
    norm = named(window, LineField, "Timenorm (timer om året)")
    norm.setFocus()
    write("1.513")
    press(Qt.Key.Key_Return)
    row(rows, 0, "Projektleder", "4711", "2020", "757", "timer", "", "540.000", "Lønindeks")
    row(rows, 1, "Projektleder", "4711", "2021", "400", "timer", "", "540.000", "Lønindeks")
    row(named(window, GridView, "Indekser"), 0, "Lønindeks", "2021", "2,15", "KL")


def assert_told(note: str) -> None:
    assert "2020: 757 timer à 356,91 kr. = 270.180,87 kr." in note
    assert "2021: 400 timer à 364,58 kr. = 145.832,00 kr." in note
    assert "(årsløn 540.000,00 kr., timenorm 1.513 timer)" in note
    assert "indeks 2,15 % i 2021 (KL)" in note
    assert "4711" not in note, "an employee number stays in the house"


def row(grid: GridView, number: int, *words: str) -> None:
    """Types a row cell by cell, Tab to the next."""
    grid.setFocus()
    grid.show_place((number, 0))
    for word in words:
        if word:
            write(word)
        press(Qt.Key.Key_Tab)


def run(window: MainWindow, key: str) -> None:
    assert window.view
    page = window.view.pages["budget"]
    command = next(each for each in page.commands() if each.key == key)
    assert command.is_enabled()
    command.run()
