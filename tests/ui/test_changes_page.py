"""The changes page as a person meets it: money moved, answers kept, versions compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.domain.budget import Standing
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from tests.changed import approved
from tests.ui.desks import Answers, on_desk, wait_for
from tests.ui.windows import CONTROL, entries, named, page, person, press, write
from ui.desk import Desk
from ui.like_form import LikeForm
from ui.main_window import MainWindow
from ui.pages.changes import ChangesPage
from ui.widgets.fields import LineField
from ui.widgets.grid import GridView

Shown = tuple[ChangesPage, Desk]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    with on_desk(qtbot, ChangesPage, approved()) as made:
        yield made


def project(shown: Shown) -> Project:
    return shown[1].workspace.project


def answers(shown: Shown) -> Answers:
    given = shown[1].dialogs
    assert isinstance(given, Answers)
    return given


def do(shown: Shown, key: str, *words: str) -> None:
    """Runs a command and fills its box in; without words the box is given up."""

    def fill(form: QWidget) -> bool:
        for field, word in zip(form.findChildren(LineField), words, strict=bool(words)):
            field.setText(word)
        return bool(words)

    answers(shown).fillers = [fill, lambda _: False]
    command = next(each for each in shown[0].commands() if each.key == f"changes.{key}")
    assert command.is_enabled()
    command.run()
    wait_for(shown[1])


def move(shown: Shown, amount: str, reason: str = "Halv tid.") -> None:
    """Fills the row in and presses Enter in the last field."""
    form = shown[0].change.form
    form.from_year.setCurrentText("2020")
    form.to_line.setCurrentIndex(1)
    form.to_year.setCurrentText("2020")
    form.amount.setText(amount)
    form.reason.setText(reason)
    QTest.keyClick(form.reason, Qt.Key.Key_Return)


def test_what_a_move_would_need_is_said_while_it_is_typed(shown: Shown) -> None:
    form = shown[0].change.form
    form.from_year.setCurrentText("2020")
    form.to_line.setCurrentIndex(1)
    form.to_year.setCurrentText("2020")
    QTest.keyClicks(form.amount, "300")
    assert form.foreseen.accessibleName().endswith("Kræver godkendelse.")
    form.amount.clear()
    assert form.foreseen.isHidden()


def test_all_versions_stand_side_by_side_in_a_tab(shown: Shown) -> None:
    move(shown, "300")
    page = shown[0]
    page.tabs.setCurrentWidget(page.beside)
    model = page.beside.model()
    shown_row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown_row == ["Løn", "2.000,00", "1.700,00"]
    page.beside.selectAll()
    assert page.chosen_sum()[0] > 0


def test_money_is_moved_from_the_row_and_taken_back(shown: Shown) -> None:
    move(shown, "300")
    assert project(shown).budget.name == "Ændring 1"
    assert project(shown).budget.lines[0].amounts[2020] == Money(70_000)
    change = shown[0].change
    assert change.form.amount.text() == change.form.reason.text() == ""
    change.moves.show_place((0, 0))
    do(shown, "take_back")
    assert project(shown).budget.moves == ()


def test_what_cannot_be_moved_is_told_and_stays_typed(shown: Shown) -> None:
    move(shown, "mange")
    move(shown, "5000")
    move(shown, "5", reason="")
    told = answers(shown).told
    assert "ikke et beløb" in told[0]
    assert told[1:] == ["changes.not_enough", "changes.without_reason"]
    assert shown[0].change.form.amount.text() == "5"
    assert project(shown) == approved()


def test_the_part_chosen_is_explained_and_summed(shown: Shown) -> None:
    move(shown, "300")
    shown[0].change.parts.show_place((0, 2))
    assert shown[0].chosen_sum() == (1, Money(-30_000))
    shown[0].tabs.setCurrentIndex(1)
    assert shown[0].chosen_sum() == (0, Money(0))


def test_a_change_goes_to_the_funder_and_comes_back(shown: Shown, tmp_path: Path) -> None:
    do(shown, "new_line", "Kørsel")
    move(shown, "300")
    do(shown, "whole", "Ny leder.", "30-06-2021")
    answers(shown).file = tmp_path / "brev.pdf"
    do(shown, "letter")
    assert (tmp_path / "brev.pdf").read_bytes().startswith(b"%PDF")
    do(shown, "send", "i går")
    assert "ikke en dato" in answers(shown).told[-1]
    do(shown, "send", "01-06-2020")
    assert project(shown).budget.standing is Standing.SENT
    do(shown, "approve", "01-07-2020", "20/5")
    period = project(shown).period
    assert period is not None
    assert period.end.year == 2021
    assert len(project(shown).base_budget.lines) == 3


def test_a_free_change_is_taken_into_use_and_a_refused_one_put_aside(shown: Shown) -> None:
    move(shown, "100")
    do(shown, "take", "01-06-2020")
    assert project(shown).budget.standing is Standing.TAKEN
    move(shown, "900")
    do(shown, "refuse", "01-07-2020", "STAR", "For sent.")
    assert project(shown).versions[-1].standing is Standing.REFUSED
    assert project(shown).budget.standing is Standing.TAKEN


def test_a_box_or_file_given_up_changes_nothing(shown: Shown) -> None:
    do(shown, "new_line")
    move(shown, "300")
    answers(shown).file = None
    do(shown, "letter")
    do(shown, "difference")
    do(shown, "approve")
    assert project(shown).budget.standing is Standing.DRAFT


def test_a_file_that_cannot_be_written_is_told_of(shown: Shown, tmp_path: Path) -> None:
    move(shown, "300")
    answers(shown).file = tmp_path / "findes ikke" / "x.pdf"
    do(shown, "letter")
    do(shown, "difference")
    assert answers(shown).told == ["writers.no_folder"] * 2


def test_versions_are_compared_and_the_difference_printed(shown: Shown, tmp_path: Path) -> None:
    move(shown, "300")
    versions = shown[0].versions
    shown[0].tabs.setCurrentWidget(versions)
    versions.before.setCurrentIndex(1)
    versions.after.setCurrentIndex(0)
    versions.before.activated.emit(1)
    model = versions.difference.model()
    assert model.index(0, 3).data() == "+300,00"
    answers(shown).file = tmp_path / "forskel.pdf"
    do(shown, "difference")
    assert (tmp_path / "forskel.pdf").read_bytes().startswith(b"%PDF")
    answers(shown).file = tmp_path / "forskel.xlsx"
    do(shown, "workbook")
    assert load_workbook(tmp_path / "forskel.xlsx").sheetnames[0] == "Revideret budget"
    assert not shown[0].show_subject(Subject(kind="line", id="1"))


def test_every_control_of_the_page_has_a_name_to_be_read_aloud(shown: Shown) -> None:
    fields = [each for each in shown[0].findChildren(QLineEdit) if each.isVisible()]
    nameless = [each for each in fields if not each.accessibleName()]
    assert nameless == []


def test_one_key_begins_a_revision_and_the_cell_is_typed_in_at_once(opened: MainWindow) -> None:
    for key, name in ((Qt.Key.Key_2, "Budgetposter"), (Qt.Key.Key_3, "Finansieringskilder")):
        press(key, CONTROL)
        grid = named(opened, GridView, name)
        grid.show_place((0, grid.model().columnCount() - 3))
        press(Qt.Key.Key_R, CONTROL)
        editor = QGuiApplication.focusObject()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        write("1234")
        press(Qt.Key.Key_Tab)
        assert opened.workspace
        budget = opened.workspace.project.budget
        assert budget.name == "Ændring 1"
        first = budget.lines[0] if key is Qt.Key.Key_2 else budget.funding[0]
        assert first.amounts[2020] == Money(123_400)
        opened.undo()
        opened.undo()
        assert opened.workspace.project == sample.project()


def test_the_changes_are_a_step_of_the_course(opened: MainWindow) -> None:
    press(Qt.Key.Key_4, CONTROL)
    assert page(opened) == "changes"


def test_a_project_is_begun_after_an_earlier_one_from_the_start_page(
    window: MainWindow, document: Path
) -> None:
    def fill(form: QWidget) -> bool:
        assert isinstance(form, LikeForm)
        form.start.setText("01-01-2022")
        form.end.setText("31-12-2023" if form.amounts.isChecked() else "")
        form.findChildren(QCheckBox)[0].setChecked(True)
        return True

    assert "Nyt projekt efter et tidligere …" in entries(window)
    person(window).file = document
    person(window).fillers = [fill, fill]
    window.begin_like()
    assert "slutning" in person(window).told[0]
    assert window.workspace
    begun = window.workspace.project
    assert [line.label for line in begun.budget.lines] == [
        line.label for line in sample.project().budget.lines
    ]
    assert begun.budget.total_costs == sample.project().budget.total_costs
    assert not begun.ledger.batches


def test_no_project_is_begun_after_a_file_that_is_none(window: MainWindow, tmp_path: Path) -> None:
    person(window).file = tmp_path / "x.budgetdesk"
    person(window).fillers = [lambda _: True]
    window.begin_like()
    assert person(window).told == ["storage.not_found"]
    assert window.workspace is None
    person(window).file = None
    window.begin_like()
