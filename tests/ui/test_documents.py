"""Opening, saving and closing documents, with the questions around it."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.presenters.start import calls
from budgetdesk.session import Session
from tests.storage.test_recovery import STEPS, killed
from tests.ui.windows import CONTROL, SHIFT, drop, menu, named, person, press, write
from ui.main_window import MainWindow
from ui.widgets.entry import EntryButton
from ui.widgets.fields import LineField

READ = 10_000
"""Milliseconds a busy machine may take to read a ledger."""


def entries(window: MainWindow) -> list[str]:
    """What the start page offers, by name."""
    found = window.findChildren(EntryButton)
    return [each.accessibleName() for each in found if each.isVisible()]


def choose(window: MainWindow, name: str) -> None:
    """Presses a button in sight by keyboard."""
    named(window, QAbstractButton, name).setFocus()
    press(Qt.Key.Key_Space)


def change(window: MainWindow, title: str = "Et andet løft") -> None:
    """Makes a step."""
    assert window.workspace
    window.workspace.run("project.identify", lambda project: replace(project, title=title))


def title(window: MainWindow) -> str:
    """Of the open project; empty when none is open."""
    return window.workspace.project.title if window.workspace else ""


def said(window: MainWindow) -> list[str]:
    """The words in sight that are no field's own."""
    return [each.text() for each in window.findChildren(QLabel) if each.isVisible()]


def saved_title(path: Path) -> str:
    with Session.open(path, "Bo", read_only=True) as session:
        return session.project.title


def test_at_first_there_are_calls_a_file_and_the_example_to_begin_with(window: MainWindow) -> None:
    assert entries(window)[-2:] == ["Åbn et projekt …", "Se eksempelprojektet"]
    assert len(entries(window)) > 3
    assert window.windowTitle() == "BudgetDesk"


def test_the_example_is_opened_from_the_start_page(window: MainWindow) -> None:
    choose(window, "Se eksempelprojektet")
    assert title(window) == sample.project().title
    assert window.workspace
    assert window.workspace.today == sample.DAY
    assert window.workspace.project.ledger.batches


def test_the_example_is_closed_without_a_question_until_it_is_worked_on(
    window: MainWindow,
) -> None:
    choose(window, "Se eksempelprojektet")
    press(Qt.Key.Key_W, CONTROL)
    assert (title(window), person(window).told) == ("", [])
    choose(window, "Se eksempelprojektet")
    change(window)
    person(window).choices = [None]
    press(Qt.Key.Key_W, CONTROL)
    assert title(window) == "Et andet løft"


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
    assert title(window) == "", "the person changed their mind"
    press(Qt.Key.Key_N, CONTROL)
    assert title(window) == "", "no call was found"
    assert before == entries(window)
    press(Qt.Key.Key_N, CONTROL)
    assert window.workspace
    assert window.workspace.project.call.name == calls("styrelsen")[1].name


def test_all_calls_are_reached_from_the_start_page(window: MainWindow) -> None:
    person(window).fillers = [lambda _: True]
    choose(window, "Vælg blandt alle opslag …")
    assert window.workspace
    assert window.workspace.project.call.name == calls()[0].name


def test_a_document_is_opened_by_keys(window: MainWindow, document: Path) -> None:
    press(Qt.Key.Key_O, CONTROL)
    assert title(window) == "", "no file was chosen"
    person(window).file = document
    press(Qt.Key.Key_O, CONTROL)
    assert title(window) == "Kompetenceløft i jobcentret"


def test_what_is_no_document_is_explained_and_what_was_open_stays(
    window: MainWindow, document: Path, tmp_path: Path
) -> None:
    rubbish = tmp_path / "rod.budgetdesk"
    rubbish.write_bytes(b"rod" * 1000)
    window.documents.open(document)
    window.documents.open(rubbish)
    assert person(window).told == ["storage.not_a_document"]
    assert title(window) == "Kompetenceløft i jobcentret"


def test_a_document_that_is_open_already_is_not_opened_again(
    window: MainWindow, document: Path
) -> None:
    window.documents.open(document)
    change(window)
    window.documents.open(document)
    assert (title(window), person(window).told) == ("Et andet løft", [])


def test_recent_documents_are_offered_and_opened(window: MainWindow, document: Path) -> None:
    window.documents.open(document)
    press(Qt.Key.Key_W, CONTROL)
    name = "Kompetenceløft i jobcentret (J.nr. 19/12345)"
    assert entries(window)[0] == name
    choose(window, name)
    assert title(window) == "Kompetenceløft i jobcentret"


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


