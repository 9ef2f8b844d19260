"""What the surroundings do to us (full disk, no access, damage), told as `BudgetDeskError`s.

The one place that decides what is the user's trouble and what is our bug: what is not named here
passes through unchanged.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from budgetdesk.errors import BudgetDeskError

_SQLITE: Final = {
    sqlite3.SQLITE_NOTADB: "not_a_document",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_error",
    sqlite3.SQLITE_CANTOPEN: "disk_error",
    sqlite3.SQLITE_BUSY: "in_use",
    sqlite3.SQLITE_READONLY: "no_access",
    sqlite3.SQLITE_PERM: "no_access",
}
_SYSTEM: Final = {
    errno.ENOENT: "not_found",
    errno.EISDIR: "is_folder",
    errno.EACCES: "no_access",
    errno.EPERM: "no_access",
    errno.EROFS: "no_access",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
}


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Tells what goes wrong with the file at `path` as a `BudgetDeskError` "storage...."."""
    try:
        yield
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if primary not in _SQLITE:
            raise
        raise BudgetDeskError(f"storage.{_SQLITE[primary]}", path=path) from error
    except OSError as error:
        code = _SYSTEM.get(error.errno or 0, "disk_error")
        raise BudgetDeskError(f"storage.{code}", path=path) from error
    except msgspec.DecodeError as error:
        raise BudgetDeskError("storage.damaged", path=path) from error
    except OverflowError as error:
        raise BudgetDeskError("storage.number_too_large") from error
    except UnicodeEncodeError as error:
        raise BudgetDeskError("storage.impossible_text") from error
