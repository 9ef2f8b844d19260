"""Fields by keyboard: taken over when left, kept when unreadable, put back by Escape."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.project import ProjectPresenter
from budgetdesk.presenters.table import Cell
from budgetdesk.presenters.workspace import Workspace
from tests.builders import a_project
from tests.opened import opened
from ui.widgets.fields import ChoiceField, Form, LineField, LongField, take_over_typing


class Filled:
    """A form of three fields on a project, in a window."""

    def __init__(self, workspace: Workspace, qtbot: QtBot) -> None:
        self.workspace = workspace
        fields = ProjectPresenter(workspace).fields
        self.form = Form(fields, ((("title", 12),), (("participants", 6), ("kind", 6))))
        self.workspace.listen(self.form.refresh)
        qtbot.addWidget(self.form)
        self.form.show()
        qtbot.waitExposed(self.form)
        self.form.activateWindow()
        self.title, self.participants = self.form.findChildren(LineField)
        self.kind = self.form.findChild(ChoiceField)
        self.title.setFocus()
        qtbot.waitUntil(self.title.hasFocus)


@pytest.fixture
def filled(qtbot: QtBot) -> Iterator[Filled]:
    with opened(a_project()) as workspace:
        yield Filled(workspace, qtbot)


def rewrite(field: LineField, words: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, words)


def test_a_field_is_taken_over_when_it_is_left(filled: Filled) -> None:
    rewrite(filled.title, "Nyt navn")
    assert filled.workspace.project.title == "Kompetenceløft"
    QTest.keyClick(filled.title, Qt.Key.Key_Tab)
    assert filled.workspace.project.title == "Nyt navn"
    assert filled.participants.hasFocus()


def test_enter_takes_a_field_over_too(filled: Filled) -> None:
    rewrite(filled.title, "Nyt navn")
    QTest.keyClick(filled.title, Qt.Key.Key_Return)
    assert filled.workspace.project.title == "Nyt navn"


def test_what_is_being_typed_is_taken_over_before_saving(filled: Filled) -> None:
    rewrite(filled.title, "Halvt skrevet")
    take_over_typing()
    assert filled.workspace.project.title == "Halvt skrevet"
    assert filled.title.hasFocus()


def test_escape_puts_the_old_words_back(filled: Filled) -> None:
    rewrite(filled.title, "Fejl")
    QTest.keyClick(filled.title, Qt.Key.Key_Escape)
    QTest.keyClick(filled.title, Qt.Key.Key_Tab)
    assert filled.title.text() == "Kompetenceløft"
    assert filled.workspace.session.undo_step is None


def test_unreadable_words_stay_and_are_explained_below(filled: Filled) -> None:
    filled.participants.setFocus()
    QTest.keyClicks(filled.participants, "mange")
    QTest.keyClick(filled.participants, Qt.Key.Key_Tab)

    assert filled.participants.text() == "mange"
    assert filled.participants.property("invalid") is True
    assert "ikke et antal" in filled.participants.accessibleDescription()

    filled.participants.setFocus()
    rewrite(filled.participants, "12")
    QTest.keyClick(filled.participants, Qt.Key.Key_Tab)
    assert filled.workspace.project.participants == 12
    assert filled.participants.property("invalid") is False


def test_a_step_elsewhere_does_not_disturb_the_one_typing(filled: Filled) -> None:
    rewrite(filled.title, "Midt i et ")
    filled.workspace.run("project.identify", lambda project: project)
    filled.form.refresh()
    QTest.keyClicks(filled.title, "ord")
    assert filled.title.text() == "Midt i et ord"


def test_a_choice_is_taken_over_as_soon_as_it_is_made(filled: Filled) -> None:
    assert isinstance(filled.kind, ChoiceField)
    assert filled.kind.currentText() == "Kommune"
    filled.kind.setFocus()
    QTest.keyClick(filled.kind, Qt.Key.Key_Down)
    recipient = filled.workspace.project.recipient
    assert recipient.kind is not None
    assert recipient.kind.value == "region"


def test_a_field_is_named_by_its_label(filled: Filled) -> None:
    assert filled.participants.accessibleName() == "Antal deltagere"


def test_a_finding_puts_the_focus_in_its_field(filled: Filled) -> None:
    assert filled.form.show_subject(Subject(kind="project", field="participants"))
    assert filled.participants.hasFocus()
    assert not filled.form.show_subject(Subject(kind="line"))


def test_long_words_are_taken_over_when_left_and_tab_leaves(qtbot: QtBot) -> None:
    window, field, after = QWidget(), LongField(), LineField()
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(after)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    field.show_cell(Cell(text="", is_editable=True))
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    QTest.keyClicks(field, "En note")
    field.show_cell(Cell(text="andet", is_editable=True))
    with qtbot.waitSignal(field.left) as left:
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert left.args == ["En note"]
    assert after.hasFocus()
    field.show_cell(Cell(text="andet"))
    assert field.toPlainText() == "andet"
    assert field.isReadOnly()
