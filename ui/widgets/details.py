"""The panel under the budget sheet: the rows behind the chosen line, the norm and the indices."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from budgetdesk.domain.value import LineId
from budgetdesk.presenters.details import DetailsPresenter
from budgetdesk.presenters.norm import IndicesPresenter, norm_fields
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text
from ui import theme
from ui.commands import Command
from ui.widgets.buttons import CommandBar
from ui.widgets.fields import Form, Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import words

_ROWS: Final = 4
_SIDE: Final = 248
"""Pixels: so that all columns of the rows are in sight in the small window."""


class DetailsView(QWidget):
    """Draws a `DetailsPresenter` beside the norm and the indices."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.presenter = DetailsPresenter(workspace)
        self.indices = IndicesPresenter(workspace)
        self.grid = GridView(self.presenter, text("details.grid"))
        self.indices_grid = GridView(self.indices, text("details.indices"))
        self._heading, self._told, self._rise = words("", "heading"), Remark(), Remark()
        self.norm = Form(norm_fields(workspace), ((("annual_hours", 12),),))
        self._bar = CommandBar(self.commands())
        self._lay_out()

    def commands(self) -> Iterable[Command]:
        """What can be done with the rows."""
        details = self.presenter
        return (
            Command(
                key="budget.use_details",
                menu="budget",
                run=details.use,
                icon="ok",
                is_enabled=lambda: details.can_use,
            ),
            Command(
                key="budget.write_details",
                menu="budget",
                run=details.write,
                icon="note",
                is_enabled=lambda: details.can_use,
            ),
        )

    def show_line(self, line: LineId | None) -> None:
        """Shows the rows of a line."""
        self.presenter.show(line)
        self.refresh()

    def refresh(self) -> None:
        """Shows rows, norm and indices as they are now."""
        self._heading.setText(self.presenter.heading)
        self.grid.refresh()
        self.indices_grid.refresh()
        self.norm.refresh()
        self._told.show_cell(self.presenter.told)
        self._rise.show_words(self.presenter.rise, icon="note")
        self._bar.refresh()

    def _lay_out(self) -> None:
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._bar)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(head)
        left.addWidget(self.grid)
        left.addWidget(self._told)
        left.addWidget(self._rise)
        left.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addWidget(self._side())

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addWidget(self.norm)
        right.addWidget(self.indices_grid)
        right.addStretch(1)
        self.grid.setFixedHeight(_ROWS * theme.ROW + 2)
        self.indices_grid.setFixedHeight((_ROWS - 1) * theme.ROW + 2)
        return side
