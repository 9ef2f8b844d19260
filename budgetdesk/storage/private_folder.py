"""A folder only this user may read, held by one process: others can tell that it is in use.

The hold is an exclusive lock on an empty SQLite file in the folder. The system lets go of it when
the process ends, however it ends; and a process number used again cannot be taken for it.
"""

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from budgetdesk import paths
from budgetdesk.storage.faults import plainly

_HOLD: Final = "in_use"


class PrivateFolder:
    """A folder that is held until `leave` or `remove`."""

    def __init__(self, path: Path) -> None:
        """Holds the folder at `path`; raises "storage.in_use" when another process does."""
        self.path = path
        with plainly(path):
            self._hold = _held(path)

    @classmethod
    def make(cls) -> "PrivateFolder":
        """A new folder among the working copies."""
        place = paths.working_copies()
        folder = place / uuid.uuid4().hex
        with plainly(place):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
        return cls(folder)

    def leave(self) -> None:
        """Lets go of the folder; it stays where it is."""
        self._hold.close()

    def remove(self) -> None:
        """Removes the folder and all in it."""
        self.leave()
        shutil.rmtree(self.path, ignore_errors=True)


def abandoned() -> Iterator[Path]:
    """The folders a process held and left behind."""
    held = paths.working_copies().glob(f"*/{_HOLD}")
    return (hold.parent for hold in sorted(held) if not is_in_use(hold.parent))


def is_in_use(folder: Path) -> bool:
    """Whether a process holds the folder; a folder that is gone is not in use."""
    if not (folder / _HOLD).exists():
        return False
    try:
        _held(folder).close()
    except sqlite3.OperationalError:
        return True
    return False


def _held(folder: Path) -> Connection:
    hold = sqlite3.connect(folder / _HOLD, timeout=0, isolation_level=None)
    try:
        hold.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        hold.close()
        raise
    return hold
