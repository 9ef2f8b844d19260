"""Before a form is filled in: what would go where, and what each label was taken for."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabBar, QVBoxLayout, QWidget

from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.form import FormPresenter, Proposal
from budgetdesk.text import text
from ui import exporting
from ui.desk import Desk
from ui.widgets.fields import ChoiceField, Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import button, labelled, sentence, words

_CHOICE: Final = 240
_SIDES: Final = (560, 480)
_GAP: Final = 12


class ProposalView(QWidget):
    """Shows one form; `filled` is told with a `FilledFile`, `ended` when it is let be."""

    filled = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = FormPresenter(desk.workspace, path, self.look)
        self._summary, self._remarks, self._about = Remark(), sentence(""), Remark()
        self._too_few = QWidget()
        self.sheets, self.rows = QTabBar(), ChoiceField()
        self.picture = GridView(self._presenter.picture, text("form.picture_name"), is_typed=False)
        self.targets = GridView(self._presenter.targets, text("form.targets_name"))
        self.accept = button(text("form.fill"), "sheet", is_main=True)
        self.cancel = button(text("form.cancel"))
        self._lay_out()
        self.sheets.currentChanged.connect(self._choose_sheet)
        self.rows.left.connect(self._presenter.choose_rows)
        self.picture.chosen.connect(self._tell_about)
        self.targets.chosen.connect(self._lead_to)
        self.accept.clicked.connect(self.fill)
        self.cancel.clicked.connect(self.ended)
        self.refresh()

    def _lay_out(self) -> None:
        self.picture.setShowGrid(True)
        self.sheets.setExpanding(False)
        self.sheets.setAccessibleName(text("form.sheet"))
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setChildrenCollapsible(False)
        beside.addWidget(_column((0, _GAP), self.sheets, self.picture, self._about))
        heading = words(text("form.targets_name"), "heading")
        about = sentence(text("form.targets_about"))
        beside.addWidget(_column((_GAP, 0), heading, self.targets, about))
        beside.setSizes(list(_SIDES))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(words(self._presenter.title, "page_title"))
        layout.addWidget(self._summary)
        layout.addWidget(self._remarks)
        layout.addWidget(beside, 1)
        layout.addLayout(self._below())

    def _below(self) -> QHBoxLayout:
        self.rows.setFixedWidth(_CHOICE)
        room = labelled(text("form.rows_label"), self.rows)
        room.setContentsMargins(0, 0, 0, 0)
        self._too_few.setLayout(room)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._too_few)
        below.addStretch()
        for each in (self.cancel, self.accept):
            below.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
        return below

    def look(self) -> None:
        """Has the form recognised with what was corrected, beside the window."""
        self._desk.tasks.run(
            text("form.looking"), self._presenter.proposing(), self._take, self._give_up
        )

    def _take(self, proposal: Proposal) -> None:
        self._presenter.take(proposal)
        self.refresh()

    def _give_up(self, error: BudgetDeskError) -> None:
        self._desk.dialogs.show_error(error)
        self.ended.emit()

    def refresh(self) -> None:
        """Shows what would be written as it is now."""
        presenter = self._presenter
        self._summary.show_cell(presenter.summary)
        self._remarks.setText("\n".join(presenter.remarks))
        self._remarks.setVisible(bool(presenter.remarks))
        self._too_few.setVisible(presenter.lacks_rows)
        self.rows.show_cell(presenter.row_choices)
        self.accept.setEnabled(presenter.can_fill)
        if not self.sheets.count():
            self.sheets.blockSignals(True)
            for name in presenter.sheets:
                self.sheets.addTab(name)
            self.sheets.blockSignals(False)
        self._show_sheet(presenter.picture.name)
        self.targets.refresh()

    def _show_sheet(self, name: str) -> None:
        names = self._presenter.sheets
        if name in names:
            self._presenter.picture.choose(name)
            self.sheets.blockSignals(True)
            self.sheets.setCurrentIndex(names.index(name))
            self.sheets.blockSignals(False)
        self.picture.refresh()
        self._tell_about()

    def _choose_sheet(self, number: int) -> None:
        self._show_sheet(self._presenter.sheets[number])

    def _lead_to(self) -> None:
        """Shows the cell that a label stands in."""
        target = self._presenter.targets.at(self.targets.row())
        if target is None:
            return
        self._show_sheet(target.sheet)
        index = self.picture.model().index(*self._presenter.picture.place_in(target.cell))
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.picture.selectionModel().setCurrentIndex(index, alone)
        self.picture.scrollTo(index)

    def _tell_about(self) -> None:
        """The longer word for the cell that is chosen: not for the mouse alone."""
        index = self.picture.currentIndex()
        cell = self._presenter.picture.about(index.row(), index.column())
        self._about.show_words(cell.tip, cell.tone, cell.icon)

    def fill(self) -> None:
        """Asks where, and fills in a copy of the form there."""
        presenter = self._presenter
        wanted = exporting.Wanted(
            title=text("form.save"),
            suggested=presenter.suggested,
            pattern=presenter.pattern,
            suffix=presenter.path.suffix,
            begin=presenter.filling,
            then=lambda made, _: self.filled.emit(made),
        )
        exporting.save(self._desk, wanted)


def _column(margins: tuple[int, int], *parts: QWidget) -> QWidget:
    """One side: the table in the middle takes the room."""
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(margins[0], 0, margins[1], 0)
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part, int(isinstance(part, GridView)))
    return side
