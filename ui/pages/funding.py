"""The funding page: the sheet of sources, the money line, payments, calculator and partners."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.presenters.funding import FundingPresenter
from budgetdesk.presenters.money_line import MoneyLine
from budgetdesk.presenters.partners import PartnerBudgets, demand_words
from budgetdesk.presenters.payments import PaymentsPresenter
from budgetdesk.text import text
from ui.commands import Command
from ui.desk import Desk
from ui.pages.page import Page
from ui.widgets.buttons import CommandBar
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import words
from ui.widgets.money_line import MoneyLineView
from ui.widgets.partners import PartnersView
from ui.widgets.solver import SolverView

_SOURCES: Final = 3
_TABS: Final = 3
"""How the room is shared between the sheet and the tabs under it."""


class FundingPage(Page):
    """Draws a `FundingPresenter` and a `PaymentsPresenter`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = FundingPresenter(desk.workspace)
        self._payments = PaymentsPresenter(desk.workspace)
        self._status, self._hint, self._total = Remark(), Remark(), QLabel()
        self._grid = GridView(self._presenter, text("funding.grid"))
        self._paid = GridView(self._payments, text("funding.payments"))
        self._chosen = self._grid
        self._money = MoneyLineView(MoneyLine(desk.workspace))
        self.solver = SolverView(desk.workspace)
        self.partners = PartnersView(PartnerBudgets(desk.workspace))
        self.tabs = QTabWidget()
        commands = self.commands()
        self._bar, self._paid_bar = CommandBar(commands[:2]), CommandBar(commands[3:4])
        self._version_bar = CommandBar(commands[2:3], hides=True)
        self._lay_out()
        for grid in (self._grid, self._paid):
            grid.chosen.connect(partial(self._remember, grid))
            grid.selectionModel().currentChanged.connect(self._refresh_bars)
        self.setFocusProxy(self._grid)
        self.refresh()

    @override
    def refresh(self) -> None:
        self._grid.refresh()
        self._paid.refresh()
        self._status.show_cell(self._presenter.status)
        self._hint.show_words(self._presenter.hint, icon="note")
        self._total.setText(self._payments.total)
        self._money.refresh()
        self._bar.setVisible(self._presenter.can_edit)
        self._paid_bar.setVisible(self._payments.can_edit)
        self.solver.refresh()
        project = self._desk.workspace.project
        self.partners.show_said(demand_words(project))
        self.tabs.setTabVisible(self.tabs.indexOf(self.partners), bool(project.partners))
        self._refresh_bars()

    @override
    def show_subject(self, subject: Subject) -> bool:
        place = self._presenter.place_of(subject)
        if place is None:
            return False
        self._grid.show_place(place)
        return True

    @override
    def commands(self) -> Sequence[Command]:
        funding, payments = self._presenter, self._payments
        return (
            Command(
                key="funding.add",
                menu="budget",
                run=self._add,
                icon="add",
                is_enabled=lambda: funding.can_edit,
            ),
            Command(
                key="funding.remove",
                menu="budget",
                run=lambda: funding.remove(self._grid.rows()),
                icon="remove",
                is_enabled=lambda: funding.can_edit and funding.has_line(self._grid.row()),
            ),
            Command(
                key="funding.revise",
                menu="budget",
                run=self._revise,
                shortcut="Ctrl+R",
                icon="new",
                is_enabled=lambda: funding.can_revise,
            ),
            Command(
                key="funding.remove_payment",
                menu="budget",
                run=lambda: payments.remove(self._paid.rows()),
                icon="remove",
                is_enabled=lambda: payments.can_remove(self._paid.row()),
            ),
            *self.solver.commands(),
        )

    @override
    def chosen_sum(self) -> tuple[int, Money]:
        return self._chosen.chosen_sum()

    def _refresh_bars(self) -> None:
        for bar in (self._bar, self._version_bar, self._paid_bar):
            bar.refresh()

    def _remember(self, grid: GridView) -> None:
        """The sum in the status bar is of the table last chosen in."""
        self._chosen = grid

    def _revise(self) -> None:
        """Begins a revision and goes on where the keys are: a cell there is typed in at once."""
        self._presenter.revise()
        self._grid.go_on_typing()

    def _add(self) -> None:
        place = (self._presenter.add(), self._presenter.head_column)
        self.refresh()
        self._grid.show_place(place)
        self._grid.edit(self._grid.currentIndex())

    def _lay_out(self) -> None:
        self._total.setProperty("part", "quiet")
        self.tabs.addTab(self._payments_tab(), text("funding.payments"))
        self.tabs.addTab(self.solver, text("solver.name"))
        self.tabs.addTab(self.partners, text("partners.name"))
        heading = QHBoxLayout()
        heading.addWidget(words(text("funding.heading"), "page_title"))
        heading.addStretch(1)
        heading.addWidget(self._bar)
        heading.addWidget(self._version_bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(heading)
        layout.addWidget(self._status)
        layout.addWidget(self._hint)
        layout.addWidget(self._grid, _SOURCES)
        layout.addWidget(self._money)
        layout.addWidget(self.tabs, _TABS)

    def _payments_tab(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._total)
        head.addStretch(1)
        head.addWidget(self._paid_bar)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._paid, 1)
        return whole
