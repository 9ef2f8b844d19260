"""Of which account a file says that it is: by the digest or the seal that stands in it."""

import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

from budgetdesk.verify.manifest import Manifest

_DIGEST: Final = re.compile(rb"[0-9a-f]{64}")
_PROPERTIES: Final = "docProps/core.xml"
_MOST: Final = 1_000_000
_TORN: Final = (
    OSError,
    ValueError,
    KeyError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What comes of a file that was changed anywhere: it names no account then."""
_PDF_SEAL: Final = re.compile(rb"budgetdesk-seal-([0-9a-f]{64})")


def is_of_another_account(path: Path, manifest: Manifest) -> bool:
    """Whether the file names an account, and not this one; a file that names none is of none."""
    try:
        said = _said(path)
    except _TORN:
        return False
    own = {manifest.account, manifest.seal}
    return bool(said) and not said & own


def _said(path: Path) -> set[str]:
    """The digests by which a file names its account."""
    with path.open("rb") as file:
        head = file.read(5)
    if head == b"%PDF-":
        return {found.decode() for found in _PDF_SEAL.findall(path.read_bytes())}
    if head.startswith(b"PK"):
        with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as part:
            return {found.decode() for found in _DIGEST.findall(part.read(_MOST))}
    plain: Any = json.loads(path.read_bytes())
    named = plain.get("account") if isinstance(plain, dict) else None
    return {named} if isinstance(named, str) and _DIGEST.fullmatch(named.encode()) else set()
