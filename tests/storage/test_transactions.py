"""A long step is watched while it is written, and ended whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from budgetdesk.domain.project import Project
from budgetdesk.domain.watch import Watch, unwatched
from budgetdesk.session import Session
from budgetdesk.storage.transactions import transaction, watched
from tests.builders import a_batch, a_ledger, a_posting, a_project
from tests.storage.projects import replace

LONG = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
    INSERT INTO t SELECT i FROM n
"""


def fill(db: sqlite3.Connection, watch: Watch) -> None:
    with transaction(db), watched(db, watch):
        db.execute("INSERT INTO t VALUES (0)")
        db.execute(LONG)


class NoMore(Exception):  # noqa: N818 - it is nobody's error
    """Nobody wants it."""


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute("CREATE TABLE t (n)")
        yield db


def test_a_long_statement_is_asked_about_and_ended(db: sqlite3.Connection) -> None:
    asked: list[tuple[int, int]] = []

    def watch(done: int, whole: int) -> None:
        asked.append((done, whole))
        if len(asked) > 2:
            raise NoMore

    with pytest.raises(NoMore):
        fill(db, watch)
    assert asked == [(0, 0)] * 3
    assert db.execute("SELECT count(*) FROM t").fetchone() == (0,)
    fill(db, unwatched)
    assert db.execute("SELECT count(*) FROM t").fetchone() == (1_000_001,)


def test_another_trouble_with_a_statement_stays_what_it_is(db: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError), transaction(db), watched(db, unwatched):
        db.execute("INSERT INTO nowhere VALUES (1)")


def look_away(_project: Project, _watch: Watch) -> None:
    """Nothing is worked out ahead."""


def test_an_import_ended_while_it_is_written_leaves_nothing() -> None:
    batch = a_batch(*(a_posting(row) for row in range(25_000)))
    with Session.create(None, a_project(), "Karen") as session:
        told: list[tuple[int, int]] = []

        def watch(done: int, whole: int) -> None:
            told.append((done, whole))
            if done >= 20_000:
                raise NoMore

        work = session.running(
            "a.step",
            lambda project: replace(project, ledger=replace(a_ledger(), batches=(batch,))),
            look_away,
        )
        with pytest.raises(NoMore):
            work(watch)
        assert [each for each in told if each[1] == 25_000] == [
            (0, 25_000),
            (10_000, 25_000),
            (20_000, 25_000),
        ]
        assert (session.project.ledger.batches, session.is_busy) == ((), False)
        report = session.audit()
        assert (report.fault, [event.step for event in report.events]) == (None, ["create"])
        seen = []
        ways = (work, session.undoing(look_away), session.redoing(look_away))
        for way in ways:
            way(unwatched)()
            seen.append(session.project.ledger.batches)
        assert seen == [(batch,), (), (batch,)]
