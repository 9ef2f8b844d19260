"""The calculator: figures typed, what follows from them while typing, and what a krone costs."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from budgetdesk.presenters.solver import KEYS, SolverPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text
from ui import theme
from ui.commands import Command
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import button, labelled, sentence


class SolverView(QScrollArea):
    """Draws a `SolverPresenter`; nothing is changed in the project until its figures are used."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.presenter = SolverPresenter(workspace)
        self.fields = {key: QLineEdit() for key in KEYS}
        self._verdict, self._limits, self._fall = Remark(), Remark(), sentence("")
        self.falls = GridView(self.presenter.falls, text("solver.falls"), is_typed=False)
        self.use = button(text("solver.use"), "ok")
        self.forget = button(text("solver.forget"), "undo")
        self._lay_out()
        for key, field in self.fields.items():
            field.textEdited.connect(partial(self._type, key))
        self.use.clicked.connect(self._use)
        self.forget.clicked.connect(self._forget)
        self.refresh()

    def commands(self) -> Iterable[Command]:
        """What can be done with the figures."""
        return (
            Command(
                key="funding.use_plan",
                menu="budget",
                run=self._use,
                icon="ok",
                is_enabled=lambda: self.presenter.can_use,
            ),
        )

    def refresh(self) -> None:
        """Shows what follows from the figures now; a field being typed in is left alone."""
        for key, field in self.fields.items():
            cell = self.presenter.cell(key)
            if field.text() != cell.text:
                field.setText(cell.text)
            field.setPlaceholderText(self.presenter.found(key))
            field.setAccessibleDescription(cell.tip)
            field.setToolTip(cell.tip)
            field.setProperty("invalid", cell.tone is Tone.ERROR)
            field.style().unpolish(field)
            field.style().polish(field)
        self._verdict.show_cell(self.presenter.verdict)
        self._limits.show_words(self.presenter.limits)
        self._fall.setText(self.presenter.fall)
        self.falls.refresh()
        rows = self.falls.model().rowCount()
        self.falls.setVisible(bool(rows))
        self.falls.setFixedHeight((rows + 1) * theme.ROW + 2)
        self.use.setEnabled(self.presenter.can_use)

    def _type(self, key: str, words: str) -> None:
        self.presenter.type(key, words)
        self.refresh()

    def _use(self) -> None:
        self.presenter.use()
        self.refresh()

    def _forget(self) -> None:
        self.presenter.forget()
        self.refresh()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(12)
        for key, field in self.fields.items():
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            figures.addLayout(labelled(text(f"solver.{key}"), field))
        for name, pressed in (("use", self.use), ("forget", self.forget)):
            pressed.setAccessibleName(text(f"solver.{name}"))
            figures.addWidget(pressed, 0, Qt.AlignmentFlag.AlignBottom)
        self.use.setToolTip(text("solver.use_tip"))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 8, 8, 0)
        layout.setSpacing(8)
        layout.addLayout(figures)
        found = QHBoxLayout()
        found.setSpacing(24)
        found.addLayout(_under(self._verdict, self._limits, sentence(text("solver.rounding"))), 1)
        found.addLayout(_under(self._fall, self.falls), 1)
        layout.addLayout(found)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setProperty("part", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)


def _under(*widgets: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout
