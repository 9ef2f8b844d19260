"""The account: budget against actual with explanations, settlement, sign-off and papers."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.exports import Export
from budgetdesk.presenters.papers import PapersPresenter
from budgetdesk.presenters.partners import PartnerAccounts
from budgetdesk.presenters.periods import AccountPeriods
from budgetdesk.presenters.reconciliation import ReconciliationFigures
from budgetdesk.presenters.table import Cell
from budgetdesk.text import text
from ui import exporting
from ui.account.lines import LinesView
from ui.account.periods import HistoryView, PeriodBar
from ui.account.preview import PaperPreview
from ui.account.review import ReviewView
from ui.account.sealing import SealView
from ui.account.settlement import SettlementView
from ui.account.since import SinceView
from ui.commands import Command
from ui.desk import Desk
from ui.pages.page import Page
from ui.widgets.grid import GridView
from ui.widgets.layout import button, sentence, words
from ui.widgets.marks import Mark
from ui.widgets.partners import PartnersView


class AccountPage(Page):
    """Tabs: the lines, what the grant comes to, the partners if any, the PDF as it would be now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._papers = PapersPresenter(desk.workspace)
        self.lines = LinesView(desk)
        self.settlement = SettlementView(desk)
        self.partners = PartnersView(PartnerAccounts(desk.workspace))
        self.periods = AccountPeriods(desk.workspace)
        self.period_bar = PeriodBar(desk, self.periods)
        self.history = HistoryView(desk.workspace, self.periods)
        self.reconciliation = GridView(
            ReconciliationFigures(desk.workspace),
            text("account.tab.reconciliation"),
            is_typed=False,
        )
        self.preview = PaperPreview()
        self.sealing, self.review, self.since = SealView(desk), ReviewView(desk), SinceView(desk)
        self.tabs = QTabWidget()
        self._summary, self._state = sentence(""), Mark()
        self.pdf = button(text("account.papers.save_pdf"), "pdf")
        self.xlsx = button(text("account.papers.save_xlsx"), "sheet")
        self._is_stale = True
        self._lay_out()
        self.tabs.currentChanged.connect(self._make_preview)
        self.pdf.clicked.connect(partial(self.save, "pdf"))
        self.xlsx.clicked.connect(partial(self.save, "xlsx"))
        self.refresh()

    def _lay_out(self) -> None:
        self.tabs.addTab(self.lines, text("account.tab.lines"))
        self.tabs.addTab(self.settlement, text("account.tab.settlement"))
        self.tabs.addTab(self.partners, text("partners.name"))
        self.tabs.addTab(self.reconciliation, text("account.tab.reconciliation"))
        self.tabs.addTab(self.history, text("account.tab.history"))
        self.tabs.addTab(self.preview, text("account.tab.papers"))
        self.tabs.addTab(self.sealing, text("account.tab.sealing"))
        self.tabs.addTab(self.review, text("account.tab.review"))
        self.tabs.addTab(self.since, text("history.title"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(text("account.title"), "page_title"))
        head.addSpacing(8)
        head.addWidget(self._state)
        head.addStretch()
        head.addWidget(self.pdf)
        head.addWidget(self.xlsx)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(self.period_bar)
        layout.addWidget(self.tabs, 1)

    @override
    def refresh(self) -> None:
        self._summary.setText(self._papers.summary)
        self._say(self._papers.state)
        for each in (self.pdf, self.xlsx, self.tabs):
            each.setEnabled(self._papers.can_write)
        self.lines.refresh()
        self.settlement.refresh()
        self.reconciliation.refresh()
        self.partners.show_said(text("partners.account_note"))
        is_joint = bool(self._desk.workspace.project.partners)
        self.tabs.setTabVisible(self.tabs.indexOf(self.partners), is_joint)
        self.sealing.refresh()
        self.review.refresh()
        self.since.refresh()
        self.period_bar.refresh()
        self.history.refresh()
        self._is_stale = True
        self._make_preview()

    @override
    def show_subject(self, subject: Subject) -> bool:
        for view in (self.lines, self.settlement):
            if view.show_subject(subject):
                self.tabs.setCurrentWidget(view)
                return True
        if subject == Subject(kind="account", field="corrections"):
            self.tabs.setCurrentWidget(self.history)
        return subject.kind == "account"

    @override
    def chosen_sum(self) -> tuple[int, Money] | None:
        return self.lines.grid.chosen_sum()

    @override
    def commands(self) -> Sequence[Command]:
        return (
            self._command("preview", "Ctrl+P"),
            self._command("pdf"),
            self._command("xlsx"),
            self._command("json"),
            Command(
                key="account.take",
                menu="account",
                run=self.period_bar.take,
                is_enabled=lambda: self.periods.can_take,
            ),
            Command(
                key="account.take_back",
                menu="account",
                run=self.periods.take_back,
                is_enabled=lambda: self.periods.can_take_back,
            ),
        )

    def _command(self, name: str, shortcut: str = "") -> Command:
        run = self.show_preview if name == "preview" else partial(self.save, name)
        return Command(
            key=f"account.{name}",
            menu="account",
            run=run,
            shortcut=shortcut,
            is_enabled=lambda: self._papers.can_write,
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_preview()

    def show_preview(self) -> None:
        """Shows the PDF as it would be now."""
        self.tabs.setCurrentWidget(self.preview)

    def save(self, form: str) -> None:
        """Asks where, and writes the account there as pdf or xlsx, or the project as json."""
        papers = self._papers
        wanted = exporting.Wanted(
            title=text("account.papers.choose"),
            suggested=papers.suggested(form),
            pattern=text(f"account.papers.{form}_pattern"),
            suffix=f".{form}",
            begin=partial(self._begin, form),
            then=lambda _, file: self._say(papers.written(file)),
        )
        exporting.save(self._desk, wanted)

    def _begin(self, form: str, file: Path) -> Export[Any]:
        if form == "json":
            return self._papers.sharing(file)
        return self._papers.writing(file, datetime.now().astimezone())

    def _make_preview(self) -> None:
        """Made only while somebody looks, and only when something moved."""
        is_seen = self.tabs.currentWidget() is self.preview and self.isVisible()
        if not (is_seen and self._is_stale and self._papers.can_write):
            return
        self._is_stale = False
        self._desk.tasks.run(
            text("account.papers.making"),
            self._papers.preview(datetime.now().astimezone()),
            self.preview.show_paper,
            self._desk.dialogs.show_error,
        )

    def _say(self, cell: Cell) -> None:
        self._state.show_words(cell.text, cell.icon, cell.tone)
