"""The first page: what to begin with, what to go on with, and what a crash left behind."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk import sample
from budgetdesk.presenters.start import calls
from budgetdesk.session import Session
from tests.storage.test_recovery import STEPS, killed
from tests.ui.windows import (
    CONTROL,
    change,
    choose,
    entries,
    menu,
    named,
    open_title,
    person,
    press,
)
from ui.main_window import MainWindow
from ui.widgets.entry import EntryButton


def test_at_first_there_are_calls_a_file_and_the_example_to_begin_with(window: MainWindow) -> None:
    assert entries(window)[-3:] == [
        "Åbn et projekt …",
        "Fra et udfyldt skema …",
        "Se eksempelprojektet",
    ]
    assert len(entries(window)) > 3
    assert window.windowTitle() == "BudgetDesk"


def test_the_example_is_opened_from_the_start_page(window: MainWindow) -> None:
    choose(window, "Se eksempelprojektet")
    assert open_title(window) == sample.project().title
    assert window.workspace
    assert window.workspace.today == sample.DAY
    assert window.workspace.project.ledger.batches


def test_the_example_is_closed_without_a_question_until_it_is_worked_on(
    window: MainWindow,
) -> None:
    choose(window, "Se eksempelprojektet")
    press(Qt.Key.Key_W, CONTROL)
    assert (open_title(window), person(window).told) == ("", [])
    choose(window, "Se eksempelprojektet")
    change(window)
    person(window).choices = [None]
    press(Qt.Key.Key_W, CONTROL)
    assert open_title(window) == "Et andet løft"


def test_a_new_project_is_begun_on_a_call_of_the_start_page(window: MainWindow) -> None:
    first = entries(window)[0]
    choose(window, first)
    assert window.workspace
    assert window.workspace.project.call.name == first
    assert window.windowTitle() == "[*]Projekt uden titel - BudgetDesk"


def search_field(form: QWidget) -> QLineEdit:
    field = form.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def test_a_new_project_is_begun_by_keys_on_the_call_that_is_chosen(window: MainWindow) -> None:
    def second(form: QWidget) -> bool:
        search = search_field(form)
        QTest.keyClicks(search, "styrelsen")
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
            QTest.keyClick(search, key)
        return True

    def nothing_found(form: QWidget) -> bool:
        QTest.keyClicks(search_field(form), "findes ikke")
        return True

    before = entries(window)
    person(window).fillers = [lambda _: False, nothing_found, second]
    press(Qt.Key.Key_N, CONTROL)
    assert open_title(window) == "", "the person changed their mind"
    press(Qt.Key.Key_N, CONTROL)
    assert open_title(window) == "", "no call was found"
    assert before == entries(window)
    press(Qt.Key.Key_N, CONTROL)
    assert window.workspace
    assert window.workspace.project.call.name == calls("styrelsen")[1].name


def test_all_calls_are_reached_from_the_start_page(window: MainWindow) -> None:
    person(window).fillers = [lambda _: True]
    choose(window, "Vælg blandt alle opslag …")
    assert window.workspace
    assert window.workspace.project.call.name == calls()[0].name


def test_recent_documents_are_offered_and_opened(window: MainWindow, document: Path) -> None:
    window.documents.open(document)
    press(Qt.Key.Key_W, CONTROL)
    name = "Kompetenceløft i jobcentret (J.nr. 19/12345)"
    assert entries(window)[0] == name
    choose(window, name)
    assert open_title(window) == "Kompetenceløft i jobcentret"


def test_a_recent_document_that_is_gone_is_shown_as_missing_and_removed(
    window: MainWindow, document: Path
) -> None:
    window.documents.open(document)
    document.rename(document.with_name("flyttet.budgetdesk"))
    press(Qt.Key.Key_W, CONTROL)
    name = "Kompetenceløft i jobcentret (J.nr. 19/12345)"
    row = named(window, EntryButton, name)
    assert not row.isEnabled()
    assert row.accessibleDescription().startswith("Filen er der ikke")
    choose(window, f"Fjern »{name}« fra listen; filen bliver, hvor den er")
    assert name not in entries(window)


def test_work_a_crash_left_behind_is_offered_and_taken_up(
    window: MainWindow, document: Path
) -> None:
    killed(STEPS, document)
    menu(window, "Filer")["Åbn eksempelprojektet"].trigger()
    press(Qt.Key.Key_W, CONTROL)
    left = entries(window)[0]
    assert left.startswith("Kompetenceløft i jobcentret, senest ændret ")
    choose(window, left)
    assert window.workspace
    assert window.workspace.project.participants
    assert window.isWindowModified()
    assert window.documents.session
    assert window.documents.session.path == document
    press(Qt.Key.Key_S, CONTROL)
    assert not window.isWindowModified()


def test_work_a_crash_left_behind_is_thrown_away_when_that_is_really_wanted(
    window: MainWindow, document: Path
) -> None:
    killed(STEPS, document)
    window.documents.open_sample()
    press(Qt.Key.Key_W, CONTROL)
    left = entries(window)[0]
    person(window).says_yes = False
    choose(window, f"Smid væk: {left}")
    assert left in entries(window)
    person(window).says_yes = True
    choose(window, f"Smid væk: {left}")
    assert left not in entries(window)
    assert Session.recoverable() == ()
