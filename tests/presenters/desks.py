"""An open document for the tests of a presenter."""

from datetime import date
from typing import Final

from budgetdesk.domain.project import Project
from budgetdesk.presenters.table import Cell, TablePresenter
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session

TODAY = date(2020, 6, 15)


_OPEN: Final[list[Session]] = []


def opened(project: Project) -> Workspace:
    """The project in a new document, closed when the test ends."""
    _OPEN.append(Session.create(None, project, "Kim"))
    return Workspace(_OPEN[-1], lambda: TODAY)


def close_all() -> None:
    """Closes what a test opened."""
    while _OPEN:
        _OPEN.pop().close()


def at(table: TablePresenter, row: int, key: str) -> Cell:
    """The cell in a row under a column's key."""
    return table.cell(row, place(table, key))


def place(table: TablePresenter, key: str) -> int:
    """The number of a column by its key."""
    return [column.key for column in table.columns].index(key)


def typed(table: TablePresenter, row: int, **words: str) -> None:
    """Types into a row by the columns' keys; a year is `y2020`."""
    table.enter({(row, place(table, key.removeprefix("y"))): word for key, word in words.items()})


def row_of(table: TablePresenter, row: int) -> list[str]:
    """What a row says from left to right."""
    return [table.cell(row, column).text for column in range(len(table.columns))]
