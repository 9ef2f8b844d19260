"""What the window asks of every page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from ui.commands import Command


class Page(QWidget):
    """One page of the course. The window calls `refresh` after every step, undo and redo.

    `wanted` is told with a `Subject` that somebody wants to be led to, and the page to try first;
    `needs_room` whether something is shown that needs the room of the findings too.
    """

    wanted = Signal(object, str)
    needs_room = Signal(bool)

    def refresh(self) -> None:
        """Shows the project as it is now, keeping selection, scroll and focus."""
        raise NotImplementedError

    def show_subject(self, subject: Subject) -> bool:
        """Puts the focus where a finding points; false when that is not on this page."""
        raise NotImplementedError

    def commands(self) -> Sequence[Command]:
        """What can be done here, for menus and palette."""
        return ()

    def chosen_sum(self) -> tuple[int, Money] | None:
        """How many amounts are selected and their sum, for the status bar."""
        return None

    def take_file(self, path: Path) -> bool:  # noqa: ARG002 - most pages take none
        """Takes in a file that was dropped on the window; false when that is not for this page."""
        return False
