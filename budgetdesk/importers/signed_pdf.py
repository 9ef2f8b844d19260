"""The signed account as it came back: a PDF, and what the electronic signatures in it vouch for.

Nothing is said of a signature but what can be reckoned from the file alone: here whether it covers
the whole document, and whether something came after it; in `signature_proofs` whether digest and
key fit, and whose certificate it is. Whether that is withdrawn is not told: it takes the
authorities' lists, which are not offline.
"""

import hashlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf

from budgetdesk import paths
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.signature_proofs import Added, Proof, Ranges, proofs

MOST: Final = 50_000_000
_HEAD: Final = 1024
"""A PDF's mark may stand this far down (ISO 32000, annex H)."""


class PdfSignature(Value):
    """One electronic signature. `proof` None: it cannot be read, or nothing is there to reckon it.

    `covers_all`: it covers all that came before it, but for its own place. `is_last`: nothing was
    added after it. A later signature is such an addition too.
    """

    name: str
    at: str
    covers_all: bool
    is_last: bool
    proof: Proof | None = None

    @property
    def is_intact(self) -> bool | None:
        """Whether what it covers is what was signed; None where nobody can tell."""
        return self.proof.is_intact if self.proof else None

    @property
    def is_broken(self) -> bool:
        """Whether what was signed was changed: in what is covered, or by what was added."""
        return self.proof is not None and (
            not self.proof.is_intact or self.proof.added is Added.OTHER
        )


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
        proven = proofs(content, paths.trusted_certificates()) if found else {}
        made = [_read(each, content, proven) for each in found]
    return tuple(signature for _, signature in sorted(made, key=lambda pair: pair[0]))


def _signature_values(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each and "/Contents" in each:
            yield each


def _read(value: Any, content: bytes, proven: Mapping[Ranges, Proof]) -> tuple[int, PdfSignature]:
    ranges = _ranges(value, len(content))
    end = ranges[-1][0] + ranges[-1][1] if ranges else 0
    signature = PdfSignature(
        name=str(value.get("/Name", "")),
        at=_time(str(value.get("/M", ""))),
        covers_all=_covers_all(ranges, content),
        is_last=end == len(content),
        proof=proven.get(tuple(number for piece in ranges for number in piece)),
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


def _time(said: str) -> str:
    """A PDF's time, D:20210215093000+01'00', as 2021-02-15 09:30; else as it stands."""
    digits = said.removeprefix("D:")
    if not digits[:12].isdecimal() or len(digits[:12]) != 12:
        return said
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day} {digits[8:10]}:{digits[10:12]}"
