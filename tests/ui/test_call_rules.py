"""Reading how a pack is written, and upgrading a call's rules, in the window by keyboard."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.domain.project import Project
from budgetdesk.operations.project import new_project
from budgetdesk.rulepacks import load_call
from budgetdesk.session import Session
from tests.ui.windows import CONTROL, menu, person, press, when_open
from ui.dialogs import Dialogs
from ui.main_window import MainWindow
from ui.reader import Reader, UpgradeForm

READ = "Skriv et regelsæt"
UPGRADE = "Opgradér opslagets regler …"


def an_older_copy() -> Project:
    call = load_call("X01")
    return new_project(replace(call, rules=replace(call.rules, carry_over=None)))


def open_project(window: MainWindow, project: Project, path: Path) -> None:
    Session.create(path, project, "Kim").close()
    window.documents.open(path)


def test_the_menu_opens_the_page_on_writing_packs(window: MainWindow) -> None:
    menu(window, "Hjælp")[READ].trigger()
    title, page = person(window).told
    assert title == READ
    assert page.startswith("Jeres egne regelsæt ligger i mappen")


def test_the_page_is_drawn_and_closed_by_keyboard(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    seen: list[str] = []

    def look(box: QDialog) -> None:
        (reader,) = box.findChildren(Reader)
        seen.append(reader.toPlainText())
        assert reader.accessibleName() == READ
        QTest.keyClick(reader, Qt.Key.Key_Escape)

    when_open(QDialog, look)
    Dialogs(parent).read(READ, "# Regler\n\n- `name`: tekst")
    assert seen == ["Regler\nname: tekst"]


def test_rules_are_upgraded_after_the_difference_was_read_and_undone_by_keyboard(
    window: MainWindow, tmp_path: Path
) -> None:
    open_project(window, an_older_copy(), tmp_path / "Gammel.budgetdesk")
    assert window.workspace
    read: list[str] = []

    def accept(form: QWidget) -> bool:
        assert isinstance(form, UpgradeForm)
        read.append(form.page.toPlainText())
        return True

    person(window).fillers = [lambda _: False, accept]
    menu(window, "Rediger")[UPGRADE].trigger()
    assert window.workspace.project == an_older_copy()
    menu(window, "Rediger")[UPGRADE].trigger()
    assert read[0].startswith("Overførsel mellem år\nFør: Ikke oplyst, se opslaget.\nNu: frit")
    assert window.workspace.project.call == load_call("X01")
    menu(window, "Rediger")[UPGRADE].trigger()
    assert "har allerede reglerne" in person(window).told[-1]
    press(Qt.Key.Key_Z, CONTROL)
    assert window.workspace.project == an_older_copy()


def test_rules_of_a_call_that_is_not_here_stay_as_they_are(
    window: MainWindow, tmp_path: Path
) -> None:
    project = new_project(replace(load_call("X01"), id="borte"))
    open_project(window, project, tmp_path / "Borte.budgetdesk")
    menu(window, "Rediger")[UPGRADE].trigger()
    assert person(window).told == ["rulepacks.unknown_call"]
