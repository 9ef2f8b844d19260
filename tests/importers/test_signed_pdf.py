"""A signed account is taken for what it is, and its signatures for no more than can be reckoned."""

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers import signed_pdf
from budgetdesk.importers.signed_pdf import PdfSignature, read_signed, signatures
from budgetdesk.packages import signatures_in_words

_ROOM = 200


def a_pdf(*, name: bool = True) -> bytes:
    """A page with a signature whose place is kept free: zeros, and ranges of nines."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    value = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        ByteRange=Array([0, 99999, 99999, 99999]),
        Contents=String(b"\x00" * _ROOM),
        M=String("D:20210215093000+01'00'"),
    )
    if name:
        value["/Name"] = String("Ole Olsen")
    field = Dictionary(FT=Name.Sig, T=String("Underskrift"), V=pdf.make_indirect(value))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]), SigFlags=3)
    out = BytesIO()
    pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def signed(content: bytes | None = None) -> bytes:
    """The page with a place for a signature that covers all else, and nothing worth in it."""
    content = content or a_pdf()
    zeros = b"<" + b"00" * _ROOM + b">"
    start = content.index(zeros)
    end = start + len(zeros)
    ranges = b"[ 0 99999 99999 99999 ]"
    told = f"[ 0 {start} {end} {len(content) - end} ]".encode().ljust(len(ranges))
    content = content.replace(ranges, told)
    return content[: start + 1] + b"30".ljust(2 * _ROOM, b"0") + content[end - 1 :]


def only(content: bytes) -> PdfSignature:
    [found] = signatures(content)
    return found


def test_what_a_file_tells_of_its_signature_is_told_as_no_more() -> None:
    """A name and a time anybody could write, and a place where nothing can be reckoned."""
    assert only(signed()) == PdfSignature(
        name="Ole Olsen", at="2021-02-15 09:30", covers_all=True, is_last=True
    )


def test_what_is_added_after_a_signature_is_told() -> None:
    found = only(signed() + b"\n% mere\n")
    assert (found.is_last, found.is_intact, found.covers_all) == (False, None, True)


def test_a_page_without_a_signature_has_none(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    path = tmp_path / "scannet.pdf"
    pdf.save(path)
    read = read_signed(path)
    assert read.signatures == ()
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert next(iter(signatures_in_words(read.signatures))).startswith("Filen har ingen")


@pytest.mark.parametrize(
    "ranges",
    [b"[ 0 10 5 10 ]", b"[ 0 9999999 1 1 ]", b"[ 0 10 ]", b"[ -1 5 10 10 ]", b"[ /A /B /C /D ]"],
)
def test_ranges_without_sense_cover_nothing(ranges: bytes) -> None:
    content = a_pdf()
    kept = b"[ 0 99999 99999 99999 ]"
    assert kept in content
    found = only(content.replace(kept, ranges.ljust(len(kept))))
    assert (found.covers_all, found.is_last, found.is_intact) == (False, False, None)


@pytest.mark.parametrize("told", ["[ 1 {a} {b} {c} ]", "[ 0 {less} {b} {c} ]"])
def test_a_signature_that_leaves_something_out_says_so(told: str) -> None:
    content = a_pdf()
    start = content.lower().index(b"<" + b"00" * _ROOM)
    end = start + 2 * _ROOM + 2
    facts = {"a": start - 1, "b": end, "c": len(content) - end, "less": start - 40}
    kept = b"[ 0 99999 99999 99999 ]"
    made = content.replace(kept, told.format(**facts).encode().ljust(len(kept)))
    assert not only(made).covers_all


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"hej", "signed.not_pdf"), (b"%PDF-1.7\nintet", "signed.not_pdf")],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "u.pdf"
    path.write_bytes(content)
    with pytest.raises(BudgetDeskError) as told:
        read_signed(path)
    assert told.value.code == code


def test_a_file_that_is_gone_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "u.pdf"
    with pytest.raises(BudgetDeskError, match="unreadable"):
        read_signed(path)
    path.write_bytes(signed())
    monkeypatch.setattr(signed_pdf, "MOST", 10)
    with pytest.raises(BudgetDeskError, match="too_large"):
        read_signed(path)


def test_the_words_say_what_was_and_what_was_not_looked_at() -> None:
    whole = "\n".join(signatures_in_words(signatures(signed())))
    assert "Ole Olsen 2021-02-15 09:30" in whole
    assert "kan ikke afgøres" in whole
    nobody = replace_time(signed(a_pdf(name=False)))
    assert "(navn ikke oplyst)" in "\n".join(signatures_in_words(signatures(nobody)))
    unread = "\n".join(signatures_in_words(signatures(signed() + b" ")))
    assert "føjet noget til" in unread


def replace_time(content: bytes) -> bytes:
    """The time told in a way of its own: it is shown as it stands."""
    changed = content.replace(b"D:20210215093000", b"D:20210215xxxxxx")
    assert only(changed).at.startswith("D:20210215xxxxxx")
    return changed
