"""The document file: a project, its rows and its audit trail, changed one step at a time."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

import msgspec

from budgetdesk.domain.account import Account
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import nothing_collected
from budgetdesk.domain.watch import Watch, unwatched
from budgetdesk.storage import audit, contents, database, second
from budgetdesk.storage.audit import AuditReport, Step
from budgetdesk.storage.faults import plainly
from budgetdesk.storage.rows import read_project, write_changes
from budgetdesk.storage.transactions import transaction, watched


class Document:
    """An open document. Every method may raise a `BudgetDeskError` "storage....".

    Use `create`, `open` or `look`. After a failure the file holds what it held before.
    """

    def __init__(self, path: Path, db: Connection, name: Path | None = None) -> None:
        self.path = path
        self._db = db
        self._name = name or path

    @classmethod
    def create(cls, path: Path, project: Project, step: Step) -> "Document":
        """A new document at `path`, where there is none; `step` is the first event."""
        with plainly(path), ExitStack() as undo:
            document = cls(path, database.create(path))
            undo.callback(document.close)
            document.commit(None, project, step)
            undo.pop_all()
        return document

    @classmethod
    def open(cls, path: Path, name: Path) -> "Document":
        """The working copy at `path`, for work; errors call it `name`, as the user does."""
        with plainly(name):
            return cls(path, database.open_for_work(path, name), name)

    @classmethod
    def look(cls, path: Path) -> "Document":
        """The document at `path` as it is now, never to be changed; the file is let go again."""
        with plainly(path):
            return cls(path, database.look_at(path))

    def read(self) -> Project:
        """The project."""
        with plainly(self._name):
            return read_project(self._db)

    def commit(
        self, before: Project | None, after: Project, step: Step, watch: Watch = unwatched
    ) -> None:
        """Writes what differs and the step's event together: both are on the disk, or neither.

        `watch` is told of the rows written; when it raises, neither is.
        """
        db = self._db
        with plainly(self.path), transaction(db), watched(db, watch), nothing_collected():
            parts = write_changes(db, before, after, watch)
            audit.append(db, step, before, after, parts)

    def keep(self, content: bytes) -> str:
        """Keeps the bytes of a voucher, each once; returns their SHA-256."""
        with plainly(self.path):
            return contents.keep(self._db, content)

    def content(self, sha256: str) -> bytes | None:
        """The bytes of a voucher; None when the document has none with that SHA-256."""
        with plainly(self._name):
            return contents.read(self._db, sha256)

    def kept(self) -> frozenset[str]:
        """The SHA-256 of all bytes the document keeps."""
        with plainly(self._name):
            return contents.kept(self._db)

    def audit(self) -> AuditReport:
        """The audit trail, held against itself and against the rows."""
        with plainly(self.path):
            return audit.verify(self._db)

    def check_figures(self, project: Project, account: Account | None = None) -> None:
        """Reckons the totals a second time; raises `FiguresDifferError`, which is our bug."""
        with plainly(self._name):
            second.check(self._db, project, account)

    @property
    def last_digest(self) -> str:
        """The digest of the last event: equal digests are equal documents."""
        with plainly(self.path):
            return audit.last_digest(self._db)

    def glance(self) -> tuple[str, datetime]:
        """The project's title and the time of the last step."""
        with plainly(self.path):
            [title] = self._db.execute("SELECT title FROM project").fetchone()
            [at] = self._db.execute("SELECT at FROM event ORDER BY seq DESC LIMIT 1").fetchone()
            return title, msgspec.convert(at, datetime)

    def copy_to(self, path: Path) -> None:
        """A compact copy at `path`, where nothing may be: what was deleted is not in it."""
        with plainly(path):
            self._db.execute("VACUUM INTO ?", [str(path)])
            if contents.orphans(self._db):
                database.tidy(path, contents.forget_orphans)

    def close(self) -> None:
        """Lets the file go."""
        with plainly(self.path):
            self._db.close()
