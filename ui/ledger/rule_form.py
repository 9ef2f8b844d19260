"""The form of one allocation rule: conditions, place, and how many postings it would place."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from budgetdesk.presenters.rule_form import CONDITIONS, RuleForm
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import labelled, narrow, words

_WIDTH, _COLUMNS = 900, 3
_SHARES, _PREVIEW = 96, 150


class RuleFormView(QWidget):
    """Draws a `RuleForm`; its verdict follows what is typed."""

    def __init__(self, form: RuleForm) -> None:
        super().__init__()
        self._form = form
        self.conditions = {name: QLineEdit(form.condition(name)) for name in CONDITIONS}
        self.target, self.reason = QComboBox(), QLineEdit(form.reason)
        self._verdict = Remark()
        self.shares = GridView(form.shares, text("postings.shares_form.name"))
        self.preview = GridView(form.preview, text("postings.preview_rule.name"), is_typed=False)
        form.shares.told = self._tell
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
            grid.addLayout(label, number // _COLUMNS, number % _COLUMNS)
        rows = -(-len(self.conditions) // _COLUMNS)
        grid.addLayout(labelled(text("postings.do.target"), self.target), rows, 0)
        grid.addLayout(labelled(text("postings.do.reason"), self.reason), rows, 1, 1, 2)
        self.shares.setFixedHeight(_SHARES)
        self.preview.setMinimumHeight(_PREVIEW)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addWidget(words(text("postings.shares_form.name"), "quiet"))
        layout.addWidget(self.shares)
        layout.addWidget(self._verdict)
        layout.addWidget(self.preview, 1)
        self.setMinimumWidth(_WIDTH)

    def _ask(self, name: str) -> None:
        self._form.ask(name, self.conditions[name].text())
        self._tell()

    def _place(self, chosen: str) -> None:
        self._form.target = chosen
        self._tell()

    def _say_why(self) -> None:
        self._form.reason = self.reason.text()
        self._tell()

    def _tell(self) -> None:
        verdict = self._form.verdict
        self._verdict.show_cell(verdict)
        self.shares.refresh()
        self.preview.refresh()
        self.reason.setEnabled(self._form.needs_reason)
