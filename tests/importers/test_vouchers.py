"""A voucher's file is read by its content, and looked at again."""

from pathlib import Path

import pytest

from budgetdesk.domain.value import PostingId, VoucherId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers import vouchers
from budgetdesk.importers.vouchers import read_voucher, voucher_faults
from budgetdesk.text import text

POSTING = PostingId("1-2")


def refused(path: Path) -> str:
    with pytest.raises(BudgetDeskError) as error:
        read_voucher(path)
    assert text(f"errors.{error.value.code}", **error.value.facts)
    return error.value.code


@pytest.mark.parametrize(
    "begin", [b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\0"]
)
def test_a_pdf_or_an_image_is_a_voucher_whatever_its_name(tmp_path: Path, begin: bytes) -> None:
    path = tmp_path / "bilag"
    path.write_bytes(begin)
    read = read_voucher(path)
    assert (read.name, read.size, read.content) == ("bilag", len(begin), begin)
    assert read.of(POSTING, linked=False).path == ""
    assert read.of(POSTING, linked=True).is_linked


def test_other_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "regneark.pdf"
    assert refused(path) == "importers.voucher_unreadable"
    path.write_bytes(b"PK\x03\x04")
    assert refused(path) == "importers.no_voucher"
    monkeypatch.setattr(vouchers, "MOST", 3)
    assert refused(path) == "importers.voucher_too_large"


def test_missing_changed_and_lost_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1")
    read = read_voucher(path)
    linked, attached = read.of(POSTING, linked=True), read.of(POSTING, linked=False)
    assert voucher_faults([linked, attached], {read.sha256}) == {}
    assert voucher_faults([attached], frozenset()) == {VoucherId(""): "lost"}
    path.write_bytes(b"%PDF-2")
    assert voucher_faults([linked], frozenset()) == {VoucherId(""): "changed"}
    path.unlink()
    assert voucher_faults([linked], frozenset()) == {VoucherId(""): "missing"}
