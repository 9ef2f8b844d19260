"""Before a file is taken in: what becomes of each of its rows, and what they sum to."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.presenters.import_columns import WRITING
from budgetdesk.presenters.import_preview import ImportPreview
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import Facts, button, labelled, words

_FIELD = 320


class ImportPreviewView(QWidget):
    """Shows one `ImportPreview`; `ended` tells that the person has decided.

    `asked` tells that the person said how the file is to be read, and that it should be read
    again; `toggled` which rows of its table are to be counted, or no more; `accepted` that it is
    to be taken in.
    """

    ended = Signal()
    asked = Signal()
    toggled = Signal(object)
    accepted = Signal()

    def __init__(self, preview: ImportPreview) -> None:
        super().__init__()
        self.preview = preview
        self._facts, self._verdict, self._questions = Facts(), Remark(), Remark()
        self._overlap = Remark()
        self.control = QLineEdit()
        self.accept = button(text("postings.preview.accept"), is_main=True)
        self.cancel = button(text("postings.preview.cancel"))
        self.toggle = button(text("imports.count"))
        self.grid = GridView(preview.rows, text("postings.preview.rows"), is_typed=False)
        self.columns = GridView(preview.columns, text("imports.columns"))
        self.writing = {what: QComboBox() for what in WRITING}
        self._lay_out()
        preview.columns.asked = self.asked.emit
        self.control.editingFinished.connect(self._read_control)
        self.accept.clicked.connect(self.accepted)
        self.grid.chosen.connect(self._show_toggle)
        self.toggle.clicked.connect(lambda: self.toggled.emit(tuple(self.grid.rows())))
        self.cancel.clicked.connect(self.ended)
        self.refresh()

    def _lay_out(self) -> None:
        self.control.setFixedWidth(_FIELD)
        self.control.setAlignment(Qt.AlignmentFlag.AlignRight)
        control = labelled(text("postings.control.label"), self.control)
        control.addWidget(self._verdict)
        control.addStretch()
        about = QHBoxLayout()
        about.setSpacing(32)
        about.addWidget(self._facts, 1)
        about.addLayout(control)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(self.preview.title, "page_title"))
        layout.addLayout(about)
        layout.addWidget(self._questions)
        layout.addWidget(self._tabs(), 1)
        layout.addLayout(buttons)

    def _tabs(self) -> QTabWidget:
        """How the file is read comes first: before anything is taken in, somebody has seen it."""
        reading = QWidget()
        layout = QVBoxLayout(reading)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(self._ways_of_writing())
        layout.addWidget(self.columns, 1)
        tabs = QTabWidget()
        tabs.addTab(reading, text("imports.columns"))
        tabs.addTab(self._rows(), text("postings.preview.rows"))
        return tabs

    def _rows(self) -> QWidget:
        """What becomes of each row, and what a person says of those that were there already."""
        rows, above = QWidget(), QHBoxLayout()
        above.addWidget(self._overlap, 1)
        above.addWidget(self.toggle)
        layout = QVBoxLayout(rows)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.grid, 1)
        return rows

    def _ways_of_writing(self) -> QHBoxLayout:
        ways = QHBoxLayout()
        ways.setSpacing(16)
        for what, choice in self.writing.items():
            choice.addItems(list(self.preview.columns.choices(what)))
            choice.activated.connect(partial(self.preview.columns.choose, what))
            ways.addLayout(labelled(text(f"imports.label.{what}"), choice))
        ways.addStretch()
        return ways

    def refresh(self) -> None:
        """Shows what the file would bring as it was held last."""
        self._facts.show_facts(self.preview.facts)
        self.grid.refresh()
        self.columns.refresh()
        for what, choice in self.writing.items():
            choice.setCurrentIndex(self.preview.columns.chosen(what))
        self._questions.show_cell(self.preview.questions)
        self._show_verdict()
        self._show_toggle()

    def _read_control(self) -> None:
        self.preview.control = self.control.text()
        self.control.setText(self.preview.control)
        self._show_verdict()

    def _show_verdict(self) -> None:
        verdict = self.preview.verdict
        self._verdict.show_cell(verdict)
        self.accept.setEnabled(self.preview.can_accept)

    def _show_toggle(self) -> None:
        overlap, words = self.preview.overlap, self.preview.toggle_words(self.grid.rows())
        self._overlap.show_cell(overlap)
        self.toggle.setVisible(bool(overlap.text))
        self.toggle.setEnabled(bool(words))
        self.toggle.setText(words or text("imports.count"))
