"""What somebody does to a document with another SQLite tool."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def by_hand(path: Path, sql: str) -> None:
    """Runs SQL on the file, as any tool could."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(sql)


def around_triggers(path: Path, sql: str) -> None:
    """Edits the audit trail although its triggers refuse: takes them away and puts them back."""
    with closing(sqlite3.connect(path)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for name, definition in triggers.fetchall():
            db.execute(f"DROP TRIGGER {name}")
            sql += f";{definition};"
        db.executescript(sql)


def cell(path: Path, query: str) -> Any:
    """The one cell a query finds."""
    with closing(sqlite3.connect(path)) as db:
        [found] = db.execute(query).fetchone()
    return found
