"""What an electronic signature proves, reckoned offline by pyHanko where it is installed.

It is an extra (`budgetdesk[signatures]`): 33 MB with what it stands on, a fifth of a second at the
first signature. Comparing a digest ourselves would say "unchanged" of a file whose digest somebody
had replaced too; only the key in the certificate tells, and that is no work to do by hand.

Nothing is fetched. A certificate is known when it leads to one in the user's own folder.
"""

import logging
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from budgetdesk.domain.value import Value

Ranges = tuple[int, ...]
"""The pieces a signature covers, as the file tells them: they name the signature in it."""


class Chain(Enum):
    """What is known of the certificate."""

    KNOWN = "known"  # leads to one the user trusts
    UNKNOWN = "unknown"
    SELF_SIGNED = "self_signed"  # made by the signer: it says nothing of who that is


class Added(Enum):
    """What came after a signature."""

    NOTHING = "nothing"
    ALLOWED = "allowed"  # signatures, time stamps, fields that were left to be filled in
    OTHER = "other"  # something that changes what was signed


class Proof(Value):
    """What a signature proves. `is_intact`: digest and key both fit what it covers."""

    is_intact: bool
    signer: str
    issuer: str
    chain: Chain
    added: Added


def is_available() -> bool:
    """Whether the extra is installed."""
    return find_spec("pyhanko") is not None


def proofs(content: bytes, trusted: Path) -> Mapping[Ranges, Proof]:
    """The proofs of the signatures that can be read; `trusted` is a folder of certificates."""
    if not is_available():
        return {}
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it logs we tell, or nobody needs
    return dict(_proofs(content, trusted))


def _proofs(content: bytes, trusted: Path) -> Iterator[tuple[Ranges, Proof]]:
    reader = import_module("pyhanko.pdf_utils.reader")
    try:
        embedded = reader.PdfFileReader(BytesIO(content), strict=False).embedded_signatures
    except Exception:  # noqa: BLE001 - a file from outside may break the reader in any way
        return
    roots = list(_roots(trusted))
    for each in embedded:
        try:
            yield tuple(map(int, each.byte_range)), _proof(each, roots)
        except Exception:  # noqa: BLE001, S112 - as above: such a signature proves nothing
            continue


def _proof(embedded: Any, roots: list[Any]) -> Proof:
    validation = import_module("pyhanko.sign.validation")
    context = import_module("pyhanko_certvalidator").ValidationContext
    status = validation.validate_pdf_signature(
        embedded, context(trust_roots=roots, allow_fetching=False)
    )
    certificate = status.signing_cert
    return Proof(
        is_intact=status.intact and status.valid,
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        chain=_chain(certificate, is_trusted=status.trusted),
        added=_added(status.modification_level),
    )


def _chain(certificate: Any, *, is_trusted: bool) -> Chain:
    if is_trusted:
        return Chain.KNOWN
    is_own = certificate.subject == certificate.issuer
    return Chain.SELF_SIGNED if is_own else Chain.UNKNOWN


def _added(level: Any) -> Added:
    """A level as the library tells it, from nothing to anything."""
    return {"NONE": Added.NOTHING, "OTHER": Added.OTHER}.get(level.name, Added.ALLOWED)


def _name(subject: Any) -> str:
    told = subject.native
    parts = (told.get(key) for key in ("common_name", "organization_name"))
    return ", ".join(filter(None, parts)) or subject.human_friendly


def _roots(folder: Path) -> Iterator[Any]:
    """The certificates a folder holds; what is none is passed over."""
    load = import_module("asn1crypto.x509").Certificate.load
    pem = import_module("asn1crypto.pem")
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        try:
            content = path.read_bytes()
            found = pem.unarmor(content)[2] if pem.detect(content) else content
            certificate = load(found)
            _ = certificate.subject.native
        except (OSError, ValueError, TypeError):
            continue
        yield certificate
