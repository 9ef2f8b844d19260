"""Opening, saving and closing documents, with the questions around it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.session import Session
from tests.ui.windows import (
    CONTROL,
    SHIFT,
    change,
    drop,
    named,
    open_title,
    person,
    press,
    said,
    write,
)
from ui.main_window import MainWindow
from ui.widgets.fields import LineField

READ = 10_000
"""Milliseconds a busy machine may take to read a ledger."""


def saved_title(path: Path) -> str:
    with Session.open(path, "Bo", read_only=True) as session:
        return session.project.title


def test_a_document_is_opened_by_keys(window: MainWindow, document: Path) -> None:
    press(Qt.Key.Key_O, CONTROL)
    assert open_title(window) == "", "no file was chosen"
    person(window).file = document
    press(Qt.Key.Key_O, CONTROL)
    assert open_title(window) == "Kompetenceløft i jobcentret"


def test_what_is_no_document_is_explained_and_what_was_open_stays(
    window: MainWindow, document: Path, tmp_path: Path
) -> None:
    rubbish = tmp_path / "rod.budgetdesk"
    rubbish.write_bytes(b"rod" * 1000)
    window.documents.open(document)
    window.documents.open(rubbish)
    assert person(window).told == ["storage.not_a_document"]
    assert open_title(window) == "Kompetenceløft i jobcentret"


def test_a_document_that_is_open_already_is_not_opened_again(
    window: MainWindow, document: Path
) -> None:
    window.documents.open(document)
    change(window)
    window.documents.open(document)
    assert (open_title(window), person(window).told) == ("Et andet løft", [])


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
    assert open_title(window) == "Et andet løft"


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
    assert open_title(window) == "!Kompetenceløft i jobcentret"


def test_a_locked_document_is_offered_to_be_looked_at(window: MainWindow, document: Path) -> None:
    with Session.open(document, "Bo"):
        person(window).says_yes = False
        window.documents.open(document)
        assert window.workspace is None
        person(window).says_yes = True
        window.documents.open(document)
    assert "er åbent hos Bo" in person(window).told[0]
    assert open_title(window) == "Kompetenceløft i jobcentret"
    field = next(
        each
        for each in window.findChildren(QLineEdit)
        if each.accessibleName() == "Projektets navn"
    )
    assert field.isReadOnly()
    assert window.windowTitle().startswith("[*]Kompetenceløft")


def test_a_document_that_is_dropped_is_opened(
    window: MainWindow, document: Path, qtbot: QtBot
) -> None:
    assert drop(window, document)
    qtbot.waitUntil(lambda: open_title(window) == "Kompetenceløft i jobcentret")


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


def test_an_auditors_review_that_is_in_no_file_is_not_lost_without_a_word(
    opened: MainWindow,
) -> None:
    assert opened.workspace is not None
    opened.workspace.unfinished = "Gennemgangen er ikke gemt."
    person(opened).says_yes = False
    press(Qt.Key.Key_W, CONTROL)
    assert person(opened).told == ["Gennemgangen er ikke gemt."]
    assert open_title(opened) != ""
    person(opened).says_yes = True
    press(Qt.Key.Key_W, CONTROL)
    assert open_title(opened) == ""
    assert opened.documents.close(), "with nothing open nothing is lost"
