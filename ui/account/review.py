"""The auditor's review: a sample to draw and mark, a file to read in and to answer."""

from datetime import datetime
from pathlib import Path
from secrets import token_hex

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from budgetdesk.domain.review import Method, Review, SampleCriteria
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.choices import named
from budgetdesk.presenters.reviews import ReviewPresenter
from budgetdesk.reviews import SUFFIX
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError, read_amount
from ui import exporting
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import button, labelled, sentence

_USUAL, _MOST = 25, 10_000


class SampleForm(QWidget):
    """By what a sample is drawn; a seed is proposed and can be another's."""

    def __init__(self) -> None:
        super().__init__()
        self._methods = named(Method)
        self.method, self.count = QComboBox(), QSpinBox()
        self.seed, self.least = QLineEdit(token_hex(8)), QLineEdit()
        self.method.addItems(list(self._methods))
        self.count.setRange(1, _MOST)
        self.count.setValue(_USUAL)
        layout = QVBoxLayout(self)
        for name in ("method", "count", "seed", "least"):
            layout.addLayout(labelled(text(f"reviewing.{name}"), getattr(self, name)))

    def again(self) -> "SampleForm":
        """The same form with what was typed in it: a box takes a form with it when it closes."""
        form = SampleForm()
        form.method.setCurrentIndex(self.method.currentIndex())
        form.count.setValue(self.count.value())
        form.seed.setText(self.seed.text())
        form.least.setText(self.least.text())
        return form

    def criteria(self) -> SampleCriteria:
        """What was chosen; raises UnreadableError for an amount that is none."""
        return SampleCriteria(
            method=self._methods[self.method.currentText()],
            seed=self.seed.text(),
            size=self.count.value(),
            at_least=read_amount(self.least.text()),
        )


class ReviewView(QWidget):
    """Which review it is, its rows, and what can be done with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = ReviewPresenter(desk.workspace)
        self._about = sentence("")
        self.grid = GridView(self.presenter, text("reviewing.name"))
        self.draw = button(text("reviewing.draw"), "search")
        self.save = button(text("reviewing.save"), "export")
        self.read = button(text("reviewing.read"), "import")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.draw, self.save, self.read):
            buttons.addWidget(each)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._about)
        layout.addLayout(buttons)
        layout.addWidget(self.grid, 1)
        self.draw.clicked.connect(self._draw)
        self.save.clicked.connect(self._save)
        self.read.clicked.connect(self._read)
        self.refresh()

    def refresh(self) -> None:
        """Shows the review as it is now."""
        self._about.setText(self.presenter.about)
        self.save.setEnabled(self.presenter.own is not None)
        self.read.setEnabled(not self._desk.workspace.session.is_read_only)
        self.grid.refresh()

    def _draw(self) -> None:
        """Asks until what was typed can be drawn by, or the person gives up."""
        form, dialogs = SampleForm(), self._desk.dialogs
        while dialogs.fill_in(text("reviewing.draw"), form, text("reviewing.draw_yes")):
            try:
                self.presenter.draw(form.criteria(), datetime.now().astimezone())
            except UnreadableError as unreadable:
                dialogs.tell(unreadable.reason)
            except BudgetDeskError as error:
                dialogs.show_error(error)
            else:
                self.refresh()
                return
            form = form.again()

    def _save(self) -> None:
        own = self.presenter.own
        if own is None:
            return
        wanted = exporting.Wanted(
            title=text("reviewing.save"),
            suggested=text("reviewing.suggested"),
            pattern=text("reviewing.pattern"),
            suffix=SUFFIX,
            begin=lambda file: self.presenter.saving(own, file),
            then=lambda _, file: self._say_saved(own, file),
        )
        exporting.save(self._desk, wanted)

    def _say_saved(self, own: Review, file: Path) -> None:
        self.presenter.saved(own)
        self._about.setText(text("reviewing.saved", file=file.name))

    def _read(self) -> None:
        chosen = self._desk.dialogs.choose_open(text("reviewing.read"), text("reviewing.pattern"))
        if chosen is not None:
            self.presenter.read(chosen)
            self.refresh()
