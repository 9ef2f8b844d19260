"""What changed since a moment that is chosen or typed, as a list that can be printed."""

from datetime import datetime

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from budgetdesk.presenters.since import SincePresenter
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError
from ui import exporting
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import button, labelled, narrow, sentence


class SinceView(QWidget):
    """The trail is read only while somebody looks, and when something moved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = SincePresenter(desk.workspace)
        self.moments, self.day = QComboBox(), QLineEdit()
        self.pdf = button(text("sealing.changes"), "pdf")
        self.grid = GridView(self._presenter, text("history.title"), is_typed=False)
        self._said = sentence("")
        self._is_stale = True
        self._lay_out()
        self.moments.activated.connect(self._choose)
        self.day.returnPressed.connect(self._choose_day)
        self.pdf.clicked.connect(self.save)

    def _lay_out(self) -> None:
        narrow(self.moments)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(labelled(text("history.moment"), self.moments), 3)
        top.addLayout(labelled(text("history.day"), self.day), 1)
        below = QHBoxLayout()
        below.addWidget(self._said, 1)
        below.addWidget(self.pdf)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addLayout(below)

    def refresh(self) -> None:
        """Something moved."""
        self._is_stale = True
        self._look()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self._presenter.look()
            self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self.moments.clear()
        self.moments.addItems([each.words for each in presenter.moments])
        self.moments.setCurrentIndex(presenter.chosen)
        self._said.setText(presenter.summary)
        self.grid.refresh()

    def _choose(self, place: int) -> None:
        self.day.clear()
        self._presenter.choose(place)
        self._show()

    def _choose_day(self) -> None:
        try:
            self._presenter.choose_day(self.day.text())
        except UnreadableError as unreadable:
            self._desk.dialogs.tell(unreadable.reason)
        else:
            self._show()

    def save(self) -> None:
        """Asks where, and writes the list there as PDF."""
        wanted = exporting.Wanted(
            title=text("sealing.changes"),
            suggested=text("sealing.changes_name"),
            pattern=text("sealing.pdf_pattern"),
            suffix=".pdf",
            begin=lambda file: self._presenter.printing(file, datetime.now().astimezone()),
            then=lambda _, file: self._said.setText(text("changes.written", file=file.name)),
        )
        exporting.save(self._desk, wanted)
