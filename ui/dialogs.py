"""The only place that opens boxes: choosing files, forms, what cannot be undone, and errors."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text
from ui.reader import Reader

_WIDTH: Final = 400


class Dialogs:
    """Asks the person in front of the window; in tests a subclass answers instead."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choose_open(self, title: str, pattern: str) -> Path | None:
        """A file that is there; None when the person changed their mind."""
        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, "", pattern)
        return Path(chosen) if chosen else None

    def choose_save(self, title: str, suggested: str, pattern: str) -> Path | None:
        """Where to write; the system's own box asks before a file is overwritten."""
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, suggested, pattern)
        return Path(chosen) if chosen else None

    def confirm(self, question: str, yes: str) -> bool:
        """Whether to go on with something that cannot be undone; `yes` names what will happen."""
        return self.choose(question, yes) == 0

    def choose(self, question: str, *answers: str) -> int | None:
        """Which of the answers was given, counted from 0; None when the person changed their mind.

        The first answer is the one that loses nothing.
        """
        box = QMessageBox(QMessageBox.Icon.Question, "", question, parent=self._parent)
        buttons = [box.addButton(answer, _role(place)) for place, answer in enumerate(answers)]
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        clicked = box.clickedButton()
        return next((place for place, each in enumerate(buttons) if each is clicked), None)

    def fill_in(self, title: str, form: QWidget, accept: str) -> bool:
        """Shows a form in a box; whether the person pressed the button named `accept`."""
        box = QDialog(self._parent)
        box.setWindowTitle(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(box.accept)
        buttons.rejected.connect(box.reject)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(form)
        layout.addWidget(buttons)
        box.setMinimumWidth(max(_WIDTH, layout.totalMinimumSize().width()))  # the form's own too
        return box.exec() == QDialog.DialogCode.Accepted

    def read(self, title: str, page: str) -> None:
        """Shows a page of Markdown to read."""
        box = QDialog(self._parent)
        box.setWindowTitle(title)
        reader = Reader(title)
        reader.setMarkdown(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(box.reject)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(reader)
        layout.addWidget(buttons)
        box.exec()

    def tell(self, words: str) -> None:
        """Something the person should know before going on."""
        QMessageBox(QMessageBox.Icon.Information, "", words, parent=self._parent).exec()

    def ask_again(self, error: BudgetDeskError) -> int | None:
        """A file that could not be written: 0 try again, 1 another place, None let it be."""
        words = text(f"errors.{error.code}", **error.facts)
        return self.choose(words, text("window.again.retry"), text("window.again.elsewhere"))

    def show_error(self, error: BudgetDeskError) -> None:
        """A task that could not be done: what, where, why, what to do."""
        words = text(f"errors.{error.code}", **error.facts)
        QMessageBox(QMessageBox.Icon.Warning, "", words, parent=self._parent).exec()


def _role(place: int) -> QMessageBox.ButtonRole:
    role = QMessageBox.ButtonRole
    return role.DestructiveRole if place else role.AcceptRole
