"""The ledger page, worked on as a person does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.value import PostingId
from budgetdesk.operations.budget import add_line
from budgetdesk.operations.versions import start_revision
from budgetdesk.presenters.parts import Show
from budgetdesk.presenters.workspace import Workspace
from tests.builders import kr
from tests.opened import with_ledger
from tests.ui.desks import Answers, on_desk
from ui.ledger.day_form import DayForm
from ui.ledger.import_preview import ImportPreviewView
from ui.ledger.rule_form import RuleFormView
from ui.ledger.split_form import SplitForm
from ui.pages.ledger import LedgerPage

TAXI = PostingId("1-4")


class Ledger:
    """The page with four postings, and what stands around it."""

    def __init__(
        self, qtbot: QtBot, page: LedgerPage, workspace: Workspace, answers: Answers
    ) -> None:
        self.qtbot, self.page, self.workspace, self.answers = qtbot, page, workspace, answers
        self.grid, self.bar = page.postings.grid, page.postings.bar

    def choose(self, *rows: int) -> None:
        self.grid.clearSelection()
        mode = self.grid.selectionMode()
        self.grid.setSelectionMode(self.grid.SelectionMode.MultiSelection)
        for row in rows:
            self.grid.selectRow(row)
        self.grid.setSelectionMode(mode)

    def texts(self) -> list[str]:
        table = self.page.postings.presenter
        return [table.cell(row, 4).text for row in range(table.row_count)]

    def press(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def is_in(self, page: LedgerPage) -> None:
        self.qtbot.waitUntil(lambda: page.findChild(ImportPreviewView) is None)

    def waiting(self) -> ImportPreviewView:
        self.qtbot.waitUntil(lambda: self.page.findChild(ImportPreviewView) is not None)
        view = self.page.findChild(ImportPreviewView)
        assert isinstance(view, ImportPreviewView)
        return view


@pytest.fixture
def ledger(qtbot: QtBot) -> Iterator[Ledger]:
    with on_desk(qtbot, LedgerPage, with_ledger()) as (page, desk):
        assert isinstance(desk.dialogs, Answers)
        yield Ledger(qtbot, page, desk.workspace, desk.dialogs)


def test_postings_are_found_by_typing(ledger: Ledger) -> None:
    QTest.keyClicks(ledger.page.postings.search, "taxa")
    assert ledger.texts() == ["Taxa"]


def test_a_click_on_a_heading_puts_the_postings_in_its_order(ledger: Ledger) -> None:
    heads = ledger.grid.horizontalHeader()
    ledger.choose(0)

    def click(column: int) -> None:
        at = QPoint(heads.sectionViewportPosition(column) + 20, heads.height() // 2)
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)

    imported = ledger.texts()
    click(5)
    assert ledger.texts() == ["Løn, 2021", "Frokost", "Taxa", "Løn, juni"]
    assert (heads.isSortIndicatorShown(), heads.sortIndicatorSection()) == (True, 5)
    assert [posting.text for posting in ledger.page.postings.placing.chosen] == ["Løn, juni"]
    assert ledger.grid.rows() == [3], "what is chosen are postings, not rows"
    click(5)
    assert ledger.texts() == ["Løn, juni", "Taxa", "Frokost", "Løn, 2021"]
    assert heads.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    click(5)
    assert (ledger.texts(), heads.isSortIndicatorShown()) == (imported, False)


def test_a_key_orders_by_the_column_the_keys_are_at(ledger: Ledger) -> None:
    ledger.page.postings.sort_here()
    ledger.grid.show_place((0, 4))
    command = next(each for each in ledger.page.commands() if each.key == "ledger.sort")
    command.run()
    assert ledger.texts() == ["Frokost", "Løn, 2021", "Løn, juni", "Taxa"]


def test_a_filter_shows_its_own_and_counts_them(ledger: Ledger) -> None:
    filters = ledger.page.postings.filter
    assert filters.itemText(1) == "Ikke placeret (1)"
    filters.setFocus()
    QTest.keyClick(filters, Qt.Key.Key_Down)
    assert ledger.texts() == ["Taxa"]


def test_chosen_postings_are_placed_from_the_keyboard(ledger: Ledger) -> None:
    ledger.choose(1, 2)
    assert ledger.page.chosen_sum() == (2, kr("120.50"))
    ledger.bar.target.setFocus()
    QTest.keyClicks(ledger.bar.target, "Ikke")
    assert not ledger.bar.place_button.isEnabled()
    QTest.keyClicks(ledger.bar.reason, "Ikke dækket")
    QTest.keyClick(ledger.bar.place_button, Qt.Key.Key_Space)
    placements = ledger.workspace.project.ledger.placements
    assert {placed.parts[0].kind for placed in placements.values()} == {PartKind.NOT_ELIGIBLE}
    assert ledger.bar.reason.text() == ""


def test_the_chosen_place_stays_when_there_are_more_places(ledger: Ledger) -> None:
    ledger.bar.target.setCurrentText("2. Leje")
    ledger.workspace.run("budget.revision", lambda p: add_line(start_revision(p, "v2"), "Rejser"))
    assert ledger.bar.target.currentText() == "2. Leje"
    assert ledger.bar.target.findText("3. Rejser") == 2


def test_what_is_chosen_are_postings_not_rows(ledger: Ledger) -> None:
    ledger.choose(2, 3)
    ledger.page.postings.search.setText("taxa")
    assert [each.id for each in ledger.page.postings.placing.chosen] == [TAXI]
    ledger.page.postings.search.setText("frokost")
    assert ledger.page.postings.placing.chosen == ()


def test_a_placing_is_taken_back(ledger: Ledger) -> None:
    ledger.choose(2)
    ledger.bar.target.setCurrentIndex(0)
    ledger.press(ledger.bar.place_button)
    assert ledger.workspace.project.ledger.placements
    ledger.press(ledger.bar.back)
    assert not ledger.workspace.project.ledger.placements


def test_a_posting_is_split_in_its_form(ledger: Ledger) -> None:
    def half(form: QWidget) -> bool:
        assert isinstance(form, SplitForm)
        form.presenter.enter({(0, 0): "1. Løn", (0, 1): "40"})
        return True

    def whole(form: QWidget) -> bool:
        assert isinstance(form, SplitForm)
        form.presenter.enter({(1, 0): "2. Leje"})
        return True

    ledger.answers.fillers = [half, whole]
    ledger.choose(2)
    ledger.press(ledger.bar.split_button)
    assert ledger.answers.told == ["Delene afviger 30,50 kr. fra posteringens beløb."]
    assert len(ledger.workspace.project.ledger.placements[TAXI].parts) == 2
    ledger.choose(0, 1)
    ledger.page.postings.split()
    assert not ledger.answers.fillers


def test_a_rule_is_made_from_a_posting(ledger: Ledger) -> None:
    def fill(form: QWidget) -> bool:
        assert isinstance(form, RuleFormView)
        assert form.conditions["gl_from"].text() == "3010"
        form.target.setCurrentText("2. Leje")
        return True

    ledger.answers.fillers = [fill]
    ledger.choose(2)
    ledger.press(ledger.bar.rule_button)
    assert ledger.page.tabs.currentWidget() is ledger.page.rules
    assert ledger.workspace.project.ledger.rules[-1].target == "2"


def test_a_rule_with_nothing_to_ask_is_sent_back(ledger: Ledger) -> None:
    ledger.answers.fillers = [lambda _: True, lambda _: False]
    ledger.press(ledger.page.rules.add)
    assert ledger.answers.told == ["Skriv mindst én betingelse."]
    assert len(ledger.workspace.project.ledger.rules) == 2


def test_rules_are_changed_moved_and_removed(ledger: Ledger) -> None:
    def fill(form: QWidget) -> bool:
        assert isinstance(form, RuleFormView)
        form.target.setCurrentText("Holdt uden for projektet")
        QTest.keyClicks(form.reason, "Betales af andre")
        form.reason.editingFinished.emit()
        QTest.keyClicks(form.conditions["text"], "løn")
        form.conditions["text"].editingFinished.emit()
        return True

    rules = ledger.page.rules
    ledger.page.tabs.setCurrentWidget(rules)
    rules.grid.selectRow(0)
    ledger.press(rules.down)
    assert [rule.id for rule in ledger.workspace.project.ledger.rules] == ["r2", "r1"]
    ledger.answers.fillers = [fill]
    QTest.keyClick(rules.grid, Qt.Key.Key_Return)
    changed = ledger.workspace.project.ledger.rules[1]
    assert (changed.kind, changed.text, changed.reason) == (
        PartKind.SET_ASIDE,
        "løn",
        "Betales af andre",
    )
    ledger.press(rules.up)
    ledger.press(rules.remove)
    assert [rule.id for rule in ledger.workspace.project.ledger.rules] == ["r2"]


def test_a_finding_leads_to_its_posting_or_its_import(ledger: Ledger) -> None:
    page = ledger.page
    page.postings.show_only(Show.FUNDING)
    assert page.show_subject(Subject(kind="posting", id=TAXI))
    assert ledger.grid.rows() == [2]
    assert page.show_subject(Subject(kind="batch", id="1"))
    assert page.tabs.currentWidget() is page.imports
    assert not page.show_subject(Subject(kind="line", id="1"))


def test_an_import_is_taken_out(ledger: Ledger) -> None:
    ledger.page.tabs.setCurrentWidget(ledger.page.imports)
    ledger.page.imports.grid.selectRow(0)
    ledger.press(ledger.page.imports.remove)
    ledger.qtbot.waitUntil(lambda: ledger.workspace.project.ledger.batches == ())
    assert not ledger.page.imports.remove.isEnabled()


def test_a_file_is_previewed_before_it_is_taken_in(qtbot: QtBot) -> None:
    with on_desk(qtbot, LedgerPage, sample.project()) as (page, desk):
        assert isinstance(desk.dialogs, Answers)
        ledger = Ledger(qtbot, page, desk.workspace, desk.dialogs)
        page.choose_file()
        desk.dialogs.file = sample.ledger_file()
        page.choose_file()
        view = ledger.waiting()
        assert not desk.workspace.project.ledger.sum
        QTest.keyClicks(view.control, "773015,26")
        view.control.editingFinished.emit()
        assert view.control.text() == "773.015,26"
        QTest.keyClick(view.accept, Qt.Key.Key_Space)
        ledger.is_in(page)
        (batch,) = desk.workspace.project.ledger.batches
        assert (len(batch.postings), batch.control_difference) == (65, kr(0))
        assert page.tabs.currentWidget() is page.postings


def test_a_preview_can_be_left_and_nothing_happened(ledger: Ledger) -> None:
    assert ledger.page.take_file(sample.ledger_file())
    view = ledger.waiting()
    ledger.press(view.cancel)
    ledger.qtbot.waitUntil(lambda: ledger.page.findChild(ImportPreviewView) is None)
    assert len(ledger.workspace.project.ledger.batches) == 1


def test_a_preview_follows_an_undo(qtbot: QtBot) -> None:
    with on_desk(qtbot, LedgerPage, sample.project()) as (page, desk):
        assert isinstance(desk.dialogs, Answers)
        ledger = Ledger(qtbot, page, desk.workspace, desk.dialogs)
        page.read(sample.ledger_file())
        ledger.waiting().accept.click()
        qtbot.waitUntil(lambda: page.findChild(ImportPreviewView) is None)
        page.read(sample.ledger_file())
        view = ledger.waiting()
        assert not view.accept.isEnabled()
        desk.workspace.session.undo()
        assert not view.accept.isEnabled()  # held against a ledger that is no more
        qtbot.waitUntil(view.accept.isEnabled)


def test_a_file_is_read_again_the_way_the_person_says(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "udtræk.csv"
    file.write_text("Dato;Bilag;Beløb\n05-03-20;A1;1.234\n", encoding="utf-8")
    ledger.page.read(file)
    view = ledger.waiting()
    assert not view.accept.isEnabled()
    century = view.writing["century"]
    century.setFocus()
    QTest.keyClick(century, Qt.Key.Key_Down)
    ledger.qtbot.waitUntil(view.accept.isEnabled)
    ledger.page.postings.setFocus()
    view.columns.model().setData(view.columns.model().index(2, 1), "(andet)")
    ledger.qtbot.waitUntil(lambda: not view.accept.isEnabled())
    view.columns.model().setData(view.columns.model().index(2, 1), "Beløb")
    ledger.qtbot.waitUntil(view.accept.isEnabled)
    ledger.press(view.accept)
    ledger.is_in(ledger.page)
    (posting,) = ledger.workspace.project.ledger.batches[-1].postings
    assert (str(posting.day), posting.amount) == ("2020-03-05", kr(1234))


def test_what_is_read_for_a_preview_that_was_left_is_thrown_away(
    ledger: Ledger, tmp_path: Path
) -> None:
    file = tmp_path / "udtræk.csv"
    file.write_text("Dato;Bilag;Beløb\n05-03-2020;A1;1.234\n", encoding="utf-8")
    ledger.page.read(file)
    view = ledger.waiting()
    view.writing["decimal"].activated.emit(1)
    ledger.press(view.cancel)
    ledger.qtbot.waitUntil(lambda: ledger.page.findChild(ImportPreviewView) is None)
    assert len(ledger.workspace.project.ledger.batches) == 1


def test_a_file_that_is_no_ledger_is_explained(ledger: Ledger, tmp_path: Path) -> None:
    ledger.page.read(tmp_path / "væk.csv")
    ledger.qtbot.waitUntil(lambda: ledger.answers.told == ["importers.unreadable"])


def test_every_command_of_the_page_can_be_run(ledger: Ledger) -> None:
    commands = {command.key: command for command in ledger.page.commands()}
    enabled = {key for key, command in commands.items() if command.is_enabled()}
    assert enabled == {
        "ledger.import",
        "ledger.search",
        "ledger.sort",
        "ledger.add_rule",
        "ledger.propose",
        "ledger.journal",
        "ledger.folder",
    }
    commands["ledger.search"].run()
    ledger.answers.fillers = [lambda _: False]
    commands["ledger.add_rule"].run()
    assert ledger.page.tabs.currentWidget() is ledger.page.rules


def test_a_day_is_asked_for_until_it_can_be_read_or_the_person_gives_up(ledger: Ledger) -> None:
    late = next(row for row, words in enumerate(ledger.texts()) if "2021" in words)
    button = ledger.bar.day_button
    assert not button.isEnabled()
    ledger.page.postings.tell_day()
    ledger.choose(late)

    def typed(day: str, reason: str) -> Callable[[QWidget], bool]:
        def fill(form: QWidget) -> bool:
            assert isinstance(form, DayForm)
            form.day.setText(day)
            form.reason.setText(reason)
            return True

        return fill

    ledger.answers.fillers = [lambda _: False]
    ledger.press(button)
    assert not ledger.workspace.project.decisions
    ledger.answers.fillers = [typed("snart", "Leveret"), typed("31-12-2020", "Leveret i december")]
    ledger.press(button)
    (told,) = ledger.workspace.project.decisions
    assert (told.answer, told.reason) == ("2020-12-31", "Leveret i december")
