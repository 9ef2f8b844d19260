"""The window, worked on by keyboard: pages, steps, findings, palette and theme."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.session import Session
from tests.builders import a_budget, a_line, kr
from tests.checks.asked import the_project
from tests.ui.windows import (
    CONTROL,
    SHIFT,
    Person,
    in_focus,
    in_front,
    menu,
    named,
    person,
    press,
    when_open,
    write,
)
from ui import theme
from ui.main_window import MainWindow
from ui.pages.ledger import LedgerPage
from ui.palette import Palette
from ui.settings import Settings
from ui.widgets.fields import LineField
from ui.widgets.grid import GridView

PAGES = ("Projekt", "Budget", "Finansiering", "Posteringer", "Regnskab")


def a_plan_with_faults() -> Project:
    """Begins a day too early, a line without its note, half the own share that is demanded."""
    line = a_line("1", kr(100_000), label="Leje", item="rent", note="")
    budget = a_budget(line, grant=kr(90_000), own=kr(10_000))
    return the_project(budget, period=Period(start=date(2019, 11, 30), end=date(2020, 12, 31)))


@pytest.fixture
def opened(window: MainWindow, document: Path) -> MainWindow:
    """With the sample document open."""
    window.documents.open(document)
    return window


@pytest.fixture
def faulty(window: MainWindow, tmp_path: Path) -> MainWindow:
    """With the faulty plan open."""
    path = tmp_path / "Fejl.budgetdesk"
    Session.create(path, a_plan_with_faults(), "Kim").close()
    window.documents.open(path)
    return window


def page(window: MainWindow) -> str:
    """The key of the page in sight."""
    assert window.view
    return window.view.key


def step(window: MainWindow, name: str) -> QPushButton:
    """A step of the course to the left."""
    (found,) = (
        each
        for each in window.findChildren(QPushButton)
        if each.property("part") == "step" and each.text() == name
    )
    return found


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


def search(window: MainWindow, do: Callable[[Palette], None]) -> None:
    """Opens the palette by its keys, and the window is in front again after it."""
    when_open(Palette, do)
    press(Qt.Key.Key_K, CONTROL)
    window.activateWindow()


def said(window: MainWindow) -> list[str]:
    """The words in sight that are no field's own."""
    return [each.text() for each in window.findChildren(QLabel) if each.isVisible()]


def test_a_page_is_opened_by_its_keys(opened: MainWindow) -> None:
    seen = []
    for key in (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1):
        press(key, CONTROL)
        seen.append(page(opened))
    assert seen == ["account", "ledger", "funding", "budget", "project"]


def test_a_page_is_opened_by_its_step(opened: MainWindow) -> None:
    for name, key in zip(PAGES, ("project", "budget", "funding", "ledger", "account"), strict=True):
        step(opened, name).setFocus()
        press(Qt.Key.Key_Space)
        assert page(opened) == key
        assert step(opened, name).isChecked()


def test_the_course_tells_screen_readers_how_a_step_stands(faulty: MainWindow) -> None:
    assert step(faulty, "Budget").accessibleName() == "Budget: 1 fejl"
    assert step(faulty, "Posteringer").accessibleName() == "Posteringer"


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


def test_undo_in_a_field_half_typed_takes_the_typing_over_first(opened: MainWindow) -> None:
    before = title(opened)
    retitle(opened, "Et andet løft")
    write("!")
    menu(opened, "Rediger")["Fortryd: Projektets navn eller j.nr. rettet"].trigger()
    assert title(opened) == "Et andet løft"
    menu(opened, "Rediger")["Fortryd: Projektets navn eller j.nr. rettet"].trigger()
    assert title(opened) == before


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
    grid.setFocus()
    grid.selectAll()
    (words,) = (words for words in said(faulty) if words.startswith("Markeret: "))
    assert words.startswith("Markeret: ")
    assert not words.endswith("sum 0,00 kr.")
    press(Qt.Key.Key_1, CONTROL)
    assert not any(words.startswith("Markeret: ") for words in said(faulty))


def test_the_palette_finds_a_command_and_does_it(opened: MainWindow) -> None:
    def choose(palette: Palette) -> None:
        write("vis regn")
        press(Qt.Key.Key_Return)
        assert not palette.isVisible()

    search(opened, choose)
    assert page(opened) == "account"


def test_the_palette_is_walked_with_arrows_and_left_with_escape(opened: MainWindow) -> None:
    def second(_: Palette) -> None:
        write("vis")
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)

    search(opened, second)
    assert page(opened) == "budget"
    search(opened, lambda _: press(Qt.Key.Key_Escape))
    assert page(opened) == "budget"


def test_the_palette_offers_only_what_can_be_done(opened: MainWindow) -> None:
    def look(palette: Palette) -> None:
        write("fortryd")
        press(Qt.Key.Key_Return)
        assert palette.chosen is None
        press(Qt.Key.Key_Escape)

    search(opened, look)
    assert opened.workspace


def test_a_command_of_another_page_brings_that_page_forward(opened: MainWindow) -> None:
    def choose(_: Palette) -> None:
        write("søg i post")
        press(Qt.Key.Key_Return)

    search(opened, choose)
    assert page(opened) == "ledger"
    assert opened.view
    ledger = opened.view.pages["ledger"]
    assert isinstance(ledger, LedgerPage)
    assert opened.focusWidget() is ledger.postings.search


def test_a_theme_is_chosen_used_and_remembered(opened: MainWindow) -> None:
    press(Qt.Key.Key_2, CONTROL)
    for words, colours in (("Mørke farver", theme.DARK), ("Lyse farver", theme.LIGHT)):
        menu(opened, "Vis")[words].trigger()
        assert theme.current() is colours
        assert colours.paper in opened.styleSheet() or colours.paper in _sheet()
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
