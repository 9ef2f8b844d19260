"""The program from start to end: the document asked for, Danish, and what a bug looks like."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox
from pytestqt.qtbot import QtBot

from budgetdesk.errors import BudgetDeskError
from tests.ui.windows import when_open
from ui import app, theme
from ui.crash import Crashes
from ui.main_window import MainWindow
from ui.settings import Settings


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the program changes for the whole process is put back."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)
    theme.choose(theme.Choice.SYSTEM)


def while_open(do: Callable[[MainWindow], None]) -> None:
    """Has something done in the window of the program, and the window closed after it."""

    def done(window: MainWindow) -> None:
        do(window)
        window.documents.drop()

    when_open(MainWindow, done)


def going_wrong(qtbot: QtBot, bug: Exception) -> list[str]:
    """Has a slot of the open program raise, and gives what the box will say of it."""
    said: list[str] = []

    def slot() -> None:
        raise bug

    def work(_: MainWindow) -> None:
        when_open(QMessageBox, lambda box: said.append(box.text()))
        QTimer.singleShot(0, slot)
        qtbot.waitUntil(lambda: bool(said))

    while_open(work)
    return said


def test_the_smoke_run_shows_that_everything_is_there() -> None:
    assert app.main(["--smoke"]) == 0


def test_the_document_asked_for_is_opened(document: Path) -> None:
    titles: list[str] = []
    while_open(lambda window: titles.append(window.windowTitle()))
    assert app.main([str(document)]) == 0
    assert titles == ["[*]Kompetenceløft i jobcentret (J.nr. 19/12345) - BudgetDesk"]


def test_without_a_document_the_start_page_is_shown_in_the_chosen_theme() -> None:
    Settings().theme = theme.Choice.DARK
    seen: list[object] = []
    while_open(lambda window: seen.extend((window.windowTitle(), theme.current())))
    assert app.main([]) == 0
    assert seen == ["BudgetDesk", theme.DARK]


def test_qts_own_words_are_danish() -> None:
    def look(_: MainWindow) -> None:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        words.extend(button.text().replace("&", "") for button in box.buttons())

    words: list[str] = []
    while_open(look)
    app.main([])
    assert words == ["Annuller"]


def test_a_bug_is_told_with_where_its_report_is(qtbot: QtBot, home: Path) -> None:
    said = going_wrong(qtbot, ZeroDivisionError("a bug"))
    assert app.main([]) == 0, "the program goes on"
    (report,) = home.rglob("*.txt")
    assert f"Hvad der skete, står i {report}." in said[0]
    words = report.read_text(encoding="utf-8")
    assert words.startswith("BudgetDesk 0.")
    assert "ZeroDivisionError: a bug" in words


def test_a_task_that_could_not_be_done_is_explained_and_is_no_bug(qtbot: QtBot, home: Path) -> None:
    said = going_wrong(qtbot, BudgetDeskError("session.read_only", path="a.budgetdesk"))
    app.main([])
    assert said[0].startswith("»a.budgetdesk« er åbnet skrivebeskyttet")
    assert list(home.rglob("*.txt")) == []


def test_where_no_report_can_be_left_the_bug_is_told_all_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "file"))
    (home / "file").write_bytes(b"")
    said: list[str] = []
    crashes = Crashes(said.append)
    crashes(ValueError, ValueError("a bug"), None)
    assert crashes.count == 1
    assert said[0].startswith("Der skete en fejl i programmet.")
    assert "står i" not in said[0]


def test_a_bug_while_another_is_told_of_opens_no_second_box(home: Path) -> None:
    def tell(words: str) -> None:
        said.append(words)
        crashes(ValueError, ValueError("another"), None)

    said: list[str] = []
    crashes = Crashes(tell)
    crashes(ValueError, ValueError("a bug"), None)
    assert (len(said), crashes.count) == (1, 2)
    assert len(list(home.rglob("*.txt"))) == 2
