"""The signed account as it came back: a PDF, and what the electronic signatures in it vouch for.

Nothing is said of a signature but what can be reckoned from the file alone: whether it covers the
whole document, whether something came after it, and whether the bytes it covers still have the
digest it was made of. Who signed with which certificate, and whether to trust it, is not told: that
takes the certificate authorities' lists, which are not offline.
"""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf

from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError

MOST: Final = 50_000_000
_HEAD: Final = 1024
"""A PDF's mark may stand this far down (ISO 32000, annex H)."""

_MESSAGE_DIGEST: Final = bytes.fromhex("06092a864886f70d010904")
"""The object identifier 1.2.840.113549.1.9.4 in DER: the digest a CMS signature signs."""
_ALGORITHMS: Final = {20: "sha1", 32: "sha256", 48: "sha384", 64: "sha512"}


class PdfSignature(Value):
    """One electronic signature. `is_intact` None: it holds no digest that can be reckoned.

    `covers_all`: it covers all that came before it, but for its own place. `is_last`: nothing was
    added after it. A later signature is such an addition too.
    """

    name: str
    at: str
    covers_all: bool
    is_last: bool
    is_intact: bool | None


class SignedPdf(Value):
    """A signed account that was read, its bytes, and its electronic signatures (or none)."""

    name: str
    size: int
    sha256: str
    content: bytes
    signatures: tuple[PdfSignature, ...]


def read_signed(path: Path) -> SignedPdf:
    """A PDF, scanned or signed electronically.

    Raises:
        BudgetDeskError: `signed.unreadable`, `.too_large`, or `.not_pdf`.
    """
    try:
        size = path.stat().st_size
        if size > MOST:
            raise BudgetDeskError("signed.too_large", path=path, megabytes=MOST // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise BudgetDeskError("signed.unreadable", path=path) from error
    try:
        found = signatures(content)
    except (pikepdf.PdfError, ValueError) as error:
        raise BudgetDeskError("signed.not_pdf", path=path) from error
    return SignedPdf(
        name=path.name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        signatures=found,
    )


def signatures(content: bytes) -> tuple[PdfSignature, ...]:
    """The signatures of a PDF, in the order of what they cover.

    Raises:
        ValueError, pikepdf.PdfError: it is no PDF, or one that cannot be read.
    """
    if b"%PDF-" not in content[:_HEAD]:
        raise ValueError("not a PDF")
    with pikepdf.open(BytesIO(content)) as pdf:
        found = list(_signature_values(pdf))
        made = [_read(each, content) for each in found]
    return tuple(signature for _, signature in sorted(made, key=lambda pair: pair[0]))


def _signature_values(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each and "/Contents" in each:
            yield each


def _read(value: Any, content: bytes) -> tuple[int, PdfSignature]:
    ranges = _ranges(value, len(content))
    end = ranges[-1][0] + ranges[-1][1] if ranges else 0
    signature = PdfSignature(
        name=str(value.get("/Name", "")),
        at=_time(str(value.get("/M", ""))),
        covers_all=_covers_all(ranges, content),
        is_last=end == len(content),
        is_intact=_is_intact(bytes(value.Contents), ranges, content),
    )
    return end, signature


def _ranges(value: Any, size: int) -> list[tuple[int, int]]:
    """The pieces a signature covers; none where they make no sense."""
    try:
        numbers = [int(number) for number in value.ByteRange]
    except (TypeError, ValueError):
        return []
    pieces = list(zip(numbers[::2], numbers[1::2], strict=False))
    is_sound = len(numbers) == 4 and all(
        start >= 0 and length >= 0 and start + length <= size for start, length in pieces
    )
    return pieces if is_sound and pieces[0][1] <= pieces[1][0] else []


def _covers_all(ranges: list[tuple[int, int]], content: bytes) -> bool:
    """Whether nothing is left out but the signature itself, a string of hexadecimal digits."""
    if not ranges or ranges[0][0] != 0:
        return False
    gap = content[ranges[0][1] : ranges[1][0]]
    return gap[:1] == b"<" and gap[-1:] == b">" and b"<" not in gap[1:] and b">" not in gap[:-1]


def _is_intact(cms: bytes, ranges: list[tuple[int, int]], content: bytes) -> bool | None:
    """Whether the bytes covered have the digest that was signed."""
    signed = _message_digest(cms)
    if signed is None or not ranges:
        return None
    made = hashlib.new(_ALGORITHMS[len(signed)], usedforsecurity=False)
    for start, length in ranges:
        made.update(content[start : start + length])
    return made.digest() == signed


def _message_digest(cms: bytes) -> bytes | None:
    """The digest in a CMS: after its identifier a set (0x31) of one octet string (0x04)."""
    _, found, rest = cms.partition(_MESSAGE_DIGEST)
    if not found or len(rest) < 4 or rest[0] != 0x31 or rest[2] != 0x04:
        return None
    digest = rest[4 : 4 + rest[3]]
    return digest if len(digest) == rest[3] and len(digest) in _ALGORITHMS else None


def _time(said: str) -> str:
    """A PDF's time, D:20210215093000+01'00', as 2021-02-15 09:30; else as it stands."""
    digits = said.removeprefix("D:")
    if not digits[:12].isdecimal() or len(digits[:12]) != 12:
        return said
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day} {digits[8:10]}:{digits[10:12]}"
