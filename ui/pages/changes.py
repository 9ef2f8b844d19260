"""The changes page: the change assistant, and the versions of the budget side by side."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.presenters.side_by_side import SideBySideTable
from budgetdesk.text import text
from ui.changes.change_view import ChangeView
from ui.changes.versions_view import VersionsView
from ui.commands import Command
from ui.desk import Desk
from ui.pages.page import Page
from ui.widgets.grid import GridView
from ui.widgets.layout import words


class ChangesPage(Page):
    """Three tabs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.change, self.versions = ChangeView(desk), VersionsView(desk)
        side_by_side = text("versions.side_by_side")
        self.beside = GridView(SideBySideTable(desk.workspace), side_by_side, is_typed=False)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.change, text("changes.tab"))
        self.tabs.addTab(self.versions, text("versions.title"))
        self.tabs.addTab(self.beside, side_by_side)
        heading = QHBoxLayout()
        heading.addWidget(words(text("changes.heading"), "page_title"))
        heading.addStretch(1)
        heading.addWidget(self.change.answers)
        self.tabs.currentChanged.connect(lambda tab: self.change.answers.setVisible(tab == 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(heading)
        layout.addWidget(self.tabs, 1)

    @override
    def refresh(self) -> None:
        self.change.refresh()
        self.versions.refresh()
        self.beside.refresh()

    @override
    def show_subject(self, subject: Subject) -> bool:
        return False

    @override
    def commands(self) -> Sequence[Command]:
        return (*self.change.commands(), *self.versions.commands())

    @override
    def chosen_sum(self) -> tuple[int, Money]:
        grids = (self.change.parts, self.versions.difference, self.beside)
        return grids[self.tabs.currentIndex()].chosen_sum()
