"""What stands in the file as SHA-256, part by part, so that a step costs what it changed.

Taken of the rows, not of our values: a program that knows more fields than the one that wrote a
document finds the same digests, and anybody can compute them with any SQLite tool (`schema.sql`
says how).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any, Final

import msgspec

from budgetdesk.domain.plain import to_json
from budgetdesk.storage.layout import HEAD, PARTS
from budgetdesk.storage.tables import Holds, Table

AT_ONCE: Final = 10_000
"""Rows written or turned into JSON at a time: a million at once would fill memory."""


def digest(value: object) -> str:
    """The SHA-256 of a value's JSON; equal values give equal digests."""
    return hashlib.sha256(to_json(value)).hexdigest()


def all_digests(db: Connection) -> Mapping[str, str]:
    """The digest of every part that has rows, by the part's name."""
    names = [HEAD.name]
    for path, table in PARTS.items():
        if table.holds is Holds.NUMBERED:
            names += [f"{path}/{row[0]}" for row in db.execute(table.select)]
        else:
            names.append(path)
    digests = {name: part_digest(db, name) for name in names}
    return {name: made for name, made in digests.items() if made}


def part_digest(db: Connection, name: str) -> str | None:
    """The digest of a part as it stands ("signers", "ledger.batches/3"); None without rows."""
    path, _, number = name.partition("/")
    top = HEAD if path == HEAD.name else PARTS[path]
    made = RowsDigest()
    for table in top.with_all_below():
        made.begin(table)
        found = db.execute(table.plain_select(one=bool(number)), (number,) if number else ())
        while rows := found.fetchmany(AT_ONCE):
            made.add(rows)
    return made.taken()


class RowsDigest:
    """Takes the digest of rows as they are read, or as they are written."""

    def __init__(self) -> None:
        self._made, self._is_empty = hashlib.sha256(), True

    def begin(self, table: Table) -> None:
        """What is added next are rows of this table."""
        self._made.update(f"{table.name}\n".encode())

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Adds rows, their cells in the order of the columns' names."""
        self._made.update(_LINES.encode_lines(rows))
        self._is_empty = False

    def taken(self) -> str | None:
        """The digest; None when there were no rows."""
        return None if self._is_empty else self._made.hexdigest()


_LINES: Final = msgspec.json.Encoder()
