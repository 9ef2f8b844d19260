"""The window, worked on by keyboard: pages, steps of work, status, theme."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from budgetdesk.session import Session
from tests.ui.windows import (
    CONTROL,
    Person,
    change,
    in_front,
    menu,
    named,
    page,
    person,
    press,
    said,
    step,
    write,
)
from ui import theme
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.widgets.fields import LineField

PAGES = ("Projekt", "Budget", "Finansiering", "Posteringer", "Opfølgning", "Regnskab")


def title(window: MainWindow) -> str:
    assert window.workspace
    return window.workspace.project.title


def retitle(window: MainWindow, words: str) -> None:
    """Types another title on the project page and leaves the field."""
    press(Qt.Key.Key_1, CONTROL)
    field = named(window, LineField, "Projektets navn")
    field.setFocus()
    field.selectAll()
    write(words)
    press(Qt.Key.Key_Return)


def test_a_page_is_opened_by_its_keys(opened: MainWindow) -> None:
    seen = []
    first = Qt.Key.Key_1.value
    for number in reversed(range(7)):
        press(Qt.Key(first + number), CONTROL)
        seen.append(page(opened))
    assert seen == ["account", "tracking", "ledger", "changes", "funding", "budget", "project"]


def test_a_page_is_opened_by_its_step(opened: MainWindow) -> None:
    for name, key in zip(
        PAGES, ("project", "budget", "funding", "ledger", "tracking", "account"), strict=True
    ):
        step(opened, name).setFocus()
        press(Qt.Key.Key_Space)
        assert page(opened) == key
        assert step(opened, name).isChecked()


def test_the_window_names_the_document_and_marks_what_is_not_saved(
    opened: MainWindow, document: Path
) -> None:
    assert opened.windowTitle().startswith("[*]Kompetenceløft")
    assert not opened.isWindowModified()
    assert "Gemt" in said(opened)
    retitle(opened, "Et andet løft")
    assert opened.windowTitle().startswith("[*]Et andet løft (J.nr. ")
    assert opened.isWindowModified()
    assert "Ikke gemt" in said(opened)
    press(Qt.Key.Key_S, CONTROL)
    assert not opened.isWindowModified()
    assert any(words.startswith("Gemt ") for words in said(opened))
    with Session.open(document, "Bo", read_only=True) as saved:
        assert saved.project.title == "Et andet løft"


def test_undo_and_redo_name_their_step_in_the_menu(opened: MainWindow) -> None:
    before = title(opened)
    assert not menu(opened, "Rediger")["Fortryd"].isEnabled()
    retitle(opened, "Et andet løft")
    edit = menu(opened, "Rediger")
    assert edit["Fortryd: Projektets navn eller j.nr. rettet"].isEnabled()
    assert not edit["Gentag"].isEnabled()
    press(Qt.Key.Key_Z, CONTROL)
    assert title(opened) == before
    assert menu(opened, "Rediger")["Gentag: Projektets navn eller j.nr. rettet"].isEnabled()
    press(Qt.Key.Key_Y, CONTROL)
    assert title(opened) == "Et andet løft"


def test_a_menu_looked_into_leaves_the_keys_as_they_were(opened: MainWindow) -> None:
    before = title(opened)
    (edit,) = (each for each in opened.menuBar().actions() if each.text() == "Rediger")
    opened.menuBar().setActiveAction(edit)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    assert not shown.actions()[0].isEnabled(), "there is nothing to undo"
    shown.close()
    opened.activateWindow()
    retitle(opened, "Et andet løft")
    press(Qt.Key.Key_Z, CONTROL)
    assert title(opened) == before


def test_undo_in_a_field_half_typed_takes_the_typing_over_first(opened: MainWindow) -> None:
    before = title(opened)
    retitle(opened, "Et andet løft")
    write("!")
    menu(opened, "Rediger")["Fortryd: Projektets navn eller j.nr. rettet"].trigger()
    assert title(opened) == "Et andet løft"
    menu(opened, "Rediger")["Fortryd: Projektets navn eller j.nr. rettet"].trigger()
    assert title(opened) == before


def test_the_undo_button_takes_back_what_is_half_typed(opened: MainWindow) -> None:
    before = title(opened)
    retitle(opened, "Et andet løft")
    write("!")
    undo = named(opened, QAbstractButton, "Fortryd: Projektets navn eller j.nr. rettet")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert title(opened) == "Et andet løft"
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert title(opened) == before
    redo = named(opened, QAbstractButton, "Gentag: Projektets navn eller j.nr. rettet")
    QTest.mouseClick(redo, Qt.MouseButton.LeftButton)
    assert title(opened) == "Et andet løft"


def test_a_theme_is_chosen_used_and_remembered(opened: MainWindow) -> None:
    press(Qt.Key.Key_2, CONTROL)
    for words, colours in (("Mørke farver", theme.DARK), ("Lyse farver", theme.LIGHT)):
        menu(opened, "Vis")[words].trigger()
        assert theme.current() is colours
        assert colours.paper in _sheet()
        assert page(opened) == "budget", "the person stays where they were"
    assert Settings().theme is theme.Choice.LIGHT


def test_after_another_theme_the_pages_still_follow_the_document(opened: MainWindow) -> None:
    menu(opened, "Vis")["Mørke farver"].trigger()
    retitle(opened, "Et andet løft")
    assert opened.windowTitle().startswith("[*]Et andet løft")


def test_the_window_comes_back_where_it_was(opened: MainWindow, qtbot: QtBot) -> None:
    opened.resize(960, 701)
    opened.documents.drop()
    opened.close()
    again = MainWindow(Person)
    in_front(qtbot, again)
    assert (again.width(), again.height()) == (960, 701)


def test_the_about_box_tells_the_version(window: MainWindow) -> None:
    menu(window, "Hjælp")["Om BudgetDesk"].trigger()
    assert person(window).told[0].startswith("BudgetDesk 0.")


def _sheet() -> str:
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    return app.styleSheet()


def test_a_step_to_the_audit_leads_to_its_page(window: MainWindow) -> None:
    window.documents.open_sample()
    assert window.view
    assert window.workspace
    window.workspace.run("account.explain", lambda p: replace(p, explanations={}), line="1")
    press(Qt.Key.Key_5, CONTROL)
    (tabs,) = window.view.pages["ledger"].findChildren(QTabWidget)
    tabs.setCurrentIndex(tabs.count() - 1)
    grid = named(window, QTableView, "Klar til revision")
    grid.setFocus()
    grid.selectRow(0)
    press(Qt.Key.Key_Return)
    assert page(window) == "account"


def test_only_the_page_in_sight_is_drawn_anew_and_the_others_once_they_are_wanted(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened.view
    drawn: list[str] = []

    def counting(key: str, refresh: Callable[[], None]) -> Callable[[], None]:
        def drawing() -> None:
            drawn.append(key)
            refresh()

        return drawing

    for key, shown in opened.view.pages.items():
        monkeypatch.setattr(shown, "refresh", counting(key, shown.refresh))
    opened.view.show_page("funding")
    drawn.clear()
    change(opened, "Første")
    change(opened, "Andet")
    assert drawn == ["funding", "funding"]
    opened.view.show_page("project")
    opened.view.show_page("funding")
    assert drawn == ["funding", "funding", "project"]
