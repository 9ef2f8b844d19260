"""A real document of every version there was opens for ever, as what it was.

`make_v1.py` made the first; from the release of a version on its file is never made again.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from budgetdesk.domain.plain import from_json
from budgetdesk.domain.project import Project
from budgetdesk.session import Session
from budgetdesk.storage.migrations import VERSION
from tests.storage.by_hand import cell

FILES = sorted(Path("tests/files").glob("v*.budgetdesk"))


def expected(file: Path) -> Project:
    return from_json(file.with_suffix(".json").read_bytes(), Project)


def test_there_is_a_document_of_every_version() -> None:
    assert [file.stem for file in FILES] == [f"v{number}" for number in range(1, VERSION + 1)]
    assert [cell(file, "PRAGMA user_version") for file in FILES] == [*range(1, VERSION + 1)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_old_document_is_read_as_what_it_was(file: Path) -> None:
    before = file.read_bytes()
    with Session.open(file, "Revisor", read_only=True) as session:
        assert session.project == expected(file)
        assert session.audit().fault is None
        steps = [event.step for event in session.audit().events]
        assert steps[:4] == ["create", "ledger.add_batch", "undo", "redo"]
    assert file.read_bytes() == before


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_old_document_becomes_of_this_version_when_saved(file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(file, tmp_path))
    with Session.open(path, "Karen") as session:
        session.save()
    assert cell(path, "PRAGMA user_version") == VERSION
    with Session.open(path, "Karen") as session:
        assert session.project == expected(file)


def test_the_first_document_uses_every_table_and_column() -> None:
    with closing(sqlite3.connect(FILES[0])) as db:
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        unused = [
            f"{table}.{column}"
            for (table,) in tables
            for _, column, *_ in db.execute(f"PRAGMA table_info({table})").fetchall()
            if not has_something(db, table, column)
        ]
    assert unused == []


def has_something(db: sqlite3.Connection, table: str, column: str) -> bool:
    found = f"SELECT count(*) FROM {table} WHERE \"{column}\" <> ''"  # noqa: S608 - our own names
    return bool(db.execute(found).fetchone()[0])
