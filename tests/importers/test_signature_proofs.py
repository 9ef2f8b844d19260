"""Real signatures of throwaway certificates: whole, tampered with, added to, cut and forged."""

import sys
from importlib import util
from pathlib import Path

import pytest

from budgetdesk import paths
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.signature_proofs import Added, Chain, Proof
from budgetdesk.importers.signed_pdf import PdfSignature, read_signed, signatures
from budgetdesk.packages import signatures_in_words
from tests.importers.signing import (
    Person,
    a_page,
    a_person,
    resigned,
    signed_by,
    trust,
    updated,
)

NAMED = "Ole Olsen, Prøvestrup Kommune"


@pytest.fixture(scope="module")
def authority() -> Person:
    return a_person("Udstederen", is_authority=True)


@pytest.fixture(scope="module")
def signer(authority: Person) -> Person:
    return a_person("Ole Olsen", authority)


@pytest.fixture(scope="module")
def content(signer: Person) -> bytes:
    return signed_by(signer)


def only(content: bytes) -> PdfSignature:
    [found] = signatures(content)
    return found


def said(content: bytes) -> str:
    return "\n".join(signatures_in_words(signatures(content)))


def tampered(content: bytes) -> bytes:
    """Another page size: a byte of what was signed."""
    changed = content.replace(b"/MediaBox [ 0 0 612", b"/MediaBox [ 0 0 613", 1)
    assert changed != content
    return changed


def test_a_whole_signature_is_told_for_what_it_is(content: bytes) -> None:
    found = only(content)
    assert found.name == "Ole Olsen"
    assert (found.covers_all, found.is_last, found.is_intact, found.is_broken) == (
        True,
        True,
        True,
        False,
    )
    assert found.proof == Proof(
        is_intact=True,
        signer=NAMED,
        issuer="Udstederen, Prøvestrup Kommune",
        chain=Chain.UNKNOWN,
        added=Added.NOTHING,
    )
    assert "ikke efterprøvet" in said(content)


def test_a_certificate_the_user_trusts_is_known(content: bytes, authority: Person) -> None:
    folder = paths.trusted_certificates()
    trust(folder, authority)
    (folder / "noget andet.txt").write_text("ikke et certifikat", encoding="utf-8")
    (folder / "også noget.der").write_bytes(authority.der)
    (folder / "mappe").mkdir()
    assert only(content).proof is not None
    assert only(content).proof.chain is Chain.KNOWN  # type: ignore[union-attr]
    assert f"Certifikatet tilhører {NAMED}" in said(content)


def test_one_who_vouches_for_himself_is_told_so() -> None:
    words = said(signed_by(a_person("Ole Olsen")))
    assert "lavet af underskriveren selv" in words
    assert "er uændret siden underskriften" in words


def test_a_byte_changed_after_signing_is_told(content: bytes) -> None:
    found = only(tampered(content))
    assert (found.is_intact, found.is_broken) == (False, True)
    assert "ER ÆNDRET siden underskriften" in said(tampered(content))


def test_a_digest_replaced_to_fit_the_change_fools_nobody(content: bytes) -> None:
    """The digest then fits what it covers; the key of the certificate does not."""
    found = only(resigned(content, tampered(content)))
    assert (found.covers_all, found.is_intact, found.is_broken) == (True, False, True)


def test_what_is_added_after_signing_is_told(content: bytes) -> None:
    found = only(updated(content))
    assert (found.covers_all, found.is_last, found.is_intact, found.is_broken) == (
        True,
        False,
        True,
        True,
    )
    assert "DOKUMENTET ER ÆNDRET EFTER DEN" in said(updated(content))


def test_a_second_signature_is_an_addition_that_is_allowed(
    content: bytes, authority: Person
) -> None:
    both = signed_by(a_person("Karen Kort", authority), content, "Revisor")
    first, second = signatures(both)
    assert first.proof is not None
    assert second.proof is not None
    assert (first.is_last, first.proof.added, first.is_broken) == (False, Added.ALLOWED, False)
    assert (second.is_last, second.proof.added) == (True, Added.NOTHING)
    assert "kun føjet til, hvad en underskrift tillader" in said(both)


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.9, 0.99])
def test_a_file_that_was_cut_is_never_whole(tmp_path: Path, content: bytes, kept: float) -> None:
    path = tmp_path / "u.pdf"
    path.write_bytes(content[: int(len(content) * kept)])
    try:
        found = read_signed(path).signatures
    except BudgetDeskError as error:
        found, code = (), error.code
    else:
        code = "signed.not_pdf"
    assert code == "signed.not_pdf"
    assert all(each.is_intact is not True for each in found)


def test_a_signature_of_an_unknown_kind_or_that_cannot_be_read_proves_nothing(
    content: bytes,
) -> None:
    unknown = content.replace(b"/adbe.pkcs7.detached", b"/adbe.xxxxx.detached")
    start = content.index(b"<", content.index(b"/Contents <")) + 1
    unread = content[:start] + b"ff" * 20 + content[start + 40 :]
    other = content.replace(b"Ole".hex().upper().encode(), b"Lis".hex().upper().encode())
    for each in (unknown, unread, other):
        assert each != content
        assert only(each).proof is None
        assert "ikke til at læse" in said(each)


def test_a_page_without_a_signature_has_none(tmp_path: Path) -> None:
    path = tmp_path / "scannet.pdf"
    path.write_bytes(a_page())
    assert read_signed(path).signatures == ()
    assert said(a_page()).startswith("Filen har ingen")


def test_without_the_extra_nothing_is_proven_and_that_is_said(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a machine without it sees it: the import system knows no pyhanko."""
    find = util.find_spec

    class Nowhere:
        """A finder that has never heard of it."""

        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name.split(".", maxsplit=1)[0] == "pyhanko":
                raise ModuleNotFoundError(name)

    monkeypatch.setattr(
        "budgetdesk.importers.signature_proofs.find_spec",
        lambda name: None if name == "pyhanko" else find(name),
    )
    monkeypatch.setattr(sys, "meta_path", [Nowhere, *sys.meta_path])
    found = only(tampered(content))
    assert (found.proof, found.is_intact, found.is_broken) == (None, None, False)
    assert "IKKE EFTERPRØVET" in said(content)
