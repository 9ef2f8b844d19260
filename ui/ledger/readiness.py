"""How far it is to the audit: what is missing, the greatest first; Enter leads there."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from budgetdesk.presenters.readiness import ReadinessPresenter
from budgetdesk.text import text
from ui.desk import Desk
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import sentence


class ReadinessView(QWidget):
    """A row for each step left; `wanted` is told where one begins, and on which page."""

    wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._presenter = ReadinessPresenter(desk.workspace)
        self.verdict = Remark()
        self.grid = GridView(self._presenter, text("readiness.title"), is_typed=False)
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.activated.connect(self._lead)
        self._about = sentence(text("readiness.about"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.verdict)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._about)
        layout.addStretch()

    def refresh(self) -> None:
        """Shows what is missing now."""
        self.grid.refresh()
        self.grid.setVisible(bool(self._presenter.row_count))
        self._about.setVisible(bool(self._presenter.row_count))
        self.verdict.show_cell(self._presenter.verdict)

    def _lead(self, index: QModelIndex) -> None:
        self.wanted.emit(*self._presenter.begins(index.row()))
