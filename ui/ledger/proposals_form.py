"""The rules the chart of accounts would give, to look at before they are added."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from budgetdesk.presenters.proposals import ProposalsPresenter
from budgetdesk.text import text
from ui.widgets.grid import GridView
from ui.widgets.layout import sentence

_WIDTH, _HEIGHT = 800, 320


class ProposalsForm(QWidget):
    """A grid of the proposed rules under the words that say where they come from."""

    def __init__(self, presenter: ProposalsPresenter) -> None:
        super().__init__()
        self.grid = GridView(presenter, text("postings.proposed.name"), is_typed=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(sentence(presenter.about))
        layout.addWidget(self.grid, 1)
        if presenter.doubts:
            layout.addWidget(sentence(presenter.doubts))
        self.setMinimumSize(_WIDTH, _HEIGHT)
        self.grid.refresh()
