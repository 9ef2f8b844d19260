"""The form in which one posting is split in parts."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from budgetdesk.presenters.split import SplitPresenter
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import sentence

_WIDTH, _HEIGHT = 720, 300


class SplitForm(QWidget):
    """A grid of the parts, and what is missing before they can be kept."""

    def __init__(self, presenter: SplitPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.grid = GridView(presenter, text("postings.split.window"))
        self.remember = QCheckBox(text("postings.split.remember"))
        self.remember.toggled.connect(self._remember)
        self._verdict = Remark()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(sentence(presenter.title, ""))
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.remember)
        layout.addWidget(self._verdict)
        self.setMinimumSize(_WIDTH, _HEIGHT)
        self.refresh()
        presenter.told = self.refresh

    def _remember(self, checked: bool) -> None:
        self.presenter.is_remembered = checked
        self.refresh()

    def refresh(self) -> None:
        """Shows the parts as they are typed so far."""
        verdict = self.presenter.verdict
        self.grid.refresh()
        self._verdict.show_cell(verdict)
