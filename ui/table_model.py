"""The one Qt table model: shows any `TablePresenter` and hands back what was typed."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from budgetdesk.presenters.table import Cell, Column, Place, TablePresenter
from ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
CHOICES = Qt.ItemDataRole.UserRole
_NUMERIC = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """Adapts a presenter; `refresh` after anything moved keeps selection and scroll."""

    def __init__(self, table: TablePresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._columns: tuple[Column, ...] = tuple(table.columns)
        self._rows = table.row_count

    def refresh(self) -> None:
        """Takes over the presenter's rows as they are now."""
        if tuple(self.table.columns) != self._columns:
            self.beginResetModel()
            self._columns, self._rows = tuple(self.table.columns), self.table.row_count
            self.endResetModel()
            return
        self._grow_or_shrink(self.table.row_count)
        if self._rows:
            last = self.index(self._rows - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _grow_or_shrink(self, rows: int) -> None:
        if rows > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, rows - 1)
            self._rows = rows
            self.endInsertRows()
        elif rows < self._rows:
            self.beginRemoveRows(QModelIndex(), rows, self._rows - 1)
            self._rows = rows
            self.endRemoveRows()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._rows

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.table.row_count:
            return None
        cell, column = self._at(index), self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMERIC if column.numeric else _WORDS
        words: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: cell.text,
            Qt.ItemDataRole.EditRole: cell.text,
            Qt.ItemDataRole.AccessibleTextRole: f"{column.heading}: {cell.text}",
            Qt.ItemDataRole.AccessibleDescriptionRole: cell.tip or None,
            Qt.ItemDataRole.ToolTipRole: cell.tip or None,
            CHOICES: cell.choices,
        }
        return words[role] if role in words else _look(cell, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.heading
            case Qt.ItemDataRole.TextAlignmentRole:
                return _NUMERIC if column.numeric else _WORDS
            case _:
                return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self._at(index).is_editable else flags

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self._at(index).is_editable:
            return False
        self.enter({(index.row(), index.column()): str(value)})
        return True

    def enter(self, typed: dict[Place, str]) -> None:
        """Hands typed cells to the presenter, those left as they were excepted."""
        changed = {at: words for at, words in typed.items() if self._differs(at, words)}
        if changed:
            self.table.enter(changed)

    def _differs(self, at: Place, words: str) -> bool:
        inside = at[0] < self._rows and at[1] < len(self._columns)
        return not inside or self.table.cell(*at).text != words

    def _at(self, index: Index) -> Cell:
        return self.table.cell(index.row(), index.column())


def _look(cell: Cell, role: int) -> Any:
    match role:
        case Qt.ItemDataRole.ForegroundRole:
            return theme.current().tone(cell.tone)
        case Qt.ItemDataRole.FontRole if cell.is_total:
            font = QFont(theme.FAMILY)
            font.setPixelSize(theme.TEXT)
            font.setWeight(QFont.Weight.DemiBold)
            return font
        case Qt.ItemDataRole.DecorationRole if cell.icon:
            return icons.icon(cell.icon, theme.current().tone(cell.tone))
        case _:
            return None
