"""The journal of imports: what each file brought, and taking one out again."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.imports import ImportsPresenter
from budgetdesk.text import text
from ui import exporting
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import Facts, button, words


class ImportsView(QWidget):
    """A row for each import; below, the rows of the one that is chosen."""

    def __init__(self, desk: Desk, presenter: ImportsPresenter) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = presenter
        self.grid = GridView(presenter, text("postings.journal.name"), is_typed=False)
        self.details = GridView(presenter.details, text("postings.journal.details"), is_typed=False)
        self._facts = Facts()
        self.remove = button(text("postings.journal.remove"), "remove")
        self.pdf = button(text("postings.journal.pdf"), "pdf")
        self.count = button(text("imports.count_after"), "add")
        self._lay_out()
        self.grid.chosen.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        self.pdf.clicked.connect(self.save_journal)
        self.count.clicked.connect(self._count)
        self.details.chosen.connect(self._show_count)
        self.refresh()

    def _lay_out(self) -> None:
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        below = QHBoxLayout()
        below.addWidget(self._facts, 1)
        for each in (self.count, self.pdf, self.remove):
            below.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.grid, 2)
        layout.addWidget(words(text("postings.journal.details"), "heading"))
        layout.addLayout(below)
        layout.addWidget(self.details, 3)

    def refresh(self) -> None:
        """Shows the imports as they are now."""
        self.grid.refresh()
        self._show_chosen()

    def show_subject(self, subject: Subject) -> bool:
        """Leads to an import."""
        place = self._presenter.place_of(subject)
        if place is not None:
            self.grid.show_place(place)
        return place is not None

    def _choose(self) -> None:
        self._presenter.choose(next(iter(self.grid.rows()), None))
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._facts.show_facts(self._presenter.facts)
        self.details.refresh()
        self.remove.setEnabled(self._presenter.can_remove)
        self.pdf.setEnabled(self._presenter.chosen is not None)
        self._show_count()

    def save_journal(self) -> None:
        """Asks where, and writes the journal of the chosen import."""
        presenter, batch = self._presenter, self._presenter.chosen
        if batch is None:
            return
        wanted = exporting.Wanted(
            title=text("postings.journal.pdf_title"),
            suggested=presenter.journal_name,
            pattern=text("postings.journal.pdf_pattern"),
            suffix=".pdf",
            begin=lambda file: presenter.writing_journal(
                batch, file, datetime.now(UTC).astimezone()
            ),
            then=lambda _, __: None,
        )
        exporting.save(self._desk, wanted)

    def _remove(self) -> None:
        work = self._presenter.removing()
        if work:
            self._desk.tasks.step(text("postings.taking_out"), work, self._desk.dialogs.show_error)

    def _count(self) -> None:
        work = self._presenter.counting(self.details.rows())
        if work:
            self._desk.tasks.step(text("postings.storing"), work, self._desk.dialogs.show_error)

    def _show_count(self) -> None:
        self.count.setEnabled(self._presenter.can_count(self.details.rows()))
