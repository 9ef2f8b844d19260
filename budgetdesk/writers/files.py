"""Puts a finished file in its place, whole or not at all."""

import contextlib
import errno
import os
from pathlib import Path

from budgetdesk.errors import BudgetDeskError

_CODES = {
    errno.EACCES: "writers.no_access",  # open in Excel, write-protected, or not ours
    errno.EPERM: "writers.no_access",
    errno.EROFS: "writers.no_access",
    errno.EISDIR: "writers.is_folder",
    errno.ENOENT: "writers.no_folder",
    errno.ENOTDIR: "writers.no_folder",
    errno.ENOSPC: "writers.disk_full",
    errno.EDQUOT: "writers.disk_full",
    errno.EFBIG: "writers.disk_full",
}


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, then put it there in one move.

    What stood at `path` stays untouched until the new file is whole.

    Raises:
        BudgetDeskError: "writers.no_access", "writers.no_folder", "writers.is_folder",
            "writers.disk_full" or "writers.cannot_write", with `path` (and the system's `reason`).
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise told(error, path) from error


def told(error: OSError, path: Path) -> BudgetDeskError:
    """What the system said of `path`, as the error a person can be shown."""
    code = _CODES.get(error.errno or 0, "writers.cannot_write")
    return BudgetDeskError(code, path=path)
