"""The grid by its keys, on a sheet of plain words."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.presenters.table import Cell, Column, Place
from ui.widgets.fields import take_over_typing
from ui.widgets.grid import GridView

FRUIT = ("abe", "bi", "ko")


class Sheet:
    """Three rows of a choice, a word and a figure; the figure is only looked at."""

    columns = (
        Column(key="kind", heading="Art", width=100),
        Column(key="word", heading="Ord", width=120, stretches=True),
        Column(key="figure", heading="Tal", width=90, numeric=True),
    )

    def __init__(self) -> None:
        self.words = [["abe", "en", "1"], ["bi", "to", "2"], ["ko", "tre", "3"]]
        self.steps = 0

    @property
    def row_count(self) -> int:
        return len(self.words)

    def cell(self, row: int, column: int) -> Cell:
        word = self.words[row][column]
        if column == 2:
            return Cell(text=word, amount=Money(int(word)), is_total=True)
        return Cell(text=word, is_editable=True, choices=FRUIT if column == 0 else ())

    def enter(self, typed: Mapping[Place, str]) -> None:
        self.steps += 1
        for (row, column), word in typed.items():
            while row >= len(self.words):
                self.words.append(["", "", "0"])
            if column < 2:
                self.words[row][column] = word

    def place_of(self, subject: Subject) -> Place | None:
        del subject
        return None


class Desk:
    """The grid between two fields, as on a page."""

    def __init__(self, qtbot: QtBot, *, is_typed: bool = True) -> None:
        self.sheet = Sheet()
        self.window = QWidget()
        self.before, self.after = QLineEdit(), QLineEdit()
        self.grid = GridView(self.sheet, "Dyr", is_typed=is_typed)
        layout = QVBoxLayout(self.window)
        for widget in (self.before, self.grid, self.after):
            layout.addWidget(widget)
        qtbot.addWidget(self.window)
        self.window.resize(600, 300)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self._qtbot = qtbot
        self.grid.show_place((0, 1))
        qtbot.waitUntil(self.grid.hasFocus)

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(self.focused(), key, modifiers)
        self._qtbot.wait(1)

    def write(self, words: str) -> None:
        QTest.keyClicks(self.focused(), words[:1])
        QTest.keyClicks(self.focused(), words[1:])

    def focused(self) -> QWidget:
        focused = QGuiApplication.focusObject()
        assert isinstance(focused, QWidget)
        return focused

    @property
    def here(self) -> Place:
        index = self.grid.currentIndex()
        return index.row(), index.column()

    def choose(self, *places: Place) -> None:
        """Selects from the first place to the last."""
        (top, left), (bottom, right) = places
        self.grid.show_place((top, left))
        for _ in range(bottom - top):
            self.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        for _ in range(right - left):
            self.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)


CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_what_is_typed_goes_in_and_enter_moves_down(desk: Desk) -> None:
    desk.write("fire")
    desk.press(Qt.Key.Key_Return)

    assert desk.sheet.words[0][1] == "fire"
    assert desk.here == (1, 1)
    assert desk.focused() is desk.grid


def test_what_is_being_typed_in_a_cell_is_taken_over_before_saving(desk: Desk) -> None:
    desk.write("halvt")
    take_over_typing()
    assert desk.sheet.words[0][1] == "halvt"


def test_tab_ends_the_typing_and_moves_right(desk: Desk) -> None:
    desk.write("fem")
    desk.press(Qt.Key.Key_Tab)

    assert desk.sheet.words[0][1] == "fem"
    assert desk.here == (0, 2)


def test_shift_tab_moves_left_and_shift_enter_up(desk: Desk) -> None:
    desk.grid.show_place((2, 2))
    desk.press(Qt.Key.Key_Backtab, SHIFT)
    desk.press(Qt.Key.Key_Return, SHIFT)

    assert desk.here == (1, 1)


def test_f2_edits_what_stands_there_and_escape_leaves_it(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_End)
    desk.write("gang")
    desk.press(Qt.Key.Key_Escape)

    assert desk.sheet.words[0][1] == "en"
    assert desk.here == (0, 1)

    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_End)
    desk.write("gang")
    desk.press(Qt.Key.Key_Return)

    assert desk.sheet.words[0][1] == "engang"


def test_a_cell_only_looked_at_takes_no_typing_and_keeps_the_place(desk: Desk) -> None:
    desk.grid.show_place((0, 2))
    desk.write("3")

    assert desk.sheet.words[0][2] == "1"
    assert desk.here == (0, 2)


def test_delete_clears_all_chosen_cells_in_one_step(desk: Desk) -> None:
    desk.choose((0, 1), (2, 2))
    desk.press(Qt.Key.Key_Delete)

    assert [row[1] for row in desk.sheet.words] == ["", "", ""]
    assert [row[2] for row in desk.sheet.words] == ["1", "2", "3"]
    assert desk.sheet.steps == 1


def test_a_block_is_copied_as_a_spreadsheet_takes_it(desk: Desk) -> None:
    desk.choose((0, 1), (1, 2))
    desk.press(Qt.Key.Key_C, CONTROL)

    assert QGuiApplication.clipboard().text() == "en\t1\nto\t2\n"


def test_a_cut_block_is_copied_and_gone(desk: Desk) -> None:
    desk.choose((0, 1), (1, 1))
    desk.press(Qt.Key.Key_X, CONTROL)

    assert QGuiApplication.clipboard().text() == "en\nto\n"
    assert [row[1] for row in desk.sheet.words] == ["", "", "tre"]


def test_a_pasted_block_is_one_step_and_may_make_rows(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("bi\tfem\r\nko\tseks\r\n")
    desk.grid.show_place((2, 0))
    desk.press(Qt.Key.Key_V, CONTROL)
    desk.grid.refresh()

    assert [row[:2] for row in desk.sheet.words[2:]] == [["bi", "fem"], ["ko", "seks"]]
    assert desk.sheet.steps == 1
    assert desk.grid.model().rowCount() == 4


def test_one_copied_cell_fills_all_chosen_ones(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("ens")
    desk.choose((0, 1), (2, 2))
    desk.press(Qt.Key.Key_V, CONTROL)

    assert [row[1] for row in desk.sheet.words] == ["ens", "ens", "ens"]
    assert desk.sheet.steps == 1


def test_an_empty_clipboard_changes_nothing(desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    desk.press(Qt.Key.Key_V, CONTROL)

    assert desk.sheet.steps == 0


def test_with_nothing_chosen_there_is_nothing_to_copy_or_fill(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("ens")
    desk.grid.clearSelection()
    desk.press(Qt.Key.Key_C, CONTROL)
    desk.press(Qt.Key.Key_V, CONTROL)

    assert QGuiApplication.clipboard().text() == "ens"
    assert desk.sheet.steps == 0


def test_control_home_and_end_go_to_the_corners(desk: Desk) -> None:
    desk.press(Qt.Key.Key_End, CONTROL)
    assert desk.here == (2, 2)

    desk.press(Qt.Key.Key_Home, CONTROL)
    assert desk.here == (0, 0)


def test_a_choice_is_made_by_keyboard(desk: Desk, qtbot: QtBot) -> None:
    desk.grid.show_place((0, 0))
    desk.press(Qt.Key.Key_F2)
    editor = desk.grid.findChild(QComboBox)
    assert editor is not None
    assert editor.currentText() == "abe"
    assert [editor.itemText(number) for number in range(editor.count())] == list(FRUIT)

    qtbot.waitUntil(lambda: editor.view().isVisible())
    QTest.keyClick(editor.view(), Qt.Key.Key_Down)
    QTest.keyClick(editor.view(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: desk.sheet.words[0][0] == "bi")
    assert desk.here == (1, 0)


def test_tab_leaves_from_the_last_cell_and_shift_tab_from_the_first(desk: Desk) -> None:
    desk.grid.show_place((2, 2))
    desk.press(Qt.Key.Key_Tab)
    assert desk.focused() is desk.after

    desk.grid.show_place((0, 0))
    desk.press(Qt.Key.Key_Backtab, SHIFT)
    assert desk.focused() is desk.before


def test_control_tab_leaves_from_anywhere(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Tab, CONTROL)
    assert desk.focused() is desk.after

    desk.grid.show_place((1, 1))
    desk.press(Qt.Key.Key_Backtab, CONTROL | SHIFT)
    assert desk.focused() is desk.before


def test_coming_in_by_keyboard_starts_in_the_first_cell(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.grid.setCurrentIndex(desk.grid.model().index(-1, -1))
    desk.before.setFocus()
    desk.press(Qt.Key.Key_Tab)

    assert desk.focused() is desk.grid
    assert desk.here == (0, 0)


def test_a_table_only_looked_at_opens_with_enter_and_is_left_with_tab(qtbot: QtBot) -> None:
    desk = Desk(qtbot, is_typed=False)
    with qtbot.waitSignal(desk.grid.activated) as opened:
        desk.press(Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].row() == 0

    desk.press(Qt.Key.Key_Tab)
    assert desk.focused() is desk.after


def test_the_sum_follows_the_selection_and_is_told(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.grid.chosen):
        desk.grid.selectAll()

    assert desk.grid.chosen_sum() == (3, Money(6))
    assert desk.grid.rows() == [0, 1, 2]


def test_the_stretching_column_takes_what_is_left_but_never_less_than_its_own(
    desk: Desk, qtbot: QtBot
) -> None:
    header = desk.grid.horizontalHeader()
    assert header.length() == desk.grid.viewport().width()

    assert desk.grid.columnWidth(1) == desk.grid.viewport().width() - 100 - 90

    desk.window.resize(200, 300)
    qtbot.waitUntil(lambda: desk.grid.columnWidth(1) == 120)


def test_a_cell_is_read_aloud_with_its_column(desk: Desk) -> None:
    spoken = desk.grid.model().data(
        desk.grid.model().index(1, 1), Qt.ItemDataRole.AccessibleTextRole
    )
    assert spoken == "Ord: to"
    assert desk.grid.accessibleName() == "Dyr"
