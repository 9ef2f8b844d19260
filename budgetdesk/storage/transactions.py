"""What is written whole or not at all, also when it takes long and nobody wants it any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection, OperationalError
from typing import Final

from budgetdesk.domain.watch import Watch

_ASKED_EVERY: Final = 100_000
"""Steps of SQLite's machine: some thousandths of a second."""


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """All that happens inside, or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk may have ended it already
            db.execute("ROLLBACK")
        raise


@contextmanager
def watched(db: Connection, watch: Watch) -> Iterator[None]:
    """Asks `watch` also while SQLite works on one long statement, which what it raises ends."""
    raised: list[BaseException] = []

    def ask() -> bool:
        try:
            watch(0, 0)
        except BaseException as end:  # noqa: BLE001 - SQLite would lose it
            raised.append(end)
        return bool(raised)

    db.set_progress_handler(ask, _ASKED_EVERY)
    try:
        yield
    except OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        db.set_progress_handler(None, 0)
