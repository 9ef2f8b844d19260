"""A table on a page that behaves like a spreadsheet: keys, blocks, choices and column widths."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from budgetdesk.domain.money import Money
from budgetdesk.presenters.behind import Drilled
from budgetdesk.presenters.table import Place, TablePresenter, block, copied, summed
from ui import theme
from ui.table_model import CHOICES, TableModel

Index = QModelIndex | QPersistentModelIndex

_FOCUS: Final = 2
"""Pixels of the frame around the current cell."""


class GridView(QTableView):
    """Draws a `TablePresenter` and hands back what was typed, pasted or cleared.

    A grid that `is_typed` in takes Enter and Tab for moving between its cells; Tab leaves it from
    the last cell, Shift+Tab from the first, Ctrl+Tab from anywhere. In one only looked at Enter
    opens (`activated`), and Tab leaves at once. `chosen` is told whenever the selection moved,
    `figure` with what stands behind a figure that was opened: by Enter or a double click where
    nothing is typed, by F4 everywhere.
    """

    chosen = Signal()
    figure = Signal(object)

    def __init__(
        self,
        table: TablePresenter,
        name: str,
        parent: QWidget | None = None,
        *,
        is_typed: bool = True,
    ) -> None:
        super().__init__(parent)
        self._is_typed = is_typed
        self._rows = TableModel(table, self)
        self.setModel(self._rows)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(is_typed)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._lay_out()
        self._rows.modelReset.connect(self._set_widths)
        self.activated.connect(self._open)

    def _lay_out(self) -> None:
        self.setAlternatingRowColors(False)
        self.setShowGrid(self._is_typed)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.ROW)
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(theme.ROW)
        self._set_widths()

    def refresh(self) -> None:
        """Shows the presenter's rows as they are now; selection and scroll stay."""
        self._rows.refresh()

    def show_place(self, place: Place) -> None:
        """Puts the focus in a cell."""
        self._go_to(self._rows.index(*place))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on_typing(self) -> None:
        """Opens the cell the keys are at, if it can be typed in."""
        self.refresh()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def places(self) -> set[Place]:
        """The selected cells."""
        return set(self._chosen(range(self._rows.columnCount())))

    def row(self) -> int:
        """The row the keys are at; -1 while they are at none."""
        return self.currentIndex().row()

    def rows(self) -> list[int]:
        """The rows that have a selected cell, from the top."""
        ranges = self.selectionModel().selection().toList()
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def chosen_sum(self) -> tuple[int, Money]:
        """How many amounts are selected, and what they come to."""
        columns = enumerate(self._rows.table.columns)
        numeric = [number for number, column in columns if column.numeric]
        return summed(self._rows.table, self._chosen(numeric))

    def _chosen(self, columns: Sequence[int]) -> Iterator[Place]:
        """The selected cells of some columns, by ranges: there may be 100.000 rows."""
        for each in self.selectionModel().selection().toList():
            for row in range(each.top(), each.bottom() + 1):
                yield from ((row, column) for column in columns if _spans(each, column))

    def copy(self) -> None:
        """Puts the selected cells on the clipboard as a spreadsheet takes them."""
        if places := self.places():
            QGuiApplication.clipboard().setText(copied(self._rows.table, places))

    def clear(self) -> None:
        """Empties the selected cells that can be edited, as one step."""
        self._rows.enter(dict.fromkeys(self._editable(self.places()), ""))

    def paste(self) -> None:
        """Types the clipboard's block from the first selected cell; a single word into them all."""
        places = self.places()
        words = QGuiApplication.clipboard().text()
        if not places or not words:
            return
        typed = block(words, _corner(places))
        if len(typed) == 1:
            (word,) = typed.values()
            typed = dict.fromkeys(self._editable(places), word)
        self._rows.enter(typed)

    def _editable(self, places: Iterable[Place]) -> list[Place]:
        return [place for place in sorted(places) if self._rows.table.cell(*place).is_editable]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        for keys, done in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Cut, self._cut),
        ):
            if event.matches(keys):
                done()
                return
        if event.key() == Qt.Key.Key_F4:
            self._open(self.currentIndex())
            return
        if not self._is_typed or self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # an editor ends itself; what it lets through is not ours
            return
        match event.key():
            case Qt.Key.Key_Delete:
                self.clear()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                is_up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._move(-1 if is_up else 1, 0)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab if self._is_leaving(event):
                event.ignore()
                self._leave(event)
            case _:
                super().keyPressEvent(event)

    def _open(self, at: Index) -> None:
        """Leads to what stands behind a figure, unless a double click typed in its cell."""
        is_typing = self.state() is QAbstractItemView.State.EditingState
        if isinstance(self._rows.table, Drilled) and at.isValid() and not is_typing:
            behind = self._rows.table.behind((at.row(), at.column()))
            if behind is not None:
                self.figure.emit(behind)

    def _cut(self) -> None:
        self.copy()
        self.clear()

    def _is_leaving(self, event: QKeyEvent) -> bool:
        """Whether Tab has no cell to go to: nobody may be caught in a table."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return True
        here = self.currentIndex()
        last = (self._rows.rowCount() - 1, self._rows.columnCount() - 1)
        edge = last if event.key() == Qt.Key.Key_Tab else (0, 0)
        return not here.isValid() or (here.row(), here.column()) == edge

    def _leave(self, event: QKeyEvent) -> None:
        """Qt moves the focus for a plain Tab that was ignored; Ctrl+Tab it does not know."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.window().focusNextPrevChild(event.key() == Qt.Key.Key_Tab)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Typing in a cell that cannot be edited must not carry the person to another cell."""
        if not self._is_typed:
            super().keyboardSearch(search)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        match hint:
            case QAbstractItemDelegate.EndEditHint.SubmitModelCache:
                self._move(1, 0)
            case QAbstractItemDelegate.EndEditHint.EditNextItem:
                self._move(0, 1)
            case QAbstractItemDelegate.EndEditHint.EditPreviousItem:
                self._move(0, -1)
            case _:
                pass

    def _move(self, down: int, across: int) -> None:
        here = self.currentIndex()
        there = self._rows.index(here.row() + down, here.column() + across)
        if there.isValid():
            self._go_to(there)

    def _go_to(self, index: QModelIndex) -> None:
        """Chooses one cell alone, whatever keys are held down while we get there."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows:
            alone |= QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, alone)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in by keyboard starts in a cell, so that the first arrow does what it says."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self._go_to(self._rows.index(0, 0))

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _set_widths(self) -> None:
        for number, column in enumerate(self._rows.table.columns):
            self.setColumnWidth(number, column.width)
        self._stretch()

    def _stretch(self) -> None:
        """Shares what is left of the width between those that stretch, by their own widths."""
        columns = list(enumerate(self._rows.table.columns))
        elastic = [(number, column.width) for number, column in columns if column.stretches]
        fixed = sum(self.columnWidth(number) for number, each in columns if not each.stretches)
        left, own = self.viewport().width() - fixed, sum(width for _, width in elastic)
        for number, width in elastic:
            self.setColumnWidth(number, max(width, left * width // own))


def _spans(chosen: QItemSelectionRange, column: int) -> bool:
    return chosen.left() <= column <= chosen.right()


def _corner(places: Iterable[Place]) -> Place:
    rows, columns = zip(*places, strict=True)
    return min(rows), min(columns)


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell as words or as a choice, and frames the one the keys go to."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = index.data(Qt.ItemDataRole.AccessibleTextRole)
        choices = index.data(CHOICES)
        editor: QWidget = self._choice(parent, choices) if choices else _words(parent, index)
        editor.setAccessibleName(name)
        return editor

    def _choice(self, parent: QWidget, choices: Iterable[str]) -> QComboBox:
        editor = QComboBox(parent)
        editor.addItems(list(choices))
        editor.activated.connect(lambda _: self._choose(editor))
        QTimer.singleShot(0, editor, lambda: _open(editor))
        return editor

    def _choose(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data(Qt.ItemDataRole.EditRole))
        else:
            super().setEditorData(editor, index)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A choice opening its list must not count as leaving the cell."""
        is_leaving = event.type() == QEvent.Type.FocusOut
        if is_leaving and isinstance(watched, QComboBox) and watched.view().isVisible():
            return False
        return super().eventFilter(watched, event)

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            painter.save()
            painter.setPen(QPen(QColor(theme.current().accent), _FOCUS))
            painter.drawRect(_inside(option.rect))
            painter.restore()


def _open(editor: QComboBox) -> None:
    """Shows the list, unless the cell was left before it could be."""
    if editor.isVisible():
        editor.showPopup()


def _words(parent: QWidget, index: Index) -> QLineEdit:
    editor = QLineEdit(parent)
    editor.setFrame(False)
    editor.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
    return editor


def _inside(cell: QRect) -> QRect:
    """The frame is drawn within the cell, or its neighbours would cut it."""
    return cell.adjusted(1, 1, -_FOCUS, -_FOCUS)
