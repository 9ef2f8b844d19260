"""The panel below every page: what a person should look at, why, how to mend it, and where."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from budgetdesk.domain.finding import Severity
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.findings import FindingsPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui import icons, theme
from ui.dialogs import Dialogs
from ui.finding_details import FindingDetails, WaiveForm
from ui.widgets.grid import GridView
from ui.widgets.marks import icon_button

_LEAST: Final = 120
_MOST: Final = 176
"""Pixels: as high as the findings need, within these."""

_REVISE: Final = (text("window.findings.revise"), text("window.findings.revise_yes"))
"""Asked where a fix would change a budget that stays as it is."""

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindingsPanel(QWidget):
    """`wanted` is told the finding a person wants to be led to."""

    wanted = Signal(object)

    def __init__(self, presenter: FindingsPresenter, dialogs: Dialogs) -> None:
        super().__init__()
        self._presenter = presenter
        self._dialogs = dialogs
        self._list = GridView(presenter, text("window.findings.title"), is_typed=False)
        self._details = FindingDetails()
        self._waived = QLabel()
        self._body = QWidget()
        self._filters = {severity: self._filter(severity) for severity in Severity}
        self._stood_open = False
        self._fold = icon_button("collapse", text("commands.view.findings"))
        self._lay_out()
        self._list.activated.connect(lambda index: self._lead(index.row()))
        self._list.selectionModel().currentRowChanged.connect(lambda now, _: self._tell(now.row()))
        self._fold.clicked.connect(self.fold)
        self._details.followed.connect(self.follow)
        self._details.waived.connect(self.waive)
        self._list.installEventFilter(self)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is found now; the chosen row stays where it can."""
        for severity, words in self._presenter.counts.items():
            self._filters[severity].setText(words)
        self._waived.setText(self._presenter.waived)
        self._list.refresh()
        needed = self._presenter.row_count * theme.ROW + 2
        self._body.setFixedHeight(min(max(needed, _LEAST), _MOST))
        self._tell(self._list.currentIndex().row())

    def go_on(self, step: int) -> None:
        """Goes to the next or the one before, and leads there."""
        here = self._list.currentIndex()
        row = self._presenter.after(here.row() if here.isValid() else None, step)
        if row is not None:
            self._list.setCurrentIndex(self._list.model().index(row, 0))
            self._lead(row)

    def follow(self, number: int = 1) -> None:
        """Follows a fix of the chosen finding; leads there where a person must choose.

        On a budget that is never edited it is offered to follow it in a revision.
        """
        row = self._row
        if row is None:
            return
        try:
            place = self._presenter.follow(row, number)
        except BudgetDeskError as error:
            if not self._presenter.needs_revision(error):
                self._dialogs.show_error(error)
            elif self._dialogs.confirm(*_REVISE):
                self._presenter.follow(row, number, in_revision=True)
        else:
            if place is not None:
                self.wanted.emit(place)

    def waive(self) -> None:
        """Waives the chosen finding, or takes its waiver back; asks for reason and name."""
        row = self._row
        if row is None:
            return
        if self._presenter.findings[row].waived:
            try:
                self._presenter.unwaive(row)
            except BudgetDeskError as error:  # the document is only looked at
                self._dialogs.show_error(error)
        elif self._presenter.can_waive(row):
            self._ask_why(row)

    def _ask_why(self, row: int) -> None:
        form = WaiveForm(self._presenter.user, asks=self._presenter.needs_permission(row))
        title, accept = text("window.waive.title"), text("window.waive.accept")
        while self._dialogs.fill_in(title, form, accept):
            try:
                self._presenter.waive(row, **form.answers)
            except BudgetDeskError as error:
                self._dialogs.show_error(error)
            else:
                return

    @property
    def _row(self) -> int | None:
        """The chosen finding; the first where none is chosen."""
        row = max(self._list.currentIndex().row(), 0)
        return row if row < self._presenter.row_count else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the list: 1 to 9 and Ctrl+Enter follow a fix, Delete waives."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if held == Qt.KeyboardModifier.ControlModifier and key in _ENTER:
                self.follow()
                return True
            if held == Qt.KeyboardModifier.NoModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
                self.follow(key - Qt.Key.Key_0)
                return True
            if held == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_Delete:
                self.waive()
                return True
        return super().eventFilter(watched, event)

    def fold(self) -> None:
        """Shows only the counts, or all of it again."""
        self._open(is_open=self._body.isHidden())

    def make_room(self, is_needed: bool) -> None:
        """Shows only the counts while a page needs the room, and then again what was shown."""
        if is_needed:
            self._stood_open = not self._body.isHidden()
            self._open(is_open=False)
        elif self._stood_open:
            self._stood_open = False
            self._open(is_open=True)

    def _open(self, *, is_open: bool) -> None:
        self._body.setVisible(is_open)
        colour = theme.current().tone(Tone.PLAIN)
        self._fold.setIcon(icons.icon("collapse" if is_open else "expand", colour))

    def _lead(self, row: int) -> None:
        self.wanted.emit(self._presenter.findings[row])

    def _tell(self, row: int) -> None:
        there = 0 <= row < self._presenter.row_count
        details = self._presenter.details(row) if there else None
        self._details.show_details(details, can_waive=there and self._presenter.can_waive(row))

    def _filter(self, severity: Severity) -> QPushButton:
        button = QPushButton()
        button.setProperty("part", "filter")
        button.setIcon(icons.icon(severity.value, theme.current().tone(Tone(severity.value))))
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(text("window.findings.filter"))
        button.toggled.connect(lambda is_on: self._let_through(severity, is_on=is_on))
        return button

    def _let_through(self, severity: Severity, *, is_on: bool) -> None:
        (self._presenter.shown.add if is_on else self._presenter.shown.discard)(severity)
        self.refresh()

    def _lay_out(self) -> None:
        self.setObjectName("findings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.horizontalHeader().hide()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._list, 1)
        body.addWidget(self._details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._body)

    def _bar(self) -> QWidget:
        bar = QWidget()
        title = QLabel(text("window.findings.title"))
        title.setProperty("part", "heading")
        keys = QLabel(text("window.findings.keys"))
        keys.setProperty("part", "quiet")
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(8)
        layout.addWidget(title)
        for button in self._filters.values():
            layout.addWidget(button)
        self._waived.setProperty("part", "quiet")
        layout.addWidget(self._waived)
        layout.addStretch()
        layout.addWidget(keys)
        layout.addWidget(self._fold)
        return bar
