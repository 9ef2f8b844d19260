"""Each file held against the manifest: unchanged, or what has become of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from budgetdesk.verify.identity import is_of_another_account
from budgetdesk.verify.manifest import Manifest, Sealed

_PIECE: Final = 1 << 20


class State(Enum):
    """What has become of a file."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    TRUNCATED = "truncated"  # shorter than it was
    APPENDED = "appended"  # whole, and something after it
    MISSING = "missing"
    RENAMED = "renamed"  # a sealed file under a name that is none of the sealed ones
    SWAPPED = "swapped"  # a sealed file under another one's name
    OTHER = "other"  # of another account
    UNKNOWN = "unknown"  # not sealed at all
    UNREADABLE = "unreadable"


class FileReport(NamedTuple):
    """One file: its name, what has become of it, and the name it was sealed under (or "")."""

    name: str
    state: State
    sealed_as: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether the file is the one that was sealed, under its own name."""
        return self.state is State.UNCHANGED


class Seen(NamedTuple):
    """A file that lies there: its digest, None when it cannot be read."""

    path: Path
    size: int
    sha256: str | None


def look(path: Path) -> Seen:
    """Reads a file once, whole."""
    try:
        with path.open("rb") as file:
            made = hashlib.file_digest(file, "sha256")
            return Seen(path, file.tell(), made.hexdigest())
    except OSError:
        return Seen(path, 0, None)


def reports(manifest: Manifest, seen: Sequence[Seen], *, all_asked: bool) -> Iterator[FileReport]:
    """Every file that lies there, and with `all_asked` every sealed one that does not."""
    by_name = {file.name: file for file in manifest.files}
    by_digest = {file.sha256: file for file in manifest.files}
    found = set()
    for each in seen:
        report = _report(manifest, each, by_name, by_digest)
        found.add(report.sealed_as)
        yield report
    if all_asked:
        for name in by_name:
            if name not in found:
                yield FileReport(name, State.MISSING, name)


def _report(
    manifest: Manifest, seen: Seen, by_name: Mapping[str, Sealed], by_digest: Mapping[str, Sealed]
) -> FileReport:
    name, own = seen.path.name, by_name.get(seen.path.name)
    if seen.sha256 is None:
        return FileReport(name, State.UNREADABLE, name if own else "")
    sealed = by_digest.get(seen.sha256)
    if sealed is not None:
        if sealed.name == name:
            return FileReport(name, State.UNCHANGED, name)
        return FileReport(name, State.SWAPPED if own else State.RENAMED, sealed.name)
    if is_of_another_account(seen.path, manifest):
        return FileReport(name, State.OTHER, name if own else "")
    if own is None:
        return FileReport(name, State.UNKNOWN)
    return FileReport(name, _change(seen, own), name)


def _change(seen: Seen, own: Sealed) -> State:
    if seen.size < own.size:
        return State.TRUNCATED
    if seen.size > own.size and _digest_of_first(seen.path, own.size) == own.sha256:
        return State.APPENDED
    return State.CHANGED


def _digest_of_first(path: Path, size: int) -> str:
    """The digest of a file's first bytes."""
    made, left = hashlib.sha256(), size
    with path.open("rb") as file:
        while left and (piece := file.read(min(left, _PIECE))):
            made.update(piece)
            left -= len(piece)
    return made.hexdigest()
