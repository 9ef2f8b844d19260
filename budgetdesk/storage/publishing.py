"""Puts a whole, checked document where the user wants it, or leaves what is there untouched.

SQLite never sees the user's place (a network drive, a synchronised folder): the snapshot is made
and read back beside the working copy, its bytes are written beside the target, flushed, and then
take the target's name in one step.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage.document import Document
from budgetdesk.storage.faults import plainly


def fingerprint(path: Path) -> str | None:
    """The SHA-256 of a file's bytes, None when there is none.

    Time and size are not asked: synchronising tools touch the one, and SQLite keeps the other.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def publish(document: Document, project: Project, target: Path, seen: str | None) -> str:
    """Puts `document`, which holds `project`, at `target`, and returns its fingerprint there.

    `seen` is the fingerprint `target` is to have now; None when nothing is to be there.

    Raises:
        BudgetDeskError: "storage.changed_by_others", "storage.gone", and what `plainly` tells; the
            target is then as it was.
    """
    with plainly(target):
        _check_place(target, seen)
    with _snapshot(document, project) as snapshot, plainly(target):
        return _put(snapshot, target)


def _check_place(target: Path, seen: str | None) -> None:
    if not target.parent.is_dir():
        raise BudgetDeskError("storage.folder_missing", path=target, folder=target.parent)
    there = fingerprint(target)
    if there != seen:
        code = "storage.gone" if there is None else "storage.changed_by_others"
        raise BudgetDeskError(code, path=target)
    if there and not target.stat().st_mode & 0o222:  # a replacement would not ask
        raise BudgetDeskError("storage.write_protected", path=target)


@contextmanager
def _snapshot(document: Document, project: Project) -> Iterator[Path]:
    """A copy of the document that was read back and is the document."""
    path = document.path.with_name("snapshot")
    with plainly(path):
        path.unlink(missing_ok=True)  # left by a crash
    try:
        document.copy_to(path)
        with closing(Document.look(path)) as copy:
            if copy.read() != project or copy.last_digest != document.last_digest:
                raise BudgetDeskError("storage.check_failed", path=path)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _put(snapshot: Path, target: Path) -> str:
    beside = target.with_name(f".{target.name}.new")
    try:
        made = copy_bytes(snapshot, beside)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)
    return made


def copy_bytes(source: Path, target: Path) -> str:
    """Copies a file's bytes to the disk itself and returns their fingerprint."""
    with source.open("rb") as file, target.open("wb") as copy:
        made = hashlib.sha256()
        while piece := file.read(1 << 20):
            made.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return made.hexdigest()


def _flush_folder(folder: Path) -> None:
    """Makes the new name last a power failure, where the system lets one flush a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
