"""What leaves a document as a file: totals reckoned twice before, and an event of it after.

The event names the file without its folders, its kind and its SHA-256, so that "what changed since
this file was sent" has a date and anybody can hold a file against the trail.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from getpass import getuser
from pathlib import Path
from typing import Final, Generic, TypeVar

from budgetdesk import exchange
from budgetdesk.domain.account import Account
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Session
from budgetdesk.writers.files import replace_file

Made = TypeVar("Made")

_NOT_OURS: Final = {
    "storage.locked",
    "storage.locked_by_unknown",
    "storage.no_access",
    "storage.write_protected",
}
"""Why a document cannot take the event of what was made from it."""


class Kind(Enum):
    """What a file holds; an event's step is `export.<kind>`."""

    PDF = "pdf"
    WORKBOOK = "workbook"
    EXCHANGE = "exchange"
    LETTER = "letter"
    DIFFERENCE = "difference"
    FORM = "form"
    JOURNAL = "journal"
    CHANGES = "changes"
    SAMPLE = "sample"
    PACKAGE = "package"


class Export(Generic[Made]):
    """A file on its way out. `run` may be done beside the window; `note` is the session's own.

    Nothing has been written when it is made, and the figures have been reckoned twice: those of
    `account`, where the file shows one, else those of the final account.

    Raises:
        FiguresDifferError: our bug; `run` raises what `write` does, and then nothing is noted.
    """

    def __init__(
        self,
        session: Session,
        kind: Kind,
        path: Path,
        write: Callable[[Path], Made],
        account: Account | None = None,
    ) -> None:
        session.check_figures(account)
        self.path = path
        self._session = session
        self._kind = kind
        self._write = write

    def run(self) -> Made:
        """Writes the file."""
        return self._write(self.path)

    def note(self) -> None:
        """Tells the document of the file that was written."""
        note(self._session, self._kind, self.path.name, _sha256(self.path))

    def done(self) -> Made:
        """Writes the file and tells the document of it."""
        made = self.run()
        self.note()
        return made


def note(session: Session, kind: Kind, name: str, sha256: str) -> None:
    """Leaves the event of a file that was made; a document that was saved is so afterwards.

    Where it cannot be saved now it holds the event until it is. One only looked at takes none.
    """
    was_saved = not session.is_unsaved
    session.note(f"export.{kind.value}", file=name, kind=kind.value, sha256=sha256)
    if was_saved and session.path is not None and not session.is_read_only:
        with suppress(BudgetDeskError):
            session.save()


def opened(document: Path, *, is_looked_at: bool = False) -> Session:
    """A document to make a file from: for work, so that it can be noted there.

    One that somebody else has open, or that may not be written, is looked at, as is one with
    `is_looked_at`: what is made from it is the same and leaves no event.
    """
    if not is_looked_at:
        try:
            return Session.open(document, getuser())
        except BudgetDeskError as error:
            if error.code not in _NOT_OURS:
                raise
    return Session.open(document, getuser(), read_only=True)


def write_exchange(project: Project, path: Path) -> None:
    """Writes a project as open JSON; raises BudgetDeskError `writers.` codes."""
    replace_file(path, exchange.write_project(project).encode())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
