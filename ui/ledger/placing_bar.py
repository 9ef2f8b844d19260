"""Below the postings: what is chosen, and where it is to go."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from budgetdesk.presenters.placing import PlacingPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.layout import button, labelled, narrow, words


class PlacingBar(QWidget):
    """Draws a `PlacingPresenter`; what needs a form is asked of the page by a signal."""

    split = Signal()
    make_rule = Signal()
    files = Signal()
    tell_day = Signal()

    def __init__(self, presenter: PlacingPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._summary = words("", "heading")
        self.target, self.reason = QComboBox(), QLineEdit()
        self.place_button = button(text("postings.do.place"), is_main=True)
        self.split_button = button(text("postings.do.split"), "split")
        self.rule_button = button(text("postings.do.make_rule"), "add")
        self.day_button = button(text("postings.do.day"))
        self.files_button = button(text("postings.do.files"), "open")
        self.back = button(text("postings.do.take_back"), "undo")
        self._remaining, self._hint = Remark(), Remark()
        self._lay_out()
        self.target.currentTextChanged.connect(self._set_target)
        self.reason.textChanged.connect(self._set_reason)
        self.place_button.clicked.connect(self.place)
        self.back.clicked.connect(self.take_back)
        self.split_button.clicked.connect(self.split)
        self.rule_button.clicked.connect(self.make_rule)
        self.files_button.clicked.connect(self.files)
        self.day_button.clicked.connect(self.tell_day)
        self.refresh()

    def _lay_out(self) -> None:
        self.target.setPlaceholderText(text("postings.do.target_hint"))
        narrow(self.target)
        self.reason.setPlaceholderText(text("postings.do.reason_hint"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(labelled(text("postings.do.target"), self.target), 2)
        row.addLayout(labelled(text("postings.do.reason"), self.reason), 3)
        for each in self._buttons:
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
        told = QHBoxLayout()
        told.setSpacing(16)
        told.addWidget(self._summary)
        told.addWidget(self._remaining, 1)
        told.addWidget(self._hint, 1)
        told.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(told)
        layout.addLayout(row)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.place_button,
            self.split_button,
            self.rule_button,
            self.files_button,
            self.day_button,
            self.back,
        )

    def refresh(self) -> None:
        """Shows what can be done with what is chosen now."""
        shown = tuple(map(self.target.itemText, range(self.target.count())))
        if shown != self._presenter.targets:
            chosen = self._presenter.target  # clearing the list takes it away
            self.target.clear()
            self.target.addItems(self._presenter.targets)
            self.target.setCurrentIndex(self.target.findText(chosen))
        self._summary.setText(self._presenter.summary)
        self._enable()

    def _enable(self) -> None:
        self.reason.setEnabled(self._presenter.needs_reason)
        self.place_button.setEnabled(self._presenter.can_place)
        self.split_button.setEnabled(self._presenter.can_split)
        self.rule_button.setEnabled(self._presenter.can_make_rule)
        self.day_button.setEnabled(self._presenter.can_tell_day)
        self.files_button.setEnabled(bool(self._presenter.chosen))
        remaining = self._presenter.remaining
        self._remaining.show_cell(remaining)
        self._hint.show_words(self._presenter.hint, Tone.NOTE, "note")
        self.back.setEnabled(self._presenter.can_take_back)

    def place(self) -> None:
        """Places what is chosen."""
        self._presenter.place()
        self.reason.setText(self._presenter.reason)
        self._enable()  # what is alike is known only now

    def take_back(self) -> None:
        """Takes back what people placed of it."""
        self._presenter.take_back()

    def _set_target(self, typed: str) -> None:
        self._presenter.target = typed
        self._enable()

    def _set_reason(self, typed: str) -> None:
        self._presenter.reason = typed
        self._enable()
