"""The row money is moved by: from where, to where, how much, why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from budgetdesk.presenters.changes import ChangePresenter
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.layout import button, labelled, narrow, sentence

_YEAR_WIDTH = 84
_AMOUNT_WIDTH = 128


class MoveForm(QWidget):
    """Six fields and a button; Enter in the last ones moves. `wanted` is told when to move."""

    wanted = Signal()

    def __init__(self, presenter: ChangePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.from_line, self.to_line = QComboBox(), QComboBox()
        self.from_year, self.to_year = QComboBox(), QComboBox()
        self.amount, self.reason = QLineEdit(), QLineEdit()
        self.go = button(text("changes.form.move"), "changes", is_main=True)
        self.left, self.foreseen = sentence(""), Remark()  # for the view to place
        self._lay_out()
        self.go.clicked.connect(self.wanted)
        for field in (self.amount, self.reason):
            field.returnPressed.connect(self.wanted)
        for choice in (self.from_line, self.from_year, self.to_line, self.to_year):
            choice.currentTextChanged.connect(self._show_room)
        self.amount.textChanged.connect(self._show_room)
        self.refresh()

    @property
    def source(self) -> tuple[str, str]:
        """Line and year that money is moved from."""
        return self.from_line.currentText(), self.from_year.currentText()

    @property
    def target(self) -> tuple[str, str]:
        """Line and year that it is moved to."""
        return self.to_line.currentText(), self.to_year.currentText()

    def refresh(self) -> None:
        """Shows the lines and years there are now; what is chosen stays."""
        lines, years = self._presenter.lines, self._presenter.years
        for choice in (self.from_line, self.to_line):
            _fill(choice, lines)
        for choice in (self.from_year, self.to_year):
            _fill(choice, years)
        self.setEnabled(self._presenter.can_move)
        self._show_room()

    def start_anew(self) -> None:
        """Ready for the next move."""
        self.amount.clear()
        self.reason.clear()
        self.from_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_room(self) -> None:
        """What there is to move, and what the move typed would need."""
        presenter = self._presenter
        self.left.setText(presenter.left(*self.source))
        self.foreseen.show_cell(presenter.foreseen(self.source, self.target, self.amount.text()))

    def _lay_out(self) -> None:
        for line in (self.from_line, self.to_line):
            narrow(line)
        for year in (self.from_year, self.to_year):
            year.setFixedWidth(_YEAR_WIDTH)
        self.amount.setFixedWidth(_AMOUNT_WIDTH)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        fields: Sequence[tuple[str, QWidget]] = (
            ("from_line", self.from_line),
            ("from_year", self.from_year),
            ("to_line", self.to_line),
            ("to_year", self.to_year),
            ("amount", self.amount),
            ("reason", self.reason),
        )
        row = QGridLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(8)
        for place, (name, field) in enumerate(fields):
            row.addLayout(labelled(text(f"changes.form.{name}"), field), 0, place)
            row.setColumnStretch(place, 1 if name in {"from_line", "to_line", "reason"} else 0)
        row.addWidget(self.go, 0, len(fields), Qt.AlignmentFlag.AlignBottom)
        self.setLayout(row)


def _fill(choice: QComboBox, words: Sequence[str]) -> None:
    """Puts these in the list, unless they stand there already."""
    if [choice.itemText(place) for place in range(choice.count())] == list(words):
        return
    chosen = choice.currentIndex()
    choice.clear()
    choice.addItems(list(words))
    choice.setCurrentIndex(max(0, min(chosen, choice.count() - 1)))
