"""The file an auditor's review travels in: small, readable, and found out when it is changed."""

import hashlib
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from budgetdesk.domain.plain import from_json, to_json
from budgetdesk.domain.review import Review
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError

SUFFIX: Final = ".revision"
_MOST: Final = 50_000_000


class _File(Value):
    """The outermost object of the file; `digest` is the SHA-256 of the review without its own."""

    format: Literal["budgetdesk.review"]
    version: Literal[1]
    digest: str
    review: Review


def review_file(review: Review) -> bytes:
    """The bytes of the file."""
    bare = replace(review, digest="")
    file = _File(format="budgetdesk.review", version=1, digest=_digest(bare), review=bare)
    return msgspec.json.format(to_json(file), indent=1) + b"\n"


def read_review(path: Path) -> Review:
    """The review a file holds, under the file's digest.

    Raises:
        BudgetDeskError: `review.unreadable`, `.not_review`, or `.changed`.
    """
    try:
        content = path.read_bytes() if path.stat().st_size < _MOST else b""
    except OSError as error:
        raise BudgetDeskError("review.unreadable", path=path) from error
    try:
        file = from_json(content, _File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BudgetDeskError("review.not_review", path=path) from error
    if _digest(file.review) != file.digest:
        raise BudgetDeskError("review.changed", path=path)
    return replace(file.review, digest=file.digest)


def _digest(review: Review) -> str:
    return hashlib.sha256(to_json(review)).hexdigest()
