"""What stands behind a figure, and for each posting of it every other figure it stands in."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from budgetdesk.presenters.behind import Behind, BehindPresenter
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import button, sentence, words

_FEW: Final = 2
_MANY: Final = 3


class BehindView(QWidget):
    """Enter on a posting leads to it, Enter on a figure to what is behind that one; Esc goes back.

    `ended` when there is no figure to go back to, `wanted` with the subject of a posting.
    """

    ended = Signal()
    wanted = Signal(object)

    def __init__(self, presenter: BehindPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._title, self._sum, self._where = words("", "page_title"), Remark(), sentence("")
        self.rows = GridView(presenter.contributions, text("behind.name"), is_typed=False)
        self.places = GridView(presenter.places, text("behind.places"), is_typed=False)
        self.lead, self.leave = button(text("behind.lead")), button(text("behind.back"))
        self._lay_out()
        self.rows.chosen.connect(self._choose)
        self.rows.activated.connect(self._lead)
        self.places.figure.connect(self.show_behind)
        self.lead.clicked.connect(self._lead)
        self.leave.clicked.connect(self.go_back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.go_back)

    def _lay_out(self) -> None:
        for grid in (self.rows, self.places):
            grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(_column(self.rows))
        both.addWidget(_column(self._where, self.places))
        both.setStretchFactor(0, _MANY)
        both.setStretchFactor(1, _FEW)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.lead)
        head.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._sum)
        layout.addWidget(both, 1)

    def show_behind(self, behind: Behind) -> None:
        """Puts a figure in sight."""
        self._presenter.show(behind)
        self._show()

    def go_back(self) -> None:
        """To the figure before, or to the page."""
        if self._presenter.back():
            self._show()
        else:
            self.ended.emit()

    def _show(self) -> None:
        shown = self._presenter.shown
        if shown is None:
            return
        self._title.setText(shown.title)
        self._sum.show_cell(shown.sum)
        self.rows.refresh()
        if self._presenter.contributions.row_count:
            self.rows.show_place((self._presenter.contributions.first, 0))
        self._tell()

    def _choose(self) -> None:
        self._presenter.choose(self.rows.row())
        self._tell()

    def _tell(self) -> None:
        self._where.setText(self._presenter.where)
        self.places.refresh()
        self.lead.setEnabled(self._presenter.subject(self.rows.row()) is not None)

    def _lead(self) -> None:
        subject = self._presenter.subject(self.rows.row())
        if subject is not None:
            self.wanted.emit(subject)


def _column(*parts: QWidget) -> QWidget:
    held = QWidget()
    layout = QVBoxLayout(held)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part, 1 if isinstance(part, GridView) else 0)
    return held
