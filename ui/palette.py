"""Everything that can be done, found by typing: Ctrl+K."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from budgetdesk.presenters.palette import found
from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui import icons, theme
from ui.commands import Command

_WIDTH: Final = 520
_HEIGHT: Final = 400
_KEYS_WIDTH: Final = 120


class Palette(QDialog):
    """Shows what can be done now; `chosen` is the command picked, None when there was none."""

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.chosen: Command | None = None
        self._commands = [command for command in commands if command.is_enabled()]
        self._names = [text(f"commands.{command.key}") for command in self._commands]
        self._field, self._list = QLineEdit(), QTreeWidget()
        self._lay_out()
        self._field.textChanged.connect(self._search)
        self._list.itemClicked.connect(self._pick)
        self._search("")

    def _search(self, typed: str) -> None:
        self._list.clear()
        colour = theme.current().tone(Tone.QUIET)
        for place in found(typed, self._names):
            command = self._commands[place]
            keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            item = QTreeWidgetItem([self._names[place], keys])
            item.setData(0, Qt.ItemDataRole.UserRole, place)
            item.setForeground(1, colour)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if command.icon:
                item.setIcon(0, icons.icon(command.icon, colour))
            self._list.addTopLevelItem(item)
        first = self._list.topLevelItem(0)
        if first is not None:
            self._list.setCurrentItem(first)

    def _pick(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen = self._commands[item.data(0, Qt.ItemDataRole.UserRole)]
            self.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field keeps the focus; up, down and Enter work on the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self._list.event(event)
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pick(self._list.currentItem())
                return True
            case _:
                return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.setObjectName("palette")
        self.setFixedSize(_WIDTH, _HEIGHT)
        self._field.setPlaceholderText(text("window.palette.hint"))
        self._field.setAccessibleName(text("window.palette.hint"))
        self._field.installEventFilter(self)
        self._list.setAccessibleName(text("window.palette.list"))
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, self._list.header().ResizeMode.Stretch)
        self._list.header().resizeSection(1, _KEYS_WIDTH)
        self._field.setFocus()
