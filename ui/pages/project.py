"""The project page: the form to the left, the call's rules to read to the right."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.call_rules import UpgradePresenter
from budgetdesk.presenters.checklist import SUBJECT, Checklist
from budgetdesk.presenters.goals import GoalsPresenter
from budgetdesk.presenters.people import PartnersPresenter, SignersPresenter
from budgetdesk.presenters.project import ProjectPresenter
from budgetdesk.presenters.rows import Rows
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text
from ui import theme
from ui.commands import Command
from ui.desk import Desk
from ui.pages.page import Page
from ui.reader import UpgradeForm
from ui.widgets.buttons import CommandBar
from ui.widgets.checklist import ChecklistView
from ui.widgets.fields import Form
from ui.widgets.grid import GridView
from ui.widgets.layout import sentence, words
from ui.widgets.rules import RulesView

_FORM: Final = (
    (("title", 12),),
    (("recipient_name", 8), ("cvr", 4)),
    (("kind", 6), ("contact", 6)),
    (("journal_number", 4), ("participants", 4), ("members", 4)),
    (("start", 6), ("end", 6)),
)
"""The form's rows: keys and their share of twelve columns."""

_LISTS: Final = ("signers", "partners", "goals")
_REMOVE: Final = ("remove_signer", "remove_partner", "remove_goal")
"""The short lists under the form, and what takes a row out of each."""

_FORM_WIDTH: Final = 560
_LIST_ROWS: Final = 4


class ProjectPage(Page):
    """Draws a `ProjectPresenter` and the short lists under it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = ProjectPresenter(desk.workspace)
        self._form = Form(self._presenter.fields, _FORM)
        kinds: Sequence[Callable[[Workspace], Rows[Any]]] = (
            SignersPresenter,
            PartnersPresenter,
            GoalsPresenter,
        )
        self._lists = [kind(desk.workspace) for kind in kinds]
        self._grids = tuple(
            GridView(each, text(f"project.{name}"))
            for each, name in zip(self._lists, _LISTS, strict=True)
        )
        self._checklist = ChecklistView(Checklist(desk.workspace))
        self._bars = [CommandBar([command]) for command in self.commands()]
        self._call, self._rules = sentence(""), RulesView()
        self._lay_out()
        self.setFocusProxy(self._form)
        for grid, bar in zip(self._grids, self._bars[: len(self._grids)], strict=True):
            grid.selectionModel().currentChanged.connect(bar.refresh)
        self.refresh()

    @override
    def refresh(self) -> None:
        self._form.refresh()
        for grid in self._grids:
            grid.refresh()
        self._checklist.refresh()
        self._call.setText(self._presenter.call_name)
        self._rules.show_rules(self._presenter.rules)
        for bar in self._bars:
            bar.setVisible(self._presenter.can_edit)
            bar.refresh()

    @override
    def show_subject(self, subject: Subject) -> bool:
        if subject.kind == "call":
            self._rules.show_kind(subject.field)
            return True
        if subject == SUBJECT:
            first = self._checklist.first
            self._area.ensureWidgetVisible(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        for each, grid in zip(self._lists, self._grids, strict=True):
            if (place := each.place_of(subject)) is not None:
                grid.show_place(place)
                self._area.ensureWidgetVisible(grid)
                return True
        return self._form.show_subject(subject)

    @override
    def commands(self) -> Sequence[Command]:
        removing = zip(_REMOVE, self._lists, self._grids, strict=True)
        return (
            *(_removing(f"project.{key}", rows, grid) for key, rows, grid in removing),
            Command(
                key="project.upgrade_call",
                menu="edit",
                run=self.upgrade_call,
                is_enabled=lambda: self._presenter.can_edit,
            ),
        )

    def upgrade_call(self) -> None:
        """Shows what the pack at hand tells otherwise, and takes it in when the person says so."""
        dialogs = self._desk.dialogs
        try:
            presenter = UpgradePresenter(self._desk.workspace)
            if not presenter.changes:
                dialogs.tell(presenter.words)
            elif self._wants(presenter):
                presenter.upgrade()
        except BudgetDeskError as error:  # the pack is not here, or a sealed account holds it
            dialogs.show_error(error)

    def _wants(self, presenter: UpgradePresenter) -> bool:
        form = UpgradeForm(presenter.words, presenter.changes)
        title, accept = text("project.upgrade.title"), text("project.upgrade.accept")
        return self._desk.dialogs.fill_in(title, form, accept)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 16, 0, 0)
        layout.setSpacing(24)
        self._area = self._scrolled()
        layout.addWidget(self._area, 1)
        layout.addWidget(self._beside(), 1)

    def _scrolled(self) -> QScrollArea:
        """The form, as long as it is."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(words(text("project.heading"), "page_title"))
        column.addWidget(self._form)
        column.addWidget(self._checklist)
        for name, bar, grid in zip(_LISTS, self._bars[: len(_LISTS)], self._grids, strict=True):
            column.addLayout(_headed(text(f"project.{name}"), bar))
            column.addWidget(grid)
            grid.setFixedHeight(_LIST_ROWS * theme.ROW + 2)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("project_form")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(whole)
        area.setMaximumWidth(_FORM_WIDTH)
        return area

    def _beside(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 24, 16)
        column.setSpacing(8)
        column.addLayout(_headed(text("project.rules"), self._bars[-1]))
        column.addWidget(self._call)
        column.addWidget(self._rules, 1)
        return whole


def _removing(key: str, rows: Rows[Any], grid: GridView) -> Command:
    """Takes the chosen rows of a list out."""
    return Command(
        key=key,
        menu="edit",
        run=lambda: rows.remove(grid.rows()),
        icon="remove",
        is_enabled=lambda: rows.can_remove(grid.row()),
    )


def _headed(heading: str, bar: CommandBar) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(words(heading, "heading"))
    row.addStretch(1)
    row.addWidget(bar)
    return row
