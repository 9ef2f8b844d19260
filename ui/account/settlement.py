"""What the grant comes to and who signs: figures to the left, open questions to the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.payout import PayoutFigures, YearFigures
from budgetdesk.presenters.questions import (
    OpenQuestion,
    SettlementQuestion,
    SignoffQuestion,
    other_questions,
)
from budgetdesk.presenters.settlement import FundingFigures, SettlementFigures, cofinancing
from budgetdesk.text import text
from ui import theme
from ui.account.question_box import QuestionBox
from ui.desk import Desk
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import clear, sentence, words
from ui.widgets.marks import line


class SettlementView(QScrollArea):
    """Funding, settlement and co-financing; the reading that is used; the sign-off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        workspace = desk.workspace
        self._funding = GridView(
            FundingFigures(workspace), text("account.funding.name"), is_typed=False
        )
        self._steps = GridView(
            SettlementFigures(workspace), text("account.settlement.name"), is_typed=False
        )
        self._cofinancing = Remark()
        self._money, self._years = PayoutFigures(workspace), YearFigures(workspace)
        self.payout = GridView(self._money, text("money.name.payout"), is_typed=False)
        self.years = GridView(self._years, text("money.name.years"), is_typed=False)
        self._said = sentence("")
        self._years_name = words(text("money.name.years"), "heading")
        self.signoff = QuestionBox(text("account.signoff.name"), SignoffQuestion(workspace))
        self.reading = QuestionBox(
            text("account.settlement.question"), SettlementQuestion(workspace)
        )
        self.others: dict[tuple[Topic, str], QuestionBox] = {}
        self._others = QVBoxLayout()
        self._others.setSpacing(16)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 12, 8, 0)
        columns.setSpacing(32)
        columns.addLayout(self._figures(), 1)
        columns.addLayout(self._questions(), 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setProperty("part", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _figures(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        for name, widget in (
            ("funding", self._funding),
            ("settlement", self._steps),
            ("cofinancing", self._cofinancing),
        ):
            left.addWidget(words(text(f"account.{name}.name"), "heading"))
            left.addWidget(widget)
            left.addSpacing(8)
        left.addWidget(words(text("money.name.payout"), "heading"))
        left.addWidget(self._said)
        left.addWidget(self.payout)
        left.addSpacing(8)
        left.addWidget(self._years_name)
        left.addWidget(self.years)
        left.addStretch()
        return left

    def _questions(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.signoff)
        right.addWidget(line())
        right.addWidget(self.reading)
        right.addLayout(self._others)
        right.addStretch()
        return right

    def refresh(self) -> None:
        """Shows the settlement as it is now."""
        for grid in (self._funding, self._steps, self.payout, self.years):
            grid.refresh()
            _fit(grid)
        self._said.setText(self._money.said)
        self.payout.setVisible(bool(self._money.rows))
        for each in (self._years_name, self.years):
            each.setVisible(bool(self._years.rows))
        held = cofinancing(self._desk.workspace)
        self._cofinancing.show_cell(held)
        self.signoff.refresh()
        self.reading.refresh()
        self._refresh_others()

    def _refresh_others(self) -> None:
        """A box for each other question; made anew only when others are asked."""
        asked = other_questions(self._desk.workspace)
        if [(each.topic, each.about) for each in asked] != list(self.others):
            clear(self._others)
            self.others = {}
            for each in asked:
                question = OpenQuestion(self._desk.workspace, each)
                box = QuestionBox(question.title, question)
                self.others[each.topic, each.about] = box
                self._others.addWidget(box)
        for box in self.others.values():
            box.refresh()

    def show_subject(self, subject: Subject) -> bool:
        """Leads to the question a finding is about."""
        boxes = {
            ("signoff", self.signoff.about): self.signoff,
            ("settlement", ""): self.reading,
        } | {(topic.value, about): box for (topic, about), box in self.others.items()}
        if subject == Subject(kind="account", field="year_ends"):
            self.ensureWidgetVisible(self.years)
            return True
        box = boxes.get((subject.field, subject.id))
        if subject.kind != "account" or box is None:
            return False
        box.ask()
        self.ensureWidgetVisible(box)
        return True


def _fit(grid: GridView) -> None:
    """A short table is as high as its rows: nothing to scroll, nothing empty."""
    grid.setFixedHeight((grid.model().rowCount() + 1) * theme.ROW + 2 * grid.frameWidth())
    grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
