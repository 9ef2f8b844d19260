"""What somebody does to a document with another SQLite tool."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def by_hand(path: Path, *statements: str) -> None:
    """Runs SQL on the file, as any tool could."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.executescript(statement)


def cell(path: Path, query: str) -> Any:
    """The one cell a query finds."""
    with closing(sqlite3.connect(path)) as db:
        [found] = db.execute(query).fetchone()
    return found


def around_triggers(path: Path, statement: str) -> None:
    """Edits the audit trail although its triggers refuse: takes them away and puts them back."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    drop = [f"DROP TRIGGER {name}" for name, _ in found]
    by_hand(path, *drop, statement, *(f"{sql};" for _, sql in found))
