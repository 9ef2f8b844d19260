"""A page on a desk of its own, with somebody who answers its boxes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from tests.opened import opened
from ui.desk import Desk
from ui.dialogs import Dialogs
from ui.pages.page import Page
from ui.tasks import Tasks

P = TypeVar("P", bound=Page)


class Answers(Dialogs):
    """Gives the answers it was told to, and remembers what it was shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.file: Path | None = None
        self.says_yes = True
        self.fillers: list[Callable[[QWidget], bool]] = []
        self.told: list[str] = []
        self.again: list[int | None] = []

    @override
    def choose_open(self, title: str, pattern: str) -> Path | None:
        return self.file

    @override
    def choose_save(self, title: str, suggested: str, pattern: str) -> Path | None:
        return self.file

    @override
    def confirm(self, question: str, yes: str) -> bool:
        self.told.append(question)
        return self.says_yes

    @override
    def fill_in(self, title: str, form: QWidget, accept: str) -> bool:
        return self.fillers.pop(0)(form)

    @override
    def read(self, title: str, page: str) -> None:
        self.told += [title, page]

    @override
    def tell(self, words: str) -> None:
        self.told.append(words)

    @override
    def ask_again(self, error: BudgetDeskError) -> int | None:
        self.told.append(error.code)
        return self.again.pop(0) if self.again else None

    @override
    def show_error(self, error: BudgetDeskError) -> None:
        self.told.append(error.code)


def wait_for(desk: Desk) -> None:
    """Lets what works beside the window end, and its answer come."""
    desk.tasks.finish()
    QCoreApplication.processEvents()


@contextmanager
def on_desk(qtbot: QtBot, make: Callable[[Desk], P], project: Project) -> Iterator[tuple[P, Desk]]:
    """The page in sight, refreshed after every step as the window does."""
    with opened(project) as workspace:
        around = QWidget()
        tasks = Tasks(around)
        desk = Desk(workspace, tasks, Answers(around))
        page = make(desk)
        workspace.listen(page.refresh)
        qtbot.addWidget(around)
        qtbot.addWidget(page)
        page.resize(1080, 500)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        yield page, desk
        tasks.finish()
