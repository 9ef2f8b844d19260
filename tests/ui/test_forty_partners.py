"""A joint project of forty partners in the window: typed, pasted, summed, and quick."""

from pathlib import Path
from time import perf_counter
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from budgetdesk.domain.finding import Finding
from budgetdesk.session import Session
from tests.builders import a_budget, kr
from tests.checks.asked import the_project
from tests.ui.windows import CONTROL, named, press, write
from ui.main_window import MainWindow
from ui.pages.funding import FundingPage
from ui.widgets.grid import GridView

MANY: Final = 40
NAMES: Final = [f"Partner {number}" for number in range(1, MANY + 1)]
PATIENCE: Final = 2.0
"""Seconds for a step in the window on a busy machine; the reckoning itself has its benchmark."""


@pytest.fixture
def empty(window: MainWindow, tmp_path: Path) -> MainWindow:
    path = tmp_path / "Fælles.budgetdesk"
    Session.create(path, the_project(a_budget()), "Kim").close()
    window.documents.open(path)
    return window


def paste(grid: GridView, row: int, column: str, *lines: str) -> None:
    """Pastes a block where a column begins; the window is soon ready again."""
    model = grid.model()
    headings = [
        model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())
    ]
    grid.setFocus()
    grid.show_place((row, headings.index(column)))
    QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
    begun = perf_counter()
    press(Qt.Key.Key_V, CONTROL)
    assert perf_counter() - begun < PATIENCE


def told(window: MainWindow, code: str) -> list[Finding]:
    assert window.workspace
    return [each for each in window.workspace.findings if each.code == code]


def planned(window: MainWindow) -> None:
    """Types the first partner and pastes the others, their lines and their funding."""
    press(Qt.Key.Key_1, CONTROL)
    partners = named(window, GridView, "Samarbejdspartnere")
    partners.setFocus()
    partners.show_place((0, 0))
    write(NAMES[0])
    press(Qt.Key.Key_Tab)
    paste(partners, 1, "Navn", *NAMES[1:])
    press(Qt.Key.Key_2, CONTROL)
    costs = [f"Leje\tLokaleleje\t{name}\tEt lokale\t\t1.000" for name in NAMES]
    paste(named(window, GridView, "Budgetposter"), 0, "Udgift", *costs)
    press(Qt.Key.Key_3, CONTROL)
    money = [
        f"{source}\t\t\t{name}\t\t\t{kroner}"
        for name in NAMES
        for source, kroner in (("Tilskud", "800"), ("Egen medfinansiering", "200"))
    ]
    paste(named(window, GridView, "Finansieringskilder"), 0, "Kilde", *money)


def test_forty_partners_have_their_lines_funding_and_sums(empty: MainWindow) -> None:
    planned(empty)
    assert empty.workspace
    assert empty.view
    project = empty.workspace.project
    assert [each.name for each in project.partners] == NAMES
    assert (project.budget.total_costs, project.budget.total_funding) == (kr(40_000), kr(40_000))
    assert not told(empty, "partners.out_of_balance")

    page = empty.view.pages["funding"]
    assert isinstance(page, FundingPage)
    page.tabs.setCurrentWidget(page.partners)
    table = page.partners.grid.model()
    assert table.rowCount() == MANY + 2, "the recipient, the partners and the whole"
    whole = [table.index(MANY + 1, column).data() for column in range(1, 4)]
    assert whole == ["40.000,00", "32.000,00", "8.000,00"]


def test_a_line_given_to_another_partner_puts_both_out_of_balance(empty: MainWindow) -> None:
    planned(empty)
    press(Qt.Key.Key_2, CONTROL)
    paste(named(empty, GridView, "Budgetposter"), 6, "Partner", NAMES[7])
    assert [each.subject.id for each in told(empty, "partners.out_of_balance")] == ["p7", "p8"]
    assert [each.subject.id for each in told(empty, "partners.without_costs")] == ["p7"]
    press(Qt.Key.Key_Z, CONTROL)
    assert not told(empty, "partners.out_of_balance")