def test_a_new_document_is_saved_where_the_person_says(window: MainWindow, tmp_path: Path) -> None:
    window.documents.open_sample()
    press(Qt.Key.Key_S, CONTROL)
    assert person(window).suggested == "Kompetenceløft i jobcentret.budgetdesk"
    assert window.isWindowModified(), "no place was chosen"
    person(window).file = tmp_path / "Mit projekt"
    press(Qt.Key.Key_S, CONTROL)
    assert not window.isWindowModified()
    assert saved_title(tmp_path / "Mit projekt.budgetdesk") == "Kompetenceløft i jobcentret"


def test_save_as_asks_before_a_file_the_box_did_not_show_is_replaced(
    window: MainWindow, document: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Andet.budgetdesk"
    other.write_bytes(b"andet")
    window.documents.open(document)
    person(window).file = tmp_path / "Andet"
    person(window).says_yes = False
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    assert other.read_bytes() == b"andet"
    person(window).says_yes = True
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    assert saved_title(other) == "Kompetenceløft i jobcentret"


def test_what_cannot_be_saved_is_explained_and_stays_unsaved(
    window: MainWindow, document: Path
) -> None:
    window.documents.open(document)
    change(window)
    document.unlink()
    press(Qt.Key.Key_S, CONTROL)
    assert person(window).told == ["storage.gone"]
    assert window.isWindowModified()


@pytest.mark.parametrize(
    ("answer", "is_open", "in_the_file"),
    [
        (None, True, "Kompetenceløft i jobcentret"),
        (0, False, "Et andet løft"),
        (1, False, "Kompetenceløft i jobcentret"),
    ],
    ids=["cancel", "save", "drop"],
)
def test_closing_with_unsaved_work_asks(
    window: MainWindow, document: Path, answer: int | None, is_open: bool, in_the_file: str
) -> None:
    window.documents.open(document)
    change(window)
    person(window).choices = [answer]
    window.close()
    assert window.isVisible() == is_open
    (question,) = person(window).told
    assert question.startswith("»Et andet løft« har ændringer, der ikke er gemt.")
    assert saved_title(document) == in_the_file


def test_closing_by_keys_quits_when_there_is_nothing_to_lose(
    window: MainWindow, document: Path
) -> None:
    window.documents.open(document)
    press(Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()
    assert not list(document.parent.glob("*lock*"))


def test_another_document_is_not_opened_over_unsaved_work_the_person_keeps(
    window: MainWindow, document: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Andet.budgetdesk"
    Session.create(other, sample.project(), "Kim").close()
    window.documents.open(document)
    change(window)
    person(window).choices = [None]
    window.documents.open(other)
    assert title(window) == "Et andet løft"


def test_what_is_half_typed_is_asked_about_too(
    window: MainWindow, document: Path, qtbot: QtBot
) -> None:
    window.documents.open(document)
    field = named(window, LineField, "Projektets navn")
    field.setFocus()
    write("!")
    person(window).choices = [None]
    assert drop(window, document.with_name("Andet.budgetdesk"))
    qtbot.waitUntil(lambda: len(person(window).told) == 1)
    assert title(window) == "!Kompetenceløft i jobcentret"


def test_a_locked_document_is_offered_to_be_looked_at(window: MainWindow, document: Path) -> None:
    with Session.open(document, "Bo"):
        person(window).says_yes = False
        window.documents.open(document)
        assert window.workspace is None
        person(window).says_yes = True
        window.documents.open(document)
    assert "er åbent hos Bo" in person(window).told[0]
    assert title(window) == "Kompetenceløft i jobcentret"
    field = next(
        each
        for each in window.findChildren(QLineEdit)
        if each.accessibleName() == "Projektets navn"
    )
    assert field.isReadOnly()
    assert window.windowTitle().startswith("[*]Kompetenceløft")


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


def test_a_document_that_is_dropped_is_opened(
    window: MainWindow, document: Path, qtbot: QtBot
) -> None:
    assert drop(window, document)
    qtbot.waitUntil(lambda: title(window) == "Kompetenceløft i jobcentret")


def test_a_ledger_that_is_dropped_goes_to_the_import(
    window: MainWindow, document: Path, qtbot: QtBot
) -> None:
    window.documents.open(document)
    assert drop(window, sample.ledger_file())
    qtbot.waitUntil(lambda: window.view is not None and window.view.key == "ledger")
    qtbot.waitUntil(lambda: sample.ledger_file().name in " ".join(said(window)), timeout=READ)
    buttons = window.findChildren(QAbstractButton)
    assert "Importér" in [button.text() for button in buttons if button.isVisible()]


def test_a_ledger_dropped_where_nothing_is_open_is_explained(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert drop(window, sample.ledger_file())
    qtbot.waitUntil(lambda: len(person(window).told) == 1)
    assert "Åbn et projekt først" in person(window).told[0]


def test_several_files_at_once_are_not_taken(window: MainWindow, document: Path) -> None:
    assert not drop(window, document, document)
