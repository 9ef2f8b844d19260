"""Menus and shortcuts, made of commands."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui import icons, theme
from ui.commands import Command
from ui.widgets.fields import take_over_typing

ORDER: Final = ("file", "edit", "budget", "ledger", "account", "view", "help")


class Menus:
    """Fills a menu bar. A shortcut works in `within`, the window or the page it belongs to."""

    def __init__(self, bar: QMenuBar) -> None:
        self._bar = bar
        self._menus: list[QMenu] = []
        self._actions: dict[str, QAction] = {}

    def fill(self, commands: Sequence[tuple[Command, QWidget]]) -> None:
        """Makes all menus anew; each command comes with the widget its shortcut works in."""
        for action in self._actions.values():
            action.setShortcut(QKeySequence())  # its keys are free now, whenever it goes
            action.deleteLater()
        for menu in self._menus:
            menu.deleteLater()
        self._actions.clear()
        self._menus.clear()
        self._bar.clear()
        for name in ORDER:
            here = [(each, within) for each, within in commands if each.menu == name]
            if here:
                self._add(name, here)

    def rename(self, key: str, words: str) -> None:
        """Gives a command other words: undo and redo name their step."""
        if key in self._actions:
            self._actions[key].setText(words)

    def _add(self, name: str, commands: Iterable[tuple[Command, QWidget]]) -> None:
        menu = self._bar.addMenu(text(f"menus.{name}"))
        self._menus.append(menu)
        there = [(self._action(command, within), command) for command, within in commands]
        for action, _ in there:
            menu.addAction(action)

        def show_what_can_be_done() -> None:
            for action, command in there:
                action.setEnabled(command.is_enabled())

        def let_shortcuts_through() -> None:
            for action, _ in there:
                action.setEnabled(True)  # a command asks itself when its keys are pressed

        menu.aboutToShow.connect(show_what_can_be_done)
        menu.aboutToHide.connect(let_shortcuts_through)

    def _action(self, command: Command, within: QWidget) -> QAction:
        action = QAction(text(f"commands.{command.key}"), within)
        action.setShortcut(QKeySequence(command.shortcut))
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut
            if within.isWindow()
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        if command.icon:
            action.setIcon(icons.icon(command.icon, theme.current().tone(Tone.PLAIN)))
        action.triggered.connect(lambda: _do(command))
        within.addAction(action)
        self._actions[command.key] = action
        return action


def _do(command: Command) -> None:
    take_over_typing()
    if command.is_enabled():
        command.run()
