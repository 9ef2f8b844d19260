"""The rules that place postings: listed in their order, added, changed, moved and removed."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from budgetdesk.domain.ledger import AllocationRule
from budgetdesk.presenters.allocation_rules import AllocationRulesPresenter
from budgetdesk.presenters.proposals import ProposalsPresenter
from budgetdesk.presenters.rule_form import Example, RuleForm
from budgetdesk.text import text
from ui.desk import Desk
from ui.ledger.proposals_form import ProposalsForm
from ui.ledger.rule_form import RuleFormView
from ui.widgets.grid import GridView
from ui.widgets.layout import button, sentence


class RulesView(QWidget):
    """The table with its buttons; Enter or a double click opens a rule."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = AllocationRulesPresenter(desk.workspace)
        self.grid = GridView(self._presenter, text("postings.rule.name"), is_typed=False)
        self._about = sentence("")
        self.add = button(text("postings.rule.add"), "add")
        self.propose_button = button(text("postings.rule.propose"))
        self.change = button(text("postings.rule.change"))
        self.up = button(text("postings.rule.up"), "up")
        self.down = button(text("postings.rule.down"), "down")
        self.remove = button(text("postings.rule.remove"), "remove")
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.add, self.propose_button, self.change, self.up, self.down, self.remove)

    def _lay_out(self) -> None:
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in self._buttons:
            row.addWidget(each)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._about)
        layout.addWidget(self.grid, 1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.grid.chosen.connect(self._enable)
        self.grid.activated.connect(lambda _: self._open())
        self.add.clicked.connect(lambda: self.begin(None))
        self.propose_button.clicked.connect(self.propose)
        self.change.clicked.connect(self._open)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(lambda: self._on_chosen(self._presenter.remove))

    def refresh(self) -> None:
        """Shows the rules as they are now."""
        self.grid.refresh()
        self._about.setText(self._presenter.about)
        self._enable()

    def propose(self) -> None:
        """Shows the rules the chart of accounts would give, and adds them if wanted."""
        proposals = ProposalsPresenter(self._desk.workspace)
        title, accept = text("postings.proposed.window"), text("postings.proposed.accept")
        if self._desk.dialogs.fill_in(title, ProposalsForm(proposals), accept):
            proposals.finish()

    def begin(self, like: Example | None) -> None:
        """Opens the form of a new rule, begun from postings when there are some."""
        self._fill_in(RuleForm(self._desk.workspace, like=like))

    def _open(self) -> None:
        self._on_chosen(lambda row: self._change(self._presenter.rule(row)))

    def _change(self, rule: AllocationRule) -> None:
        self._fill_in(RuleForm(self._desk.workspace, rule))

    def _fill_in(self, form: RuleForm) -> None:
        title, accept = text("postings.rule.window"), text("postings.rule.accept")
        while self._desk.dialogs.fill_in(title, RuleFormView(form), accept):
            if form.can_finish:
                form.finish()
                return
            self._desk.dialogs.tell(form.verdict.text)

    def _move(self, by: int) -> None:
        row = self._row
        if self._presenter.can_move(row, by):
            self._presenter.move(row, by)
            self.grid.selectRow(row + by)

    def _on_chosen(self, do: Callable[[int], None]) -> None:
        if self._row >= 0:
            do(self._row)

    @property
    def _row(self) -> int:
        """The row that is chosen, -1 for none."""
        return next(iter(self.grid.rows()), -1)

    def _enable(self) -> None:
        row, can_change = self._row, self._presenter.can_change
        self.add.setEnabled(can_change)
        self.propose_button.setEnabled(can_change)
        self.change.setEnabled(can_change and row >= 0)
        self.remove.setEnabled(can_change and row >= 0)
        self.up.setEnabled(can_change and self._presenter.can_move(row, -1))
        self.down.setEnabled(can_change and self._presenter.can_move(row, 1))
