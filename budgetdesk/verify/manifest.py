"""The manifest of a package: which files were sealed, and the one way it is written.

A manifest is compared with what it would be written as, so that not one byte of it can change.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from budgetdesk.errors import BudgetDeskError

FORMAT: Final = "budgetdesk.package"
VERSION: Final = 1
_MOST: Final = 10_000_000


class Sealed(NamedTuple):
    """A file as it was sealed; `holds` says what it is, `in_seal` whether it is in the seal."""

    name: str
    size: int
    sha256: str
    holds: str
    in_seal: bool


class Manifest(NamedTuple):
    """What a manifest says; `kind` is "final" or "interim", `start` and `end` ISO days."""

    project: str
    journal: str
    account: str
    kind: str
    start: str
    end: str
    number: int
    sealed_at: str
    sealed_by: str
    seal: str
    version: str
    files: tuple[Sealed, ...]

    @property
    def seal_of_files(self) -> str:
        """The seal as it follows from the digests of the files it is made of."""
        return seal_of([(file.name, file.sha256) for file in self.files if file.in_seal])


def seal_of(contents: Sequence[tuple[str, str]]) -> str:
    """The seal of files by name and digest: the SHA-256 of what `sha256sum` prints of them."""
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in contents)
    return hashlib.sha256(lines.encode()).hexdigest()


def written(manifest: Manifest) -> bytes:
    """The manifest's file; its last entry is the digest of the others in compact JSON."""
    plain: dict[str, Any] = {"format": FORMAT, "format_version": VERSION, **manifest._asdict()}
    plain["files"] = [file._asdict() for file in manifest.files]
    plain["digest"] = _digest(plain)
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Manifest:
    """The manifest a file holds, byte for byte as it was written.

    Raises:
        BudgetDeskError: `verify.no_manifest`, it is none; `verify.manifest_changed`.
    """
    plain = _plain(content)
    try:
        files = tuple(Sealed(**each) for each in plain["files"])
        names = [name for name in Manifest._fields if name != "files"]
        manifest = Manifest(**{name: plain[name] for name in names}, files=files)
        is_whole = written(manifest) == content
    except (KeyError, TypeError, AttributeError, UnicodeEncodeError) as error:
        raise BudgetDeskError("verify.manifest_changed") from error
    if not is_whole:
        raise BudgetDeskError("verify.manifest_changed")
    return manifest


def is_manifest(content: bytes) -> bool:
    """Whether a file says that it is a manifest, changed or not."""
    return len(content) < _MOST and f'"{FORMAT}"'.encode() in content


def _plain(content: bytes) -> Mapping[str, Any]:
    if not is_manifest(content):
        raise BudgetDeskError("verify.no_manifest")
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BudgetDeskError("verify.manifest_changed") from error
    if not isinstance(plain, dict):
        raise BudgetDeskError("verify.no_manifest")
    return plain


def _digest(plain: Mapping[str, Any]) -> str:
    compact = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(compact.encode()).hexdigest()
