"""Tracking: lines and stretches of time against the budget, what is ordered, and what is behind."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.presenters.charts import bars, burn_up
from budgetdesk.presenters.orders import OrdersPresenter
from budgetdesk.presenters.tracking import (
    BurnUpFigures,
    Choice,
    Stretches,
    TrackedLines,
    TrackedPostings,
)
from budgetdesk.text import text
from ui.commands import Command
from ui.desk import Desk
from ui.pages.page import Page
from ui.tracking.charts import BarChart, BurnUpChart
from ui.widgets.buttons import CommandBar
from ui.widgets.grid import GridView
from ui.widgets.layout import narrow, sentence, words


class TrackingPage(Page):
    """Tabs: the lines with the postings behind each figure, the stretches, the orders, charts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        workspace = desk.workspace
        self._choice = Choice(workspace)
        self._lines = TrackedLines(self._choice)
        self._behind = TrackedPostings(workspace, self._choice)
        self._orders = OrdersPresenter(workspace)
        self.lines = GridView(self._lines, text("tracking.name.lines"), is_typed=False)
        self.postings = GridView(self._behind, text("tracking.name.postings"), is_typed=False)
        self.stretches = GridView(
            Stretches(self._choice), text("tracking.name.stretches"), is_typed=False
        )
        self.orders = GridView(self._orders, text("tracking.orders_name"))
        self.bars, self.burn_up = BarChart(), BurnUpChart()
        self.so_far = GridView(
            BurnUpFigures(self._choice), text("tracking.chart.burn_up"), is_typed=False
        )
        self.every, self.tabs = QComboBox(), QTabWidget()
        self._summary, self._where, self._bound = sentence(""), sentence(""), QLabel()
        self._title = words("", "heading")
        self._bar = CommandBar(self.commands())
        self._lay_out()
        self.every.addItems(self._choice.choices)
        self.every.setCurrentIndex(list(InterimEvery).index(self._choice.every))
        self.every.currentIndexChanged.connect(self._choose_every)
        self.lines.chosen.connect(self._choose_figure)
        self.postings.chosen.connect(self._tell_where)
        self.orders.selectionModel().currentChanged.connect(self._bar.refresh)
        self.setFocusProxy(self.lines)
        self.refresh()

    def _lay_out(self) -> None:
        narrow(self.every)
        self.every.setAccessibleName(text("tracking.by"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(text("tracking.title"), "page_title"))
        head.addStretch()
        head.addWidget(QLabel(text("tracking.by")))
        head.addWidget(self.every)
        self.tabs.addTab(self._lines_tab(), text("tracking.tab.lines"))
        self.tabs.addTab(_column(self.stretches), text("tracking.tab.stretches"))
        self.tabs.addTab(_column(self._bar, self.orders, self._bound), text("tracking.tab.orders"))
        charts = _column(self.bars, self.burn_up, self.so_far)
        self.tabs.addTab(charts, text("tracking.tab.charts"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(self.tabs, 1)

    def _lines_tab(self) -> QWidget:
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(_column(self.lines))
        both.addWidget(_column(self._title, self.postings, self._where))
        return both

    @override
    def refresh(self) -> None:
        self._summary.setText(self._choice.summary)
        for grid in (self.lines, self.stretches, self.orders, self.so_far):
            grid.refresh()
        tracking = self._choice.tracking
        self.bars.show_bars(bars(tracking))
        self.burn_up.show_points(burn_up(tracking))
        self._bound.setText(self._orders.total)
        self._bar.setVisible(self._orders.can_edit)
        self._bar.refresh()
        self._show_behind()

    @override
    def show_subject(self, subject: Subject) -> bool:
        return False

    @override
    def chosen_sum(self) -> tuple[int, Money] | None:
        shown = (self.lines, self.stretches, self.orders, self.so_far)
        return shown[self.tabs.currentIndex()].chosen_sum()

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                key="tracking.remove_order",
                menu="account",
                run=lambda: self._orders.remove(self.orders.rows()),
                icon="remove",
                is_enabled=lambda: self._orders.can_remove(self.orders.row()),
            ),
        )

    def _choose_every(self, place: int) -> None:
        self._choice.choose(place)
        self.refresh()

    def _choose_figure(self) -> None:
        at = self.lines.currentIndex()
        if at.isValid():
            self._behind.line, self._behind.stretch = self._lines.place(at.row(), at.column())
            self._show_behind()

    def _show_behind(self) -> None:
        self._title.setText(self._behind.title)
        self.postings.refresh()
        self._tell_where()

    def _tell_where(self) -> None:
        self._where.setText(self._behind.where(self.postings.row()))


def _column(*parts: QWidget) -> QWidget:
    held = QWidget()
    layout = QVBoxLayout(held)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part, 1 if isinstance(part, GridView) else 0)
    return held
