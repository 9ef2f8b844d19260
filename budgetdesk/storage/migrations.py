"""Brings a document of an earlier version up to this one; refuses a later one kindly.

A migration that adds or renames columns changes what the rows come to (`digests.py`): it ends by
noting the content anew with an event of its own.

Versions of the document (SQLite's `user_version`):

1. The first.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage.transactions import transaction

Migration = Callable[[Connection], None]
"""Makes a document of one version into one of the next."""

MIGRATIONS: Final[Sequence[Migration]] = ()
"""In order: the first makes version 2 of version 1. Each has a real document in tests/files."""

VERSION: Final = 1 + len(MIGRATIONS)


def migrate(db: Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Runs the migrations a document lacks, all or none.

    `db` is always a copy of the document at `path` (the working copy, or one in memory), so the
    document itself becomes of this version when it is saved, and not before.

    Raises:
        BudgetDeskError: "storage.newer", the document is of a later version than we know;
            "storage.damaged", it is of none.
    """
    [version] = db.execute("PRAGMA user_version").fetchone()
    latest = 1 + len(migrations)
    if version > latest:
        raise BudgetDeskError("storage.newer", path=path, version=version, known=latest)
    if version < 1:
        raise BudgetDeskError("storage.damaged", path=path)
    with transaction(db):
        for step in migrations[version - 1 :]:
            step(db)
        db.execute(f"PRAGMA user_version = {latest}")
