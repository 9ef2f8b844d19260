"""Buttons with an icon and a word, made of the page's own commands."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui import icons, theme
from ui.commands import Command

_ICON = 16


class CommandBar(QWidget):
    """A row of buttons, one for each command; `refresh` asks each whether it can be done."""

    def __init__(self, commands: Iterable[Command], *, hides: bool = False) -> None:
        """`hides`: what cannot be done now is not shown either."""
        super().__init__()
        self._hides = hides
        self._buttons = [(command, _button(command)) for command in commands]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for _, button in self._buttons:
            layout.addWidget(button)

    def refresh(self) -> None:
        """Shows what can be done now."""
        for command, button in self._buttons:
            is_enabled = command.is_enabled()
            button.setEnabled(is_enabled)
            button.setVisible(is_enabled or not self._hides)


def _button(command: Command) -> QPushButton:
    words = text(f"commands.{command.key}")
    button = QPushButton(words)
    button.setAccessibleName(words)
    if command.icon:
        button.setIcon(icons.icon(command.icon, theme.current().tone(Tone.PLAIN)))
        button.setIconSize(QSize(_ICON, _ICON))
    if command.shortcut:
        keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(keys)
    button.clicked.connect(lambda _checked: command.run())
    return button
