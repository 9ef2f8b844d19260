"""How the ledger is read: the date that counts, VAT, hidden names, and the folder's projects."""

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from budgetdesk.neighbours import Looked
from budgetdesk.presenters.ledger_choices import LedgerChoicesPresenter
from budgetdesk.presenters.table import Cell
from budgetdesk.text import text
from ui.desk import Desk
from ui.widgets.fields import ChoiceField, Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import button, labelled, sentence, words


class ChoicesView(QWidget):
    """Four groups side by side; every choice is a step that can be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = LedgerChoicesPresenter(desk.workspace)
        self.day = ChoiceField()
        self.vat = QCheckBox(text("postings.choices.bears_vat"))
        self.lines = GridView(self._presenter.vat_lines, text("postings.vat.name"))
        self.people = GridView(self._presenter.people, text("postings.choices.people"))
        self.folder = button(text("postings.folder.look"), "search")
        self.found = Remark()
        self._lay_out()
        self.day.left.connect(self._choose_day)
        self.vat.toggled.connect(self._choose_vat)
        self.folder.clicked.connect(self.look)
        self.refresh()

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(labelled(text("postings.choices.day"), self.day))
        left.addWidget(sentence(text("postings.choices.day_about")))
        left.addSpacing(12)
        left.addWidget(self.vat)
        left.addWidget(sentence(text("postings.choices.vat_about")))
        left.addWidget(self.lines, 1)
        right.addWidget(words(text("postings.choices.people"), "heading"))
        right.addWidget(sentence(text("postings.choices.people_about")))
        right.addWidget(self.people, 1)
        right.addSpacing(12)
        right.addWidget(sentence(text("postings.folder.about")))
        right.addWidget(self.folder)
        right.addWidget(self.found)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setHorizontalSpacing(32)
        for column, side in enumerate((left, right)):
            layout.addLayout(side, 0, column)
            layout.setColumnStretch(column, 1)

    def refresh(self) -> None:
        """Shows the choices as they are now."""
        presenter = self._presenter
        can_change = presenter.can_change
        self.day.show_cell(Cell(text=presenter.day, choices=presenter.days, is_editable=can_change))
        self.vat.setEnabled(can_change)
        self.vat.blockSignals(True)
        self.vat.setChecked(presenter.bears_vat)
        self.vat.blockSignals(False)
        self.lines.refresh()
        self.people.refresh()
        self.found.show_cell(presenter.folder)

    def look(self) -> None:
        """Looks through the folder's other projects, beside the window."""
        self._desk.tasks.run(
            text("postings.folder.looking"),
            self._presenter.looking(),
            self._take_in,
            self._desk.dialogs.show_error,
        )

    def _take_in(self, looked: Looked) -> None:
        self._presenter.take_in(looked)
        self.refresh()

    def _choose_day(self, chosen: str) -> None:
        self._presenter.day = chosen

    def _choose_vat(self, bears: bool) -> None:
        self._presenter.bears_vat = bears
