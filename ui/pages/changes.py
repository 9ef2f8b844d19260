"""The changes page: the change assistant, and the versions of the budget side by side."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.text import text
from ui.changes.change_view import ChangeView
from ui.changes.versions_view import VersionsView
from ui.commands import Command
from ui.desk import Desk
from ui.pages.page import Page
from ui.widgets.layout import words


class ChangesPage(Page):
    """Two tabs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.change, self.versions = ChangeView(desk), VersionsView(desk)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.change, text("changes.tab"))
        self.tabs.addTab(self.versions, text("versions.title"))
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

    @override
    def show_subject(self, subject: Subject) -> bool:
        return False

    @override
    def commands(self) -> Sequence[Command]:
        return (*self.change.commands(), *self.versions.commands())

    @override
    def chosen_sum(self) -> tuple[int, Money]:
        is_change = self.tabs.currentWidget() is self.change
        return (self.change.parts if is_change else self.versions.difference).chosen_sum()
