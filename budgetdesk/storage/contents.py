"""The bytes of vouchers, signed papers and sealed packages: beside the project.

They are read only when somebody opens one, and are no part of the project's value, so that undo,
comparing and checking stay as cheap as without them; `voucher_file`, `signed_paper` and
`sealed_account` name them by SHA-256. What none of them names any more is kept while the document
is open, for undo may need it, and is not in the copy that is saved.
"""

import hashlib
from sqlite3 import Connection
from typing import Final

from budgetdesk.errors import BudgetDeskError

_UNNAMED: Final = (
    "sha256 NOT IN (SELECT sha256 FROM voucher_file WHERE path = '')"
    " AND sha256 NOT IN (SELECT sha256 FROM signed_paper)"
    " AND sha256 NOT IN (SELECT package FROM sealed_account)"
)


def keep(db: Connection, content: bytes) -> str:
    """Adds the bytes unless they are there; returns their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    db.execute("INSERT OR IGNORE INTO voucher_content VALUES (?, ?)", (sha256, content))
    return sha256


def read(db: Connection, sha256: str) -> bytes | None:
    """The bytes, or None when there are none.

    Raises:
        BudgetDeskError: `storage.voucher_damaged`, they are no longer those that were kept.
    """
    found = db.execute("SELECT bytes FROM voucher_content WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        return None
    content: bytes = found[0]
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BudgetDeskError("storage.voucher_damaged", sha256=sha256)
    return content


def kept(db: Connection) -> frozenset[str]:
    """The SHA-256 of all there are."""
    return frozenset(sha256 for (sha256,) in db.execute("SELECT sha256 FROM voucher_content"))


def orphans(db: Connection) -> bool:
    """Whether there are bytes that no voucher names."""
    found = db.execute(f"SELECT 1 FROM voucher_content WHERE {_UNNAMED} LIMIT 1")  # noqa: S608 - our own words
    return found.fetchone() is not None


def forget_orphans(db: Connection) -> None:
    """Removes the bytes that no voucher names."""
    db.execute(f"DELETE FROM voucher_content WHERE {_UNNAMED}")  # noqa: S608 - our own words
