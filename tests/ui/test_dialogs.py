"""The boxes themselves: what they say, and which answer they give."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import in_front, when_open
from ui.dialogs import Dialogs
from ui.main_window import MainWindow
from ui.widgets.fields import LineField


@pytest.fixture
def dialogs(qtbot: QtBot) -> Dialogs:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return Dialogs(parent)


def pressing(label: str) -> None:
    """A person presses that button of the next box."""

    def look(box: QDialog) -> None:
        (button,) = (each for each in box.findChildren(QAbstractButton) if each.text() == label)
        QTest.keyClick(button, Qt.Key.Key_Space)

    when_open(QDialog, look)


@pytest.mark.parametrize(("label", "answer"), [("Gem", 0), ("Luk uden at gemme", 1)])
def test_the_place_of_the_answer_is_given(dialogs: Dialogs, label: str, answer: int) -> None:
    pressing(label)
    assert dialogs.choose("Gem?", "Gem", "Luk uden at gemme") == answer


def test_escape_is_no_answer(dialogs: Dialogs) -> None:
    when_open(QMessageBox, lambda box: QTest.keyClick(box, Qt.Key.Key_Escape))
    assert dialogs.choose("Gem?", "Gem", "Luk uden at gemme") is None


def test_only_the_named_button_confirms(dialogs: Dialogs) -> None:
    pressing("Smid væk")
    assert dialogs.confirm("Smid væk?", "Smid væk")
    when_open(QMessageBox, lambda box: QTest.keyClick(box, Qt.Key.Key_Escape))
    assert not dialogs.confirm("Smid væk?", "Smid væk")


def test_a_form_is_accepted_by_its_button_or_given_up(dialogs: Dialogs) -> None:
    pressing("Begynd")
    assert dialogs.fill_in("Nyt", LineField(), "Begynd")
    when_open(QDialog, lambda box: QTest.keyClick(box, Qt.Key.Key_Escape))
    assert not dialogs.fill_in("Nyt", LineField(), "Begynd")


def test_what_is_no_document_is_explained_in_danish(qtbot: QtBot, tmp_path: Path) -> None:
    rubbish = tmp_path / "rod.budgetdesk"
    rubbish.write_bytes(b"rod" * 1000)
    window = MainWindow()
    in_front(qtbot, window)
    said: list[str] = []
    when_open(QMessageBox, lambda box: said.append(box.text()))
    window.documents.open(rubbish)
    (words,) = said
    assert words.startswith(f"»{rubbish}« er ikke et BudgetDesk-dokument. Vælg en fil, der ")
