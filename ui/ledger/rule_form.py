"""The form of one allocation rule: conditions, place, and how many postings it would place."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from budgetdesk.presenters.rule_form import CONDITIONS, RuleForm
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.layout import labelled, narrow

_WIDTH = 640


class RuleFormView(QWidget):
    """Draws a `RuleForm`; its verdict follows what is typed."""

    def __init__(self, form: RuleForm) -> None:
        super().__init__()
        self._form = form
        self.conditions = {name: QLineEdit(form.condition(name)) for name in CONDITIONS}
        self.target, self.reason = QComboBox(), QLineEdit(form.reason)
        self._verdict = Remark()
        narrow(self.target)
        self.target.setPlaceholderText(text("postings.do.target_hint"))
        self.target.addItems(form.targets)
        self.target.setCurrentIndex(self.target.findText(form.target))
        self._lay_out()
        for name, field in self.conditions.items():
            field.editingFinished.connect(partial(self._ask, name))
        self.target.currentTextChanged.connect(self._place)
        self.reason.editingFinished.connect(self._say_why)
        self._tell()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for number, (name, field) in enumerate(self.conditions.items()):
            label = labelled(text(f"postings.condition.{name}"), field)
            grid.addLayout(label, number // 2, number % 2)
        grid.addLayout(labelled(text("postings.do.target"), self.target), 3, 0, 1, 2)
        grid.addLayout(labelled(text("postings.do.reason"), self.reason), 4, 0, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(16)
        layout.addLayout(grid)
        layout.addWidget(self._verdict)
        layout.addStretch()
        self.setMinimumWidth(_WIDTH)

    def _ask(self, name: str) -> None:
        self._form.ask(name, self.conditions[name].text())
        self._tell()

    def _place(self, words: str) -> None:
        self._form.target = words
        self._tell()

    def _say_why(self) -> None:
        self._form.reason = self.reason.text()
        self._tell()

    def _tell(self) -> None:
        verdict = self._form.verdict
        self._verdict.show_cell(verdict)
        self.reason.setEnabled(self._form.needs_reason)
