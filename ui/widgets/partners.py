"""A table of what each partner plans or came to, with what is to be said of it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from budgetdesk.presenters.table import TablePresenter
from budgetdesk.text import text
from ui.widgets.grid import GridView
from ui.widgets.layout import sentence


class PartnersView(QWidget):
    """Draws a table of partners under a sentence."""

    def __init__(self, table: TablePresenter) -> None:
        super().__init__()
        self.grid = GridView(table, text("partners.name"), is_typed=False)
        self._said = sentence("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._said)
        layout.addWidget(self.grid, 1)

    def show_said(self, said: str) -> None:
        """Shows the figures as they are now under other words."""
        self._said.setText(said)
        self.grid.refresh()
