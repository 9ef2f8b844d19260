"""The account's lines with their explanations, and below them the postings behind one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.account import AccountPresenter
from budgetdesk.presenters.line_postings import LinePostingsPresenter
from budgetdesk.text import text
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import sentence, words


class LinesView(QWidget):
    """Two tables: choosing a line in the upper shows its postings in the lower."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._presenter = AccountPresenter(desk.workspace)
        self._behind = LinePostingsPresenter(desk.workspace)
        self.grid = GridView(self._presenter, text("account.lines.name"))
        self.postings = GridView(self._behind, text("account.behind.name"), is_typed=False)
        self._title, self._about = words("", "heading"), sentence("")
        self._lay_out()
        self.grid.chosen.connect(self._choose)
        self.refresh()

    def _lay_out(self) -> None:
        upper, lower = QWidget(), QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 8)
        above.addWidget(self.grid, 1)
        above.addWidget(self._about)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.addWidget(self._title)
        below.addWidget(self.postings, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(upper)
        both.addWidget(lower)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(both)

    def refresh(self) -> None:
        """Shows the account as it is now."""
        self.grid.refresh()
        self._about.setText(self._presenter.about)
        self._show_behind()

    def show_subject(self, subject: Subject) -> bool:
        """Leads to a line, or to its explanation."""
        place = self._presenter.place_of(subject)
        if place is not None:
            self.grid.show_place(place)
        return place is not None

    def _choose(self) -> None:
        rows = self.grid.rows()
        if rows:
            self._behind.chosen = self._presenter.line_id(rows[0])
            self._show_behind()

    def _show_behind(self) -> None:
        self._title.setText(self._behind.title)
        self.postings.refresh()
