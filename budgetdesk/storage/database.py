"""Connections to document files: made, opened for work, or looked at; each checked to be one."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from sqlite3 import Connection
from typing import Final
from urllib.parse import quote

from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage.migrations import VERSION, migrate

APPLICATION_ID: Final = int.from_bytes(b"BuDe")
"""Stands in the file's header and tells our documents from other programs' SQLite files."""

_SCHEMA: Final = Path(__file__).with_name("schema.sql")


def create(path: Path) -> Connection:
    """A new, empty document at `path`, for work."""
    with ExitStack() as undo:
        db = _connect(str(path))
        undo.callback(db.close)
        _build(db)
        _for_work(db)
        undo.pop_all()
    return db


def open_for_work(path: Path, name: Path) -> Connection:
    """The working copy at `path` of the document the user calls `name`, brought up to date.

    Raises:
        BudgetDeskError: it is no document, of a newer version, or damaged.
    """
    with ExitStack() as undo:
        db = _connect(str(path))
        undo.callback(db.close)
        _check(db, name)
        _for_work(db)
        undo.pop_all()
    return db


def look_at(path: Path) -> Connection:
    """The document at `path` as a copy in memory: the file is only read, and then let go.

    Raises:
        BudgetDeskError: as for `open_for_work`.
    """
    check_is_file(path)
    address = path.resolve().as_posix()
    root = "" if address.startswith("/") else "/"
    with ExitStack() as undo:
        db = _connect(":memory:")
        undo.callback(db.close)
        with closing(_connect(f"file://{root}{quote(address)}?mode=ro&immutable=1")) as source:
            source.backup(db)
        _check(db, path)
        undo.pop_all()
    return db


def tidy(path: Path, remove: Callable[[Connection], None]) -> None:
    """Has something removed from a copy at `path` so that its bytes are gone, not only its row."""
    with closing(_connect(str(path))) as db:
        db.execute("PRAGMA secure_delete = ON")
        remove(db)
        db.execute("VACUUM")


def check_is_file(path: Path) -> None:
    """Tells apart what is not even a file, and what is an empty one."""
    if path.is_dir():
        raise BudgetDeskError("storage.is_folder", path=path)
    if path.stat().st_size == 0:
        raise BudgetDeskError("storage.empty", path=path)


def _connect(address: str) -> Connection:
    uri = address.startswith("file:")
    # Whose turn it is the session decides: a long step is written on another thread than the rest.
    db = sqlite3.connect(address, timeout=0, isolation_level=None, uri=uri, check_same_thread=False)
    db.execute("PRAGMA trusted_schema = OFF")  # a document may come from anybody
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _build(db: Connection) -> None:
    db.executescript(_SCHEMA.read_text(encoding="utf-8"))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def _for_work(db: Connection) -> None:
    """Nobody else may open it; what is committed is on the disk when the commit returns."""
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")


def _check(db: Connection, path: Path) -> None:
    """That this is a whole document of ours, of this version or brought up to it."""
    if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise BudgetDeskError("storage.not_a_document", path=path)
    if db.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise BudgetDeskError("storage.damaged", path=path)
    migrate(db, path)
    with closing(_connect(":memory:")) as pristine:
        _build(pristine)
        if _shape(db) != _shape(pristine):
            raise BudgetDeskError("storage.damaged", path=path)


def _shape(db: Connection) -> set[tuple[str, ...]]:
    """Every table with its columns, every trigger with its words: no more, no less than ours."""
    found = db.execute(
        "SELECT m.type, m.name, ifnull(c.name, ''), iif(m.type = 'trigger', m.sql, c.type)"
        " FROM sqlite_schema AS m LEFT JOIN pragma_table_xinfo(m.name) AS c"
        " WHERE m.name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    )
    return set(found)
