"""Working the whole window by keyboard, and answering what it asks."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ui.desks import Answers
from ui.main_window import MainWindow
from ui.palette import Palette
from ui.widgets.entry import EntryButton

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

W = TypeVar("W", bound=QWidget)


class Person(Answers):
    """Gives the answers in `choices` in turn: their place among those offered, None for none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: list[int | None] = []
        self.suggested = ""

    @override
    def choose(self, question: str, *answers: str) -> int | None:
        self.told.append(question)
        return self.choices.pop(0)

    @override
    def choose_save(self, title: str, suggested: str, pattern: str) -> Path | None:
        self.suggested = suggested
        return super().choose_save(title, suggested, pattern)


def person(window: MainWindow) -> Person:
    """Who sits before the window."""
    assert isinstance(window.dialogs, Person)
    return window.dialogs


def in_front(qtbot: QtBot, window: MainWindow) -> None:
    """Shows the window where the keys go to."""
    qtbot.addWidget(window, before_close_func=_let_go)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def _let_go(window: QWidget) -> None:
    """At the end of a test nobody is asked whether the work is to be kept."""
    assert isinstance(window, MainWindow)
    window.documents.drop()


def in_focus() -> QWidget:
    """Where the keys go to."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget, "no window is in front"
    return widget


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the focus is."""
    QTest.keyClick(in_focus(), key, held)


def write(words: str) -> None:
    """Types where the focus is, wherever a letter may take it."""
    for letter in words:
        QTest.keyClicks(in_focus(), letter)


def named(around: QWidget, kind: type[W], name: str) -> W:
    """The one widget in sight that a screen reader calls so."""
    (found,) = (
        each
        for each in around.findChildren(kind)
        if each.accessibleName() == name and each.isVisible()
    )
    return found


def menu(window: MainWindow, name: str) -> dict[str, QAction]:
    """What stands in an opened menu, by its words."""
    (found,) = (each.menu() for each in window.menuBar().actions() if each.text() == name)
    assert isinstance(found, QMenu)
    found.aboutToShow.emit()
    return {action.text(): action for action in found.actions()}


def when_open(kind: type[W], do: Callable[[W], None]) -> None:
    """Has a box worked on as soon as it is there; the box itself waits for that."""

    def look() -> None:
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
        shown = [each for each in found if each.isVisible()]
        if shown:
            try:
                do(shown[0])
            finally:
                shown[0].close()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def drop(window: MainWindow, *files: Path) -> bool:
    """Drags files over the window and lets go; whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(500, 300), copy, data, left, none)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(window, QDropEvent(QPointF(500, 300), copy, data, left, none))
    return True


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


def said(window: MainWindow) -> list[str]:
    """The words in sight that are no field's own."""
    return [each.text() for each in window.findChildren(QLabel) if each.isVisible()]


def search(window: MainWindow, do: Callable[[Palette], None]) -> None:
    """Opens the palette by its keys, and the window is in front again after it."""
    when_open(Palette, do)
    press(Qt.Key.Key_K, CONTROL)
    window.activateWindow()


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


def open_title(window: MainWindow) -> str:
    """Of the open project; empty when none is open."""
    return window.workspace.project.title if window.workspace else ""
