"""The lock file beside a document: who has it open for work, where, and since when.

A document may lie on a drive shared by many machines, so the lock is a plain file that any
machine can read. It is stale when the working copy it names is one of ours on this machine and
no process holds it: then whoever made the lock has crashed.
"""

import hashlib
import os
import platform
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from budgetdesk.domain.plain import from_json, to_json
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage import private_folder
from budgetdesk.storage.faults import plainly


class Holder(Value):
    """What a lock file says. `folder` is the working copy; `token` differs for every lock."""

    by: str
    machine: str
    since: datetime
    pid: int
    folder: str
    token: str


class Lock:
    """A lock that is ours until `release`."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        self._content = content

    @classmethod
    def take(cls, document: Path, folder: Path, user: str) -> "Lock":
        """Locks `document` for the working copy in `folder`.

        Raises:
            BudgetDeskError: "storage.locked" with by, machine and since; "storage.no_access" where
                no file may be written.
        """
        lock = cls(document.with_name(f".{document.name}.lock"), _content(folder, user))
        with plainly(document):
            while not lock._is_made():
                lock._remove_stale(document, folder)
        return lock

    def release(self) -> None:
        """Removes the lock file, unless somebody else has made it theirs meanwhile."""
        with suppress(OSError):  # the drive may be gone; the lock is then stale when it is back
            if self._there() == self._content:
                self._path.unlink()

    def _is_made(self) -> bool:
        if not _is_new(self._path):
            return False
        try:
            self._path.write_bytes(self._content)
        except OSError:
            self._path.unlink()
            raise
        return True

    def _remove_stale(self, document: Path, folder: Path) -> None:
        """Removes the lock that stands there if it is stale, else tells whose it is."""
        content = self._there()
        if content is None:  # released this very moment
            return
        # Several may find it stale at once, and one of them may have made its own lock before
        # another gets to removing: so only the one who makes this claim may, and looks again.
        claim = self._path.with_name(f"{self._path.name}.{hashlib.sha256(content).hexdigest()}")
        if not _is_stale(content, folder) or not _is_new(claim):
            raise _locked(document, self._path, content)
        try:
            if self._there() == content:
                self._path.unlink()
        finally:
            claim.unlink()

    def _there(self) -> bytes | None:
        """What the lock file holds, None when there is none."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None


def _content(folder: Path, user: str) -> bytes:
    holder = Holder(
        by=user,
        machine=platform.node(),
        since=datetime.now(UTC),
        pid=os.getpid(),
        folder=str(folder),
        token=uuid.uuid4().hex,
    )
    return to_json(holder)


def _is_stale(content: bytes, folder: Path) -> bool:
    try:
        holder = from_json(content, Holder)
    except msgspec.DecodeError:
        return False
    theirs = Path(holder.folder)
    # Only our own folders are looked into: a lock file may name anything.
    is_ours = holder.machine == platform.node() and theirs.parent == folder.parent
    return is_ours and (theirs == folder or not private_folder.is_in_use(theirs))


def _is_new(path: Path) -> bool:
    """Makes an empty file unless there is one: of many who try at once, one succeeds."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _locked(document: Path, lock: Path, content: bytes) -> BudgetDeskError:
    try:
        holder = from_json(content, Holder)
    except msgspec.DecodeError:
        return BudgetDeskError("storage.locked_by_unknown", path=document, lock=lock)
    return BudgetDeskError(
        "storage.locked",
        path=document,
        lock=lock,
        by=holder.by,
        machine=holder.machine,
        since=holder.since.astimezone(),
    )
