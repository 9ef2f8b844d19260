"""Saving a file that leaves the document: where, over what, beside the window, and once more."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from budgetdesk.errors import BudgetDeskError
from budgetdesk.exports import Export
from budgetdesk.text import text
from ui.desk import Desk

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Wanted(Generic[Made]):
    """A file somebody asked for: how it is asked about, its ending, what makes it, what then.

    `begin` may raise a BudgetDeskError; `then` is given what was made, and the file.
    """

    title: str
    suggested: str
    pattern: str
    suffix: str
    begin: Callable[[Path], Export[Made]]
    then: Callable[[Made, Path], None]


def save(desk: Desk, wanted: Wanted[Made]) -> None:
    """Asks where, and writes the file there; when that fails, again or under another name."""
    chosen = desk.dialogs.choose_save(wanted.title, wanted.suggested, wanted.pattern)
    if chosen is None:
        return
    file = _named(chosen, wanted.suffix)
    if file == chosen or not file.exists() or _may_replace(desk, file):
        _write(desk, wanted, file)


def _named(chosen: Path, suffix: str) -> Path:
    """The chosen file, with its ending when it was left out."""
    has_ending = chosen.suffix.lower() == suffix.lower()
    return chosen if has_ending else chosen.with_name(f"{chosen.name}{suffix}")


def _may_replace(desk: Desk, file: Path) -> bool:
    """The ending that was added led to a file nobody was asked about."""
    question = text("window.replace.question", path=file.name)
    return desk.dialogs.confirm(question, text("window.replace.yes"))


def _write(desk: Desk, wanted: Wanted[Made], file: Path) -> None:
    def failed(error: BudgetDeskError) -> None:
        match desk.dialogs.ask_again(error):
            case 0:
                _write(desk, wanted, file)
            case 1:
                save(desk, wanted)

    try:
        export = wanted.begin(file)
    except BudgetDeskError as error:
        desk.dialogs.show_error(error)
        return

    def written(made: Made) -> None:
        export.note()
        wanted.then(made, file)

    desk.tasks.run(text("window.writing", file=file.name), export.run, written, failed)
