"""One open document: the course to the left, its pages, and the findings below them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from budgetdesk.domain.finding import Finding, Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId
from budgetdesk.explained import home
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind, BehindPresenter, PlaceOfPosting
from budgetdesk.presenters.course import CoursePresenter
from budgetdesk.presenters.findings import FindingsPresenter
from budgetdesk.presenters.form import FilledFile, FilledPresenter
from budgetdesk.presenters.table import Tone
from ui.behind_view import BehindView
from ui.commands import Command
from ui.course import CourseView
from ui.desk import Desk
from ui.findings_panel import FindingsPanel
from ui.form.proof import ProofView
from ui.form.proposal import ProposalView
from ui.pages.account import AccountPage
from ui.pages.budget import BudgetPage
from ui.pages.changes import ChangesPage
from ui.pages.funding import FundingPage
from ui.pages.ledger import LedgerPage
from ui.pages.page import Page
from ui.pages.project import ProjectPage
from ui.pages.tracking import TrackingPage
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView

PAGES: Final[tuple[tuple[str, Callable[[Desk], Page]], ...]] = (
    ("project", ProjectPage),
    ("budget", BudgetPage),
    ("funding", FundingPage),
    ("changes", ChangesPage),
    ("ledger", LedgerPage),
    ("tracking", TrackingPage),
    ("account", AccountPage),
)
"""The pages by the key of their step, in the order of the course."""


class DocumentView(QWidget):
    """`moved` is told when another page is shown, or something else selected on it."""

    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._form: QWidget | None = None  # a funder's form, in sight instead of a page
        self._page = ""
        self.pages = {key: make(desk) for key, make in PAGES}
        self._stale: set[str] = set()  # pages that show an earlier project, all out of sight
        self._course = CourseView(CoursePresenter(desk.workspace), tuple(self.pages))
        self._findings = FindingsPanel(FindingsPresenter(desk.workspace), desk.dialogs)
        self._stack = QStackedWidget()
        self.lock = Remark()
        self._lay_out()
        self._show_lock()
        self._course.chosen.connect(self.show_page)
        self._findings.wanted.connect(self.lead_to)
        for page in self.pages.values():
            page.wanted.connect(self.show_subject)
            page.needs_room.connect(self._findings.make_room)
            for grid in page.findChildren(GridView):
                grid.chosen.connect(self.moved)
                grid.figure.connect(self.show_behind)

    @property
    def key(self) -> str:
        """Which page is shown."""
        shown = self._stack.currentWidget()
        return next((key for key, page in self.pages.items() if page is shown), "")

    def refresh(self) -> None:
        """Shows the project as it is now: here, and on every other page once it is wanted.

        Seven pages drawn anew for each letter typed would be felt in a large project.
        """
        self._stale = set(self.pages)
        self._freshen(self.key)
        self._course.refresh()
        self._findings.refresh()
        self._show_lock()

    def _show_lock(self) -> None:
        """Why nothing can be typed, above whatever page is in sight."""
        words = self._desk.workspace.lock_reason
        self.lock.show_words(words, Tone.NOTE, "signoff")

    def _freshen(self, key: str) -> None:
        """Has a page show the project as it is now, before anything is asked of it."""
        if key in self._stale:
            self._stale.remove(key)
            self.pages[key].refresh()

    def show_page(self, key: str) -> None:
        """Brings a page forward, and the focus with it: a page's keys work only there."""
        if key in self.pages:
            self._freshen(key)
            page = self.pages[key]
            self._stack.setCurrentWidget(page)
            held = QApplication.focusWidget()
            if held is None or not page.isAncestorOf(held):
                page.setFocus(Qt.FocusReason.OtherFocusReason)
            self._course.show_chosen(key)
            self.moved.emit()

    def lead_to(self, finding: Finding) -> None:
        """Shows where a finding points: on the page of its step, else where it is known."""
        self.show_subject(finding.subject, home(finding))

    def show_subject(self, subject: Subject, first: str = "") -> None:
        """Shows what a subject names: on the page `first`, else where it is known."""
        for key in sorted(self.pages, key=lambda key: key != first):
            self._freshen(key)
            if self.pages[key].show_subject(subject):
                self.show_page(key)
                self.pages[key].show_subject(subject)  # the focus needs a page in sight
                return
        self.show_page(first)

    def show_form(self, path: Path) -> None:
        """Shows a funder's form to be filled in, until it is or is let be."""
        view = ProposalView(self._desk, path)
        view.ended.connect(self.close_form)
        view.filled.connect(self._show_proof)
        self._page = self.key or self._page
        self._put_form(view)
        view.look()
        view.targets.setFocus()

    def show_behind(self, behind: Behind) -> None:
        """Shows what stands behind a figure, until it is let be."""
        view = BehindView(BehindPresenter(self._desk.workspace, self._places_of))
        view.ended.connect(self.close_form)
        view.wanted.connect(self._lead_to_posting)
        self._page = self.key or self._page
        self._put_form(view)
        view.show_behind(behind)

    def _places_of(self, posting: PostingId) -> Sequence[PlaceOfPosting]:
        return drill.places_in(self._desk.workspace, posting)

    def _lead_to_posting(self, subject: Subject) -> None:
        self._put_form(None)
        self.show_subject(subject, "ledger")

    def close_form(self) -> None:
        """Back to the page that was in sight before."""
        self._put_form(None)
        self.show_page(self._page)

    def _show_proof(self, made: FilledFile) -> None:
        view = ProofView(FilledPresenter(made), self._desk.dialogs)
        view.ended.connect(self.close_form)
        self._put_form(view)
        view.open.setFocus()

    def _put_form(self, view: QWidget | None) -> None:
        if self._form is not None:
            self._stack.removeWidget(self._form)
            self._form.deleteLater()
        self._form = view
        if view is not None:
            self._stack.setCurrentIndex(self._stack.addWidget(view))

    def next_finding(self, step: int) -> None:
        """Leads to the finding `step` further on."""
        self._findings.go_on(step)

    def follow_fix(self) -> None:
        """Follows the first fix of the chosen finding."""
        self._findings.follow()

    def waive_finding(self) -> None:
        """Waives the chosen finding, or takes its waiver back."""
        self._findings.waive()

    def fold_findings(self) -> None:
        """Makes room for the page, or shows the findings again."""
        self._findings.fold()

    def take_file(self, path: Path) -> bool:
        """Hands a dropped file to the page that takes such; whether one did."""
        for key, page in self.pages.items():
            self._freshen(key)
            if page.take_file(path):
                self.show_page(key)
                return True
        return False

    def commands(self) -> Iterator[tuple[Command, QWidget]]:
        """What can be done on the pages; one done from elsewhere brings its page forward."""
        for key, page in self.pages.items():
            for command in page.commands():
                yield self._on_page(key, command), page

    def chosen_sum(self) -> tuple[int, Money]:
        """What is selected on the page in sight."""
        page = self.pages.get(self.key)
        return (page.chosen_sum() if page else None) or (0, Money(0))

    def _on_page(self, key: str, command: Command) -> Command:
        def run() -> None:
            self.show_page(key)
            command.run()

        return replace(command, run=run)

    def _lay_out(self) -> None:
        for page in self.pages.values():
            self._stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.lock.setContentsMargins(24, 8, 24, 0)
        right.addWidget(self.lock)
        right.addWidget(self._stack, 1)
        right.addWidget(self._findings)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._course)
        layout.addLayout(right, 1)
