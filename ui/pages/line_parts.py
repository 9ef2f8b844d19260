"""The budget by its parts, in the place of the sheet by years."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.line_parts import LineParts
from budgetdesk.text import text
from ui.commands import Command
from ui.desk import Desk
from ui.widgets.buttons import CommandBar
from ui.widgets.fields import LabelledField, LineField, column
from ui.widgets.grid import GridView


class LinePartsView(QWidget):
    """Draws a `LineParts`; its bar stands where the page wants it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = LineParts(desk.workspace)
        self.grid = GridView(self.presenter, text("parts.grid"))
        self.bar = CommandBar(self.commands())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        self.grid.selectionModel().currentChanged.connect(self.bar.refresh)

    def commands(self) -> Sequence[Command]:
        """What can be done with the parts, while they are in sight."""
        parts = self.presenter
        return (
            Command(
                key="budget.add_part",
                menu="budget",
                run=self._add,
                icon="add",
                is_enabled=lambda: self.isVisible() and parts.can_edit,
            ),
            Command(
                key="budget.remove_part",
                menu="budget",
                run=lambda: parts.remove(self._column),
                icon="remove",
                is_enabled=lambda: self.isVisible() and parts.can_remove(self._column),
            ),
            Command(
                key="budget.spread_parts",
                menu="budget",
                run=lambda: parts.spread(self.grid.rows()),
                icon="split",
                is_enabled=lambda: self.isVisible() and parts.can_spread,
            ),
        )

    def refresh(self) -> None:
        """Shows the parts as they are now."""
        self.grid.refresh()
        self.bar.refresh()

    def show_subject(self, subject: Subject) -> bool:
        """Puts the keys where a finding points; false when it is not about parts."""
        place = self.presenter.place_of(subject)
        if place is not None:
            self.grid.show_place(place)
        return place is not None

    @property
    def _column(self) -> int:
        return self.grid.currentIndex().column()

    def _add(self) -> None:
        """Asks for the part's name; a new column stands until an amount is typed in it."""
        name = LineField()
        form = column(LabelledField(text("parts.name"), name))
        title, accept = text("parts.add_title"), text("parts.add_accept")
        if self._desk.dialogs.fill_in(title, form, accept):
            self.presenter.add(name.text())
            self.refresh()
