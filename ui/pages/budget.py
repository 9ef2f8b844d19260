"""The budget page: the sheet of costs, the note of the chosen line, and the money line."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.budget import BudgetPresenter
from budgetdesk.presenters.money_line import MoneyLine
from budgetdesk.text import danish, text
from budgetdesk.typed import UnreadableError
from ui.commands import Command
from ui.desk import Desk
from ui.pages.line_parts import LinePartsView
from ui.pages.page import Page
from ui.widgets.buttons import CommandBar
from ui.widgets.details import DetailsView
from ui.widgets.fields import LabelledField, LineField, LongField, Remark, column
from ui.widgets.grid import GridView
from ui.widgets.layout import words
from ui.widgets.money_line import MoneyLineView

_NOTE: Final = 56
"""Pixels: two lines of a note; longer ones scroll."""


class BudgetPage(Page):
    """Draws a `BudgetPresenter`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = BudgetPresenter(desk.workspace)
        self._status, self._hint = Remark(), Remark()
        self._grid = GridView(self._presenter, text("budget.grid"))
        self._words = LongField()
        self._words.setFixedHeight(_NOTE)
        self._note = LabelledField(text("budget.note"), self._words)
        self._noted = -1
        self.details = DetailsView(desk.workspace)
        self.parts = LinePartsView(desk)
        self._is_detailed = self._is_split = False
        self._money = MoneyLineView(MoneyLine(desk.workspace))
        commands = self.commands()
        self._line_bar, self._version_bar = (
            CommandBar(commands[:4]),
            CommandBar(commands[4:8], hides=True),
        )
        self._lay_out()
        self._grid.selectionModel().currentChanged.connect(self._show_note)
        self._words.left.connect(self._take_note)
        self.setFocusProxy(self._grid)
        self.refresh()

    @override
    def refresh(self) -> None:
        self._grid.refresh()
        self.parts.refresh()
        shown = self.parts.presenter if self._is_split else self._presenter
        self._status.show_cell(shown.status)
        self._hint.show_words(self._presenter.hint, icon="note")
        self._show_note()
        self._money.refresh()
        self._version_bar.refresh()

    @override
    def show_subject(self, subject: Subject) -> bool:
        if self.parts.presenter.place_of(subject) is not None:
            self._show_parts(is_split=True)
            return self.parts.show_subject(subject)
        place = self._presenter.place_of(subject)
        if place is None:
            return False
        self._show_parts(is_split=False)
        self._grid.show_place(place)
        return True

    @override
    def commands(self) -> Sequence[Command]:
        budget = self._presenter
        return (
            Command(
                key="budget.add_line",
                menu="budget",
                run=self._add,
                icon="add",
                is_enabled=lambda: budget.can_edit,
            ),
            Command(
                key="budget.remove_line",
                menu="budget",
                run=self._remove,
                shortcut="Ctrl+Del",
                icon="remove",
                is_enabled=lambda: budget.can_edit and budget.has_line(self._grid.row()),
            ),
            self._moving("budget.move_up", -1, "Alt+Up", "up"),
            self._moving("budget.move_down", 1, "Alt+Down", "down"),
            *self._views(),
            Command(
                key="budget.approve",
                menu="budget",
                run=self._approve,
                icon="ok",
                is_enabled=lambda: budget.can_approve,
            ),
            Command(
                key="budget.revise",
                menu="budget",
                run=self._revise,
                shortcut="Ctrl+R",
                icon="new",
                is_enabled=lambda: budget.can_revise,
            ),
            *self.details.commands(),
            *self.parts.commands(),
        )

    @override
    def chosen_sum(self) -> tuple[int, Money]:
        return (self.parts.grid if self._is_split else self._grid).chosen_sum()

    def _views(self) -> Sequence[Command]:
        """What shows the lines another way, and back."""
        return (
            Command(
                key="budget.details",
                menu="budget",
                run=self._turn_details,
                shortcut="Ctrl+D",
                icon="split",
                is_enabled=lambda: not self._is_split,
            ),
            Command(
                key="budget.parts",
                menu="budget",
                run=self._turn_parts,
                shortcut="Ctrl+Shift+D",
                icon="tracking",
            ),
        )

    def _moving(self, key: str, by: int, shortcut: str, icon: str) -> Command:
        return Command(
            key=key,
            menu="budget",
            run=lambda: self._move(by),
            shortcut=shortcut,
            icon=icon,
            is_enabled=lambda: self._presenter.can_move(self._grid.row(), by),
        )

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(words(text("budget.heading"), "page_title"))
        heading.addStretch(1)
        heading.addWidget(self._line_bar)
        heading.addWidget(self.parts.bar)
        heading.addWidget(self._version_bar)
        heading.setSpacing(24)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(heading)
        layout.addWidget(self._status)
        layout.addWidget(self._hint)
        layout.addWidget(self._grid, 1)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self._note)
        layout.addWidget(self.details)
        layout.addWidget(self._money)

    def _add(self) -> None:
        place = (self._presenter.add(), self._presenter.head_column)
        self.refresh()
        self._grid.show_place(place)
        self._grid.edit(self._grid.currentIndex())

    def _revise(self) -> None:
        """Begins a revision and goes on where the keys are: a cell there is typed in at once."""
        self._presenter.revise()
        self._grid.go_on_typing()

    def _remove(self) -> None:
        self._presenter.remove(self._grid.rows())

    def _move(self, by: int) -> None:
        column = self._grid.currentIndex().column()
        self._grid.show_place((self._presenter.move(self._grid.row(), by), column))

    def _show_note(self) -> None:
        """Shows the note of the line the keys are at; none while they are at none."""
        if self._grid.row() != self._noted:
            self._words.take_over()
        self._noted = self._grid.row()
        has_line = self._presenter.has_line(self._noted)
        self._grid.setVisible(not self._is_split)
        self._line_bar.setVisible(self._presenter.can_edit and not self._is_split)
        for widget in (self.parts, self.parts.bar):
            widget.setVisible(self._is_split)
        self._note.setVisible(has_line and not (self._is_detailed or self._is_split))
        self.details.setVisible(self._is_detailed)
        self._money.setVisible(not self._is_detailed)
        self.details.show_line(self._presenter.lines[self._noted].id if has_line else None)
        if has_line:
            self._note.show_label(self._presenter.note_heading(self._noted))
            self._note.show_cell(self._presenter.note(self._noted))
        self._line_bar.refresh()

    def _turn_details(self) -> None:
        """Shows the rows behind the chosen line in the place of its note, or the note again."""
        self._is_detailed = not self._is_detailed
        self._show_note()
        if self._is_detailed:
            self.details.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_parts(self) -> None:
        """Shows the lines by their parts in the place of the years, or the years again."""
        self._show_parts(is_split=not self._is_split)
        (self.parts.grid if self._is_split else self._grid).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _show_parts(self, *, is_split: bool) -> None:
        self._is_split, self._is_detailed = is_split, self._is_detailed and not is_split
        self.refresh()

    def _take_note(self, typed: str) -> None:
        self._presenter.write_note(self._noted, typed)

    def _approve(self) -> None:
        """Asks for day and reference until they can be read or the person gives up."""
        today = danish(self._desk.workspace.today)
        day, reference = LineField(), LineField()
        day.setText(today)
        form = column(
            LabelledField(text("budget.approved_on"), day),
            LabelledField(text("budget.reference"), reference),
        )
        title, accept = text("budget.approve_title"), text("budget.approve_accept")
        while self._desk.dialogs.fill_in(title, form, accept):
            try:
                self._presenter.approve(day.text(), reference.text())
            except UnreadableError as unreadable:
                self._desk.dialogs.tell(unreadable.reason)
            except BudgetDeskError as error:
                self._desk.dialogs.show_error(error)
            else:
                return
