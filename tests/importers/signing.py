"""Signs PDFs with throwaway certificates made on the spot, an authority's among them."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
from asn1crypto import keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

_NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Person:
    """A key and a certificate for it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def a_person(name: str, issuer: Person | None = None, *, is_authority: bool = False) -> Person:
    """Somebody whose certificate the issuer made, or they themselves."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Prøvestrup Kommune"),
        ]
    )
    usage = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    usage |= {"key_cert_sign": is_authority, "content_commitment": not is_authority}
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOW - timedelta(days=1))
        .not_valid_after(_NOW + timedelta(days=30))
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .sign(issuer.key if issuer else key, hashes.SHA256())
    )
    return Person(key, made)


def a_page() -> bytes:
    """A PDF of one page."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def signed_by(person: Person, content: bytes | None = None, field: str = "Underskrift") -> bytes:
    """The page, or an earlier version of it, with this person's signature."""
    private = person.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(person.der),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    out = BytesIO()
    told = signers.PdfSignatureMetadata(field_name=field, name="Ole Olsen")
    writer = IncrementalPdfFileWriter(BytesIO(content or a_page()))
    signers.sign_pdf(writer, told, signer=signer, output=out)
    return out.getvalue()


def updated(content: bytes) -> bytes:
    """The same with something changed by an incremental update: the signed bytes stand."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    writer.root["/Lang"] = pdf_string("da")
    writer.update_root()  # type: ignore[no-untyped-call]
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def resigned(content: bytes, tampered: bytes) -> bytes:
    """A forger's file: other bytes, and the digest in the signature replaced to fit them."""

    with pikepdf.open(BytesIO(content)) as pdf:
        (value,) = (
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each
        )
        ranges = [int(number) for number in value.ByteRange]
    start, length, second, rest = ranges

    def digest(of: bytes) -> bytes:
        return hashlib.sha256(of[start : start + length] + of[second : second + rest]).digest()

    was, now = digest(content).hex().encode(), digest(tampered).hex().encode()
    lower = tampered[length:second].lower()
    assert was in lower
    return tampered[:length] + lower.replace(was, now) + tampered[second:]


def trust(folder: Path, person: Person) -> None:
    """Puts somebody's certificate where the user keeps those that are trusted."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "udsteder.pem").write_bytes(person.pem)
