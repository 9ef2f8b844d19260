"""From a figure to its postings, to their other figures, to the posting itself, and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.windows import CONTROL, Person, in_front, named, press
from ui.behind_view import BehindView
from ui.main_window import MainWindow
from ui.widgets.grid import GridView


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Person)
    in_front(qtbot, window)
    window.documents.open_sample()
    return window


def shown(window: MainWindow) -> BehindView | None:
    found = [each for each in window.findChildren(BehindView) if each.isVisible()]
    return found[0] if found else None


def double_click(table: GridView) -> None:
    middle = table.visualRect(table.currentIndex()).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def opened(window: MainWindow, grid: str, row: int, column: int, *, by: str) -> BehindView:
    """Opens a figure of a table by keys, or by a double click."""
    table = named(window, GridView, grid)
    table.show_place((row, column))
    if by == "click":
        double_click(table)
    else:
        press(Qt.Key.Key_F4 if by == "F4" else Qt.Key.Key_Return)
    view = shown(window)
    assert view is not None
    return view


FIGURES = [
    (Qt.Key.Key_7, 0, "Regnskabets poster", 3, "F4"),
    (Qt.Key.Key_7, 0, "Regnskabets poster", 3, "click"),
    (Qt.Key.Key_7, 1, "Finansiering", 2, "enter"),
    (Qt.Key.Key_7, 3, "Afstemning", 1, "enter"),
    (Qt.Key.Key_6, 0, "Opfølgning pr. budgetpost", 2, "enter"),
    (Qt.Key.Key_6, 1, "Opfølgning pr. periode", 2, "click"),
    (Qt.Key.Key_3, None, "Finansieringskilder", 4, "F4"),
]


@pytest.mark.parametrize(("page", "tab", "grid", "column", "by"), FIGURES)
def test_a_figure_is_opened_by_key_or_double_click_and_esc_goes_back(
    window: MainWindow, page: Qt.Key, tab: int | None, grid: str, column: int, by: str
) -> None:
    press(page, CONTROL)
    assert window.view is not None
    key = window.view.key
    if tab is not None:
        window.view.pages[key].tabs.setCurrentIndex(tab)  # type: ignore[attr-defined]
    view = opened(window, grid, 0, column, by=by)
    assert view.rows.model().rowCount() > 0
    press(Qt.Key.Key_Escape)
    assert shown(window) is None
    assert window.view.key == key


def test_from_a_posting_to_its_figures_and_to_itself(window: MainWindow) -> None:
    press(Qt.Key.Key_7, CONTROL)
    view = opened(window, "Regnskabets poster", 0, 3, by="F4")
    assert view.rows.row() == 0
    assert view.places.model().rowCount() > 3
    view.places.show_place((2, 0))
    press(Qt.Key.Key_Return)
    assert shown(window) is view
    press(Qt.Key.Key_Escape)
    assert shown(window) is view
    view.rows.setFocus()
    press(Qt.Key.Key_Return)
    assert shown(window) is None
    assert window.view is not None
    assert window.view.key == "ledger"
    view = opened(window, "Posteringer", 0, 0, by="F4")
    assert view.rows.model().rowCount() == 1


def test_what_is_typed_in_is_not_led_away_from(window: MainWindow) -> None:
    press(Qt.Key.Key_7, CONTROL)
    table = named(window, GridView, "Regnskabets poster")
    table.show_place((0, table.model().columnCount() - 1))
    double_click(table)
    assert shown(window) is None
