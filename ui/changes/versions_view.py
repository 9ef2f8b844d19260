"""The versions of the budget, and what differs between two of them."""

from datetime import datetime

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from budgetdesk.presenters.papers import file_name
from budgetdesk.presenters.versions import DifferenceTable, VersionsTable
from budgetdesk.text import text
from ui import exporting
from ui.commands import Command
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import button, labelled, narrow

_VERSIONS = 2
_DIFFERENCE = 3
"""How the room is shared between the two tables."""


class VersionsView(QWidget):
    """Two tables: choosing two versions shows below what differs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._difference = DifferenceTable(desk.workspace)
        self.versions = GridView(
            VersionsTable(desk.workspace), text("versions.grid"), is_typed=False
        )
        self.difference = GridView(self._difference, text("versions.difference"), is_typed=False)
        self.before, self.after = QComboBox(), QComboBox()
        self._summary = QLabel()
        self.pdf = button(text("versions.save_pdf"), "pdf")
        self.workbook = button(text("versions.save_workbook"), "sheet")
        self._lay_out()
        for choice in (self.before, self.after):
            choice.activated.connect(self._choose)
        self.pdf.clicked.connect(self.save)
        self.workbook.clicked.connect(self.save_workbook)
        self.refresh()

    def refresh(self) -> None:
        """Shows the versions as they are now."""
        choices, chosen = self._difference.choices, self._difference.chosen
        for choice, words_chosen in zip((self.before, self.after), chosen, strict=True):
            choice.clear()
            choice.addItems(list(choices))
            choice.setCurrentText(words_chosen)
        self.versions.refresh()
        self._show()

    def commands(self) -> tuple[Command, ...]:
        """What can be done here."""
        return (
            Command(key="changes.difference", menu="budget", run=self.save, icon="pdf"),
            Command(key="changes.workbook", menu="budget", run=self.save_workbook, icon="sheet"),
        )

    def save(self) -> None:
        """Asks where, and writes the difference there as a PDF."""
        self._save("pdf", text("changes.pattern"))

    def save_workbook(self) -> None:
        """Asks where, and writes the difference, the later version and all versions there."""
        self._save("xlsx", text("versions.pattern"))

    def _save(self, suffix: str, pattern: str) -> None:
        title = self._desk.workspace.project.title
        wanted = exporting.Wanted(
            title=text("versions.difference"),
            suggested=file_name(text("versions.file", title=title), suffix),
            pattern=pattern,
            suffix=f".{suffix}",
            begin=lambda file: self._difference.writing(file, datetime.now().astimezone()),
            then=lambda _, file: self._summary.setText(text("changes.written", file=file.name)),
        )
        exporting.save(self._desk, wanted)

    def _choose(self) -> None:
        self._difference.choose(self.before.currentText(), self.after.currentText())
        self._show()

    def _show(self) -> None:
        self.difference.refresh()
        self._summary.setText(self._difference.summary)

    def _lay_out(self) -> None:
        for choice in (self.before, self.after):
            narrow(choice)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        choices.addLayout(labelled(text("versions.before"), self.before), 1)
        choices.addLayout(labelled(text("versions.after"), self.after), 1)
        below = QHBoxLayout()
        below.addWidget(self._summary, 1)
        below.addWidget(self.pdf)
        below.addWidget(self.workbook)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.versions, _VERSIONS)
        layout.addLayout(choices)
        layout.addWidget(self.difference, _DIFFERENCE)
        layout.addLayout(below)
