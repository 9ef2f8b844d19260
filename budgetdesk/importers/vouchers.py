"""A voucher's file from outside: read whole to be kept, or only to be told again what it was."""

import hashlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from budgetdesk.domain.ledger import VoucherFile
from budgetdesk.domain.value import PostingId, Value, VoucherId
from budgetdesk.errors import BudgetDeskError

MOST: Final = 50_000_000
"""Bytes of a voucher inside the document: more are a scan gone wrong, and can be linked."""

_BEGINNINGS: Final = (
    b"%PDF-",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",  # JPEG
    b"II*\x00",  # TIFF, either way round
    b"MM\x00*",
)


class ReadVoucher(Value):
    """A file that was read: what is told of it, and its bytes."""

    name: str
    size: int
    sha256: str
    path: str
    content: bytes

    def of(self, posting: PostingId, *, linked: bool) -> VoucherFile:
        """The voucher of a posting, with its path only where the bytes stay outside."""
        return VoucherFile(
            id=VoucherId(""),
            posting=posting,
            name=self.name,
            size=self.size,
            sha256=self.sha256,
            path=self.path if linked else "",
        )


def read_voucher(path: Path) -> ReadVoucher:
    """A PDF or an image; its content decides what it is, not its name.

    Raises:
        BudgetDeskError: `importers.voucher_unreadable`, `.voucher_too_large` or `.no_voucher`.
    """
    try:
        if path.stat().st_size > MOST:
            raise BudgetDeskError("importers.voucher_too_large", path=path, limit=MOST // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise BudgetDeskError("importers.voucher_unreadable", path=path) from error
    if not content.startswith(_BEGINNINGS):
        raise BudgetDeskError("importers.no_voucher", path=path)
    return ReadVoucher(
        name=path.name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        path=str(path.resolve()),
        content=content,
    )


def voucher_faults(
    vouchers: Iterable[VoucherFile], kept: AbstractSet[str]
) -> Mapping[VoucherId, str]:
    """What is wrong with the files of vouchers: "missing", "changed", or "lost" from the document.

    `kept` is the SHA-256 of all the document has. Those in order are left out.
    """
    faults: dict[VoucherId, str] = {}
    for voucher in vouchers:
        if voucher.is_linked:
            there = _sha256(Path(voucher.path))
            if there != voucher.sha256:
                faults[voucher.id] = "changed" if there else "missing"
        elif voucher.sha256 not in kept:
            faults[voucher.id] = "lost"
    return faults


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
