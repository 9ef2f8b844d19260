"""The ledger: importing postings, finding and placing them, and the rules that place the rest."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.import_preview import Held, ImportPreview
from budgetdesk.presenters.imports import ImportsPresenter
from budgetdesk.presenters.parts import Show
from budgetdesk.presenters.rule_form import Example
from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui.commands import Command
from ui.desk import Desk
from ui.ledger.choices import ChoicesView
from ui.ledger.import_preview import ImportPreviewView
from ui.ledger.imports import ImportsView
from ui.ledger.postings import PostingsView
from ui.ledger.readiness import ReadinessView
from ui.ledger.rules import RulesView
from ui.pages.page import Page
from ui.widgets.layout import button, sentence, words
from ui.widgets.marks import Mark

_VOUCHERS: Final = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"))
"""How files of vouchers end; what they are is decided by their content."""


class LedgerPage(Page):
    """Five tabs; while a file waits for the person's word, its preview stands in their place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._imports = ImportsPresenter(desk.workspace)
        self.postings = PostingsView(desk)
        self.imports = ImportsView(desk, self._imports)
        self.rules = RulesView(desk)
        self.choices = ChoicesView(desk)
        self.readiness = ReadinessView(desk)
        self.tabs, self._stack = QTabWidget(), QStackedWidget()
        self._notice = Mark()
        self._empty = sentence(text("postings.empty"))
        self._import = button(text("postings.import"), "import")
        self._lay_out()
        self._import.clicked.connect(self.choose_file)
        self.postings.make_rule.connect(self._make_rule)
        self.readiness.wanted.connect(self.wanted)
        self.refresh()

    def _lay_out(self) -> None:
        self.tabs.addTab(self.postings, text("postings.tab.postings"))
        self.tabs.addTab(self.imports, text("postings.tab.imports"))
        self.tabs.addTab(self.rules, text("postings.tab.rules"))
        self.tabs.addTab(self.choices, text("postings.tab.choices"))
        self.tabs.addTab(self.readiness, text("postings.tab.readiness"))
        head = QHBoxLayout()
        head.addWidget(words(text("postings.title"), "page_title"))
        head.addSpacing(16)
        head.addWidget(self._notice)
        head.addStretch()
        head.addWidget(self._import)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.tabs, 1)
        self._stack.addWidget(page)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)

    @override
    def refresh(self) -> None:
        self._empty.setVisible(self.postings.presenter.is_empty)
        self._import.setEnabled(self._imports.can_import)
        self._notice.show_words("", "", Tone.PLAIN)  # what it told of is no longer the last thing
        self.postings.refresh()
        self.imports.refresh()
        self.rules.refresh()
        self.choices.refresh()
        self.readiness.refresh()
        for waiting in self._waiting():
            waiting.refresh()
            if waiting.preview.is_stale and waiting.isEnabled():
                self._hold_again(waiting.preview, waiting)

    @override
    def show_subject(self, subject: Subject) -> bool:
        for view in (self.postings, self.imports):
            if view.show_subject(subject):
                self._show(view)
                return True
        return False

    @override
    def chosen_sum(self) -> tuple[int, Money] | None:
        return self.postings.presenter.sum(self.postings.grid.rows())

    @override
    def commands(self) -> Sequence[Command]:
        bar, placing = self.postings.bar, self.postings.placing
        return (
            Command(
                key="ledger.import",
                menu="ledger",
                run=self.choose_file,
                shortcut="Ctrl+I",
                icon="import",
                is_enabled=lambda: self._imports.can_import,
            ),
            Command(key="ledger.search", menu="ledger", run=self._search, shortcut="Ctrl+F"),
            Command(
                key="ledger.sort",
                menu="ledger",
                run=self.postings.sort_here,
                shortcut="Ctrl+Shift+O",
            ),
            Command(
                key="ledger.place",
                menu="ledger",
                run=bar.place,
                shortcut="Ctrl+Return",
                icon="place",
                is_enabled=lambda: placing.can_place,
            ),
            Command(
                key="ledger.split",
                menu="ledger",
                run=self.postings.split,
                icon="split",
                is_enabled=lambda: placing.can_split,
            ),
            Command(
                key="ledger.take_back",
                menu="ledger",
                run=bar.take_back,
                is_enabled=lambda: placing.can_take_back,
            ),
            Command(
                key="ledger.always",
                menu="ledger",
                run=self.postings.always,
                shortcut="Ctrl+Shift+Return",
                is_enabled=lambda: placing.can_make_rule,
            ),
            Command(key="ledger.add_rule", menu="ledger", run=lambda: self._make_rule(None)),
            Command(key="ledger.propose", menu="ledger", run=self._propose),
            *self._voucher_commands(),
        )

    def _voucher_commands(self) -> Sequence[Command]:
        postings = self.postings
        return (
            Command(
                key="ledger.attach",
                menu="ledger",
                run=postings.attach,
                shortcut="Ctrl+Shift+A",
                is_enabled=lambda: postings.can_attach,
            ),
            Command(
                key="ledger.link",
                menu="ledger",
                run=lambda: postings.attach(linked=True),
                is_enabled=lambda: postings.can_attach,
            ),
            Command(
                key="ledger.files",
                menu="ledger",
                run=postings.show_files,
                shortcut="Ctrl+B",
                icon="open",
                is_enabled=lambda: bool(postings.placing.chosen),
            ),
            Command(key="ledger.journal", menu="ledger", run=self.imports.save_journal),
            Command(key="ledger.folder", menu="ledger", run=self._look_in_folder),
        )

    def _propose(self) -> None:
        self._show(self.rules)
        self.rules.propose()

    def _look_in_folder(self) -> None:
        self._show(self.choices)
        self.choices.look()

    @override
    def take_file(self, path: Path) -> bool:
        """Any file that is dropped is tried: what is no ledger is told so.

        A PDF or an image is a voucher of the postings that are chosen.
        """
        if not self._imports.can_import:
            return False
        if path.suffix.lower() in _VOUCHERS and self.postings.can_attach:
            self.postings.take_voucher(path)
            return True
        self.read(path)
        return True

    def choose_file(self) -> None:
        """Asks for a file to import."""
        path = self._desk.dialogs.choose_open(text("postings.choose"), text("postings.pattern"))
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Reads a file beside the window, then shows what it would bring."""
        self._desk.tasks.run(
            text("postings.reading", file=path.name),
            self._imports.reading(path, datetime.now(UTC), self._desk.tasks.watch),
            lambda held: self._preview(path, held),
            self._desk.dialogs.show_error,
        )

    def _preview(self, path: Path, held: Held) -> None:
        self._close_preview()
        preview = self._imports.preview(held)
        view = ImportPreviewView(preview)
        view.ended.connect(lambda: self._end(preview))
        view.asked.connect(lambda: self._read_again(path, preview, view))
        view.toggled.connect(lambda rows: self._hold_again(preview, view, rows))
        view.accepted.connect(lambda: self._take_in(preview, view))
        self._stack.setCurrentIndex(self._stack.addWidget(view))
        self.needs_room.emit(True)
        view.accept.setFocus()

    def _read_again(self, path: Path, preview: ImportPreview, view: ImportPreviewView) -> None:
        """Reads the file the way the person says, and shows what it would bring then."""
        watch, profile = self._desk.tasks.watch, preview.columns.profile
        self._answer_preview(
            text("postings.reading", file=path.name),
            self._imports.reading(path, datetime.now(UTC), watch, profile),
            preview,
            view,
        )

    def _hold_again(
        self, preview: ImportPreview, view: ImportPreviewView, toggled: Sequence[int] = ()
    ) -> None:
        """Holds the file against the ledger as it is now, and with what the person says of it."""
        self._answer_preview(text("postings.holding"), preview.holding(toggled), preview, view)

    def _answer_preview(
        self, doing: str, job: Callable[[], Held], preview: ImportPreview, view: ImportPreviewView
    ) -> None:
        """Has a job done for a preview, and shows what came of it while it still waits."""

        def answered(answer: Callable[[], None]) -> None:
            if view in self._waiting():
                answer()
                view.refresh()

        self._desk.tasks.run(
            doing,
            job,
            lambda held: answered(lambda: preview.take(held)),
            lambda error: answered(lambda: preview.refuse(error)),
        )

    def _take_in(self, preview: ImportPreview, view: ImportPreviewView) -> None:
        """Takes a file in beside the window; until it is in, or let be, its preview only waits."""
        view.setEnabled(False)

        def failed(error: BudgetDeskError) -> None:
            view.setEnabled(True)
            self._desk.dialogs.show_error(error)

        self._desk.tasks.step(
            text("postings.storing"),
            preview.accepting(),
            failed,
            view.ended.emit,
            lambda: view.setEnabled(True),
        )

    def _end(self, preview: ImportPreview) -> None:
        self._close_preview()
        self._show(self.postings)
        receipt = preview.receipt
        self._notice.show_words(receipt.text, receipt.icon, receipt.tone)
        if receipt.text:
            self.postings.show_only(Show.ALL if receipt.icon == "ok" else Show.UNPLACED)

    def _waiting(self) -> Iterator[ImportPreviewView]:
        """The preview that waits for an answer, if there is one."""
        for place in range(1, self._stack.count()):
            view = self._stack.widget(place)
            if isinstance(view, ImportPreviewView):
                yield view

    def _close_preview(self) -> None:
        for view in tuple(self._waiting()):
            self._stack.removeWidget(view)
            view.deleteLater()
            self.needs_room.emit(False)

    def _make_rule(self, like: Example | None) -> None:
        self._show(self.rules)
        self.rules.begin(like)

    def _search(self) -> None:
        self._show(self.postings)
        self.postings.search.setFocus()
        self.postings.search.selectAll()

    def _show(self, view: QWidget) -> None:
        self._stack.setCurrentIndex(0)
        self.tabs.setCurrentWidget(view)
