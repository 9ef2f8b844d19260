"""Project, budget and funding pages as a person meets them: real document, real keys."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.operations.versions import start_revision
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.opened import opened
from tests.ui.desks import Answers
from tests.ui.windows import named
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.budget import BudgetPage
from ui.pages.funding import FundingPage
from ui.pages.page import Page
from ui.pages.project import ProjectPage
from ui.tasks import Tasks
from ui.widgets.fields import LineField, LongField
from ui.widgets.grid import GridView
from ui.widgets.rules import RulesView

CONTROL = Qt.KeyboardModifier.ControlModifier


class Open:
    """A document with one page in sight; boxes are filled in with `words` while there are any."""

    def __init__(self, workspace: Workspace, qtbot: QtBot) -> None:
        self.workspace = workspace
        self.answers = Answers(QWidget())
        self.desk = Desk(workspace, Tasks(), self.answers)
        self._qtbot = qtbot

    def show(self, page: Page) -> None:
        self.workspace.listen(page.refresh)
        self._qtbot.addWidget(page)
        page.resize(1040, 560)
        page.show()
        self._qtbot.waitExposed(page)
        page.activateWindow()
        self._qtbot.waitUntil(page.isActiveWindow)

    def answer(self, *words: str) -> None:
        """Fills in the next box with these and accepts it; without any, gives it up."""

        def fill(form: QWidget) -> bool:
            for field, word in zip(form.findChildren(QLineEdit), words, strict=bool(words)):
                field.setText(word)
            return bool(words)

        self.answers.fillers.append(fill)

    @property
    def project(self) -> Project:
        return self.workspace.project


@pytest.fixture
def revision(qtbot: QtBot) -> Iterator[Open]:
    finished = sample.finished(datetime(2021, 2, 1, tzinfo=UTC))
    with opened(start_revision(finished, "Ændring")) as workspace:
        yield Open(workspace, qtbot)


@pytest.fixture
def budget(revision: Open) -> BudgetPage:
    page = BudgetPage(revision.desk)
    revision.show(page)
    return page


def grid_of(page: QWidget, place: int = 0) -> GridView:
    return page.findChildren(GridView)[place]


def press(page: Page, key: str) -> None:
    command = next(command for command in page.commands() if command.key == key)
    assert command.is_enabled()
    command.run()


def test_a_line_is_added_named_and_given_an_amount_by_keyboard(
    budget: BudgetPage, revision: Open
) -> None:
    press(budget, "budget.add_line")
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Transport")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    grid = grid_of(budget)
    for _ in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "2*1500")
    QTest.keyClick(editor, Qt.Key.Key_Tab)

    line = revision.project.budget.lines[-1]
    assert (line.label, line.amounts) == ("Transport", {2020: Money(300_000)})


def test_a_block_from_excel_is_one_step_that_can_be_undone(
    budget: BudgetPage, revision: Open
) -> None:
    before = revision.project
    QGuiApplication.clipboard().setText("Rejser\t\tTil møder\t1.000,00\t2.000,00\r\nTryk\r\n")
    grid = grid_of(budget)
    grid.show_place((4, 1))
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    assert [line.label for line in revision.project.budget.lines[4:]] == ["Rejser", "Tryk"]
    assert revision.project.budget.lines[4].total == Money(300_000)

    revision.workspace.session.undo()
    assert revision.project == before
    assert grid.model().rowCount() == 6


def test_lines_are_moved_and_removed(budget: BudgetPage, revision: Open) -> None:
    grid = grid_of(budget)
    grid.show_place((3, 1))
    press(budget, "budget.move_up")
    assert revision.project.budget.lines[2].label == "Revision"
    assert grid.currentIndex().row() == 2
    press(budget, "budget.move_down")
    press(budget, "budget.remove_line")
    assert len(revision.project.budget.lines) == 3


def test_the_note_of_the_chosen_line_is_written_at_length(
    budget: BudgetPage, revision: Open, qtbot: QtBot
) -> None:
    grid = grid_of(budget)
    grid.show_place((3, 1))
    note = budget.findChild(LongField)
    assert isinstance(note, LongField)
    assert note.toPlainText().startswith("Revisors gennemgang")
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    note.selectAll()
    QTest.keyClicks(note, "Nyt tilbud.")
    grid.show_place((0, 1))

    assert revision.project.budget.lines[3].note == "Nyt tilbud."
    assert note.toPlainText().startswith("Projektleder 11 timer")


def test_a_finding_leads_to_its_cell(budget: BudgetPage) -> None:
    assert budget.show_subject(Subject(kind="line", id="3", field="2020"))
    grid = grid_of(budget)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, 5)
    assert grid.hasFocus()
    assert not budget.show_subject(Subject(kind="posting", id="1-2"))


def test_the_selection_is_summed(budget: BudgetPage) -> None:
    grid = grid_of(budget)
    grid.show_place((0, 4))
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert budget.chosen_sum() == (2, Money(30_000_000))


def test_an_approval_is_asked_for_until_it_can_be_read(budget: BudgetPage, revision: Open) -> None:
    revision.answer("i går", "Brev 2")
    revision.answer("01-02-2021", "")
    revision.answer("01-02-2021", "Brev 2")
    press(budget, "budget.approve")
    assert "ikke en dato" in revision.answers.told[0]
    assert revision.answers.told[1] == "budget.approval_without_reference"
    approval = revision.project.budget.approval
    assert approval is not None
    assert (approval.on, approval.reference) == (date(2021, 2, 1), "Brev 2")

    press(budget, "budget.revise")
    assert revision.project.budget.name == "Ændring 2"


def test_an_approval_given_up_changes_nothing(budget: BudgetPage, revision: Open) -> None:
    revision.answer()
    press(budget, "budget.approve")
    assert revision.project.budget.approval is None


def test_an_approved_budget_shows_no_way_to_change_its_lines(qtbot: QtBot) -> None:
    with opened(sample.project()) as workspace:
        here = Open(workspace, qtbot)
        page = BudgetPage(here.desk)
        here.show(page)
        buttons = page.findChildren(QPushButton)
        assert [each.text() for each in buttons if each.isVisible()] == [
            "Specifikation",
            "Dele",
            "Start budgetændring",
        ]

        grid = grid_of(page)
        grid.show_place((0, 1))
        QTest.keyClick(grid, Qt.Key.Key_Delete)
        QTest.keyClick(grid, Qt.Key.Key_F2)
        assert QGuiApplication.focusObject() is grid
        assert here.project == sample.project()


def test_funding_is_added_and_payments_are_pasted(revision: Open) -> None:
    page = FundingPage(revision.desk)
    revision.show(page)
    press(page, "funding.add")
    assert [line.id for line in revision.project.budget.funding] == ["f1", "f2", "f5"]
    grid_of(page).show_place((2, 0))
    press(page, "funding.remove")
    assert len(revision.project.budget.funding) == 2

    QGuiApplication.clipboard().setText("01-06-2020\t100.000,00\tRate 1\n")
    paid = named(page, GridView, "Udbetalinger fra tilskudsgiver")
    paid.show_place((0, 0))
    QTest.keyClick(paid, Qt.Key.Key_V, CONTROL)
    assert revision.project.paid_out == Money(10_000_000)
    assert paid.row() == 0
    paid.selectAll()
    assert page.chosen_sum() == (1, Money(10_000_000))

    press(page, "funding.remove_payment")
    assert not revision.project.payments

    assert page.show_subject(Subject(kind="funding", id="f2"))
    assert not page.show_subject(Subject(kind="line", id="1"))


def test_the_project_form_takes_what_is_typed_and_shows_the_rules(revision: Open) -> None:
    page = ProjectPage(revision.desk)
    revision.show(page)
    title = next(
        field
        for field in page.findChildren(LineField)
        if field.accessibleName() == "Projektets navn"
    )
    title.setFocus()
    title.selectAll()
    QTest.keyClicks(title, "Nyt navn")
    QTest.keyClick(title, Qt.Key.Key_Tab)
    assert revision.project.title == "Nyt navn"

    assert len(revision.project.signers) == 2
    grid_of(page).show_place((1, 0))
    press(page, "project.remove_signer")
    assert [signer.name for signer in revision.project.signers] == ["Bo Prøve"]

    rules = page.findChild(RulesView)
    assert isinstance(rules, RulesView)
    assert "medfinansierer 20 procent" in rules.toPlainText()
    assert page.show_subject(Subject(kind="call", field="settlement"))
    assert rules.hasFocus()
    assert rules.verticalScrollBar().value() > 0
    assert page.show_subject(Subject(kind="period", field="end"))
    assert page.chosen_sum() is None


def test_every_control_has_a_name_to_be_read_aloud(revision: Open) -> None:
    for make in (ProjectPage, BudgetPage, FundingPage):
        page = make(revision.desk)
        revision.show(page)
        nameless = [
            type(widget).__name__
            for widget in page.findChildren(QWidget)
            if widget.focusPolicy() is Qt.FocusPolicy.StrongFocus
            and isinstance(widget, LineField | LongField | GridView | RulesView | QPushButton)
            and not widget.accessibleName()
        ]
        assert nameless == []


def test_saving_by_key_takes_what_stands_half_typed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    file = tmp_path / "projekt.budgetdesk"
    Session.create(file, sample.project(), "Kim").close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.documents.open(file)
    window.show()
    window.activateWindow()
    title = next(
        field
        for field in window.findChildren(LineField)
        if field.accessibleName() == "Projektets navn"
    )
    title.setFocus()
    qtbot.waitUntil(title.hasFocus)
    title.selectAll()
    QTest.keyClicks(title, "Halvt skrevet")
    QTest.keyClick(title, Qt.Key.Key_S, CONTROL)

    with Session.open(file, "Bo", read_only=True) as saved:
        assert saved.project.title == "Halvt skrevet"
    window.close()
