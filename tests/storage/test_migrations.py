"""Older documents are brought up to date in one transaction, newer ones refused."""

import sqlite3
from pathlib import Path
from sqlite3 import Connection

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage.migrations import migrate

PATH = Path("a.budgetdesk")


def add_colour(db: Connection) -> None:
    db.execute("ALTER TABLE a ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")


def paint(db: Connection) -> None:
    db.execute("UPDATE a SET colour = 'blue'")


def stumble(db: Connection) -> None:
    db.execute("DELETE FROM a")
    raise KeyError("a bug in a migration")


@pytest.fixture
def db() -> Connection:
    """A document of version 1 with one row."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.executescript("PRAGMA user_version = 1; CREATE TABLE a (n); INSERT INTO a VALUES (1)")
    return made


def version(db: Connection) -> int:
    [found] = db.execute("PRAGMA user_version").fetchone()
    return int(found)


def test_each_missing_step_runs_once_and_in_order(db: Connection) -> None:
    migrate(db, PATH, [add_colour])
    assert version(db) == 2
    migrate(db, PATH, [add_colour, paint])
    assert version(db) == 3
    assert db.execute("SELECT * FROM a").fetchall() == [(1, "blue")]


def test_a_step_that_fails_takes_the_others_back(db: Connection) -> None:
    with pytest.raises(KeyError):
        migrate(db, PATH, [add_colour, stumble])
    assert version(db) == 1
    assert db.execute("SELECT * FROM a").fetchall() == [(1,)]


def test_a_newer_document_is_refused_and_not_touched(db: Connection) -> None:
    db.execute("PRAGMA user_version = 3")
    with pytest.raises(BudgetDeskError) as told:
        migrate(db, PATH, [add_colour])
    assert told.value.facts == {"path": PATH, "version": 3, "known": 2}
    assert version(db) == 3


def test_a_document_of_no_version_is_damaged(db: Connection) -> None:
    db.execute("PRAGMA user_version = 0")
    with pytest.raises(BudgetDeskError, match="damaged"):
        migrate(db, PATH)
