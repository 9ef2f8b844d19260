"""The project page: the form to the left, the call's rules to read to the right."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.people import PartnersPresenter, SignersPresenter
from budgetdesk.presenters.project import ProjectPresenter
from budgetdesk.text import text
from ui import theme
from ui.desk import Desk
from ui.pages.page import Page
from ui.widgets.fields import Form
from ui.widgets.grid import GridView
from ui.widgets.layout import sentence, words
from ui.widgets.rules import RulesView

_FORM: Final = (
    (("title", 12),),
    (("recipient_name", 8), ("cvr", 4)),
    (("kind", 6), ("contact", 6)),
    (("journal_number", 6), ("participants", 6)),
    (("start", 6), ("end", 6)),
)
"""The form's rows: keys and their share of twelve columns."""

_FORM_WIDTH: Final = 560
_LIST_ROWS: Final = 4


class ProjectPage(Page):
    """Draws a `ProjectPresenter` and the lists of people."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._presenter = ProjectPresenter(desk.workspace)
        self._form = Form(self._presenter.fields, _FORM)
        self._signers = GridView(SignersPresenter(desk.workspace), text("project.signers"))
        self._partners = GridView(PartnersPresenter(desk.workspace), text("project.partners"))
        self._call, self._rules = sentence(""), RulesView()
        self._lay_out()
        self.refresh()

    @override
    def refresh(self) -> None:
        self._form.refresh()
        self._signers.refresh()
        self._partners.refresh()
        self._call.setText(self._presenter.call_name)
        self._rules.show_rules(self._presenter.rules)

    @override
    def show_subject(self, subject: Subject) -> bool:
        if subject.kind == "call":
            self._rules.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._form.show_subject(subject)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 16, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(self._beside(), 1)

    def _scrolled(self) -> QScrollArea:
        """The form, as long as it is."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(words(text("project.heading"), "page_title"))
        column.addWidget(self._form)
        for heading, grid in (("signers", self._signers), ("partners", self._partners)):
            grid.setFixedHeight(_LIST_ROWS * theme.ROW + 2)
            column.addWidget(words(text(f"project.{heading}"), "heading"))
            column.addWidget(grid)
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
        column.addWidget(words(text("project.rules"), "heading"))
        column.addWidget(self._call)
        column.addWidget(self._rules, 1)
        return whole
