"""Vouchers inside the document: kept once, read when asked, gone when nobody names them."""

from hashlib import sha256
from pathlib import Path

import pytest

from budgetdesk.domain.ledger import VoucherFile
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId, VoucherId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger import attach_voucher
from budgetdesk.session import Session
from budgetdesk.text import text
from tests.builders import a_ledger, a_posting, a_project
from tests.storage.by_hand import by_hand, cell

BYTES = b"%PDF-1.7 et bilag"
SEAL = sha256(BYTES).hexdigest()
FILE = VoucherFile(
    id=VoucherId(""), posting=PostingId("1-2"), name="a.pdf", size=len(BYTES), sha256=SEAL
)


def attach(project: Project) -> Project:
    return attach_voucher(project, FILE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved document with one voucher."""
    target = tmp_path / "projekt.budgetdesk"
    with Session.create(target, a_project(ledger=a_ledger(a_posting(2))), "Bo") as session:
        assert session.keep(BYTES) == session.keep(BYTES) == SEAL
        session.run("ledger.attach", attach, file="a.pdf")
        session.save()
    return target


def test_the_bytes_come_back_from_the_saved_document(path: Path) -> None:
    for read_only in (False, True):
        with Session.open(path, "Bo", read_only=read_only) as session:
            assert session.content(SEAL) == BYTES
            assert session.content("0" * 64) is None
            assert session.kept == {SEAL}
    assert cell(path, "SELECT count(*) FROM voucher_content") == 1


def test_bytes_nobody_names_are_not_saved_and_leave_no_trace_in_the_file(path: Path) -> None:
    with Session.open(path, "Bo") as session:
        session.keep(b"%PDF-1.7 Marie Eksempels private papirer")
        session.save()
        session.run("ledger.detach", lambda _: a_project(ledger=a_ledger(a_posting(2))))
        session.undo()
        session.save()
        assert session.content(SEAL) == BYTES
    assert b"private papirer" not in path.read_bytes()
    assert BYTES in path.read_bytes()


def test_bytes_that_were_tampered_with_are_not_shown(path: Path) -> None:
    by_hand(path, "UPDATE voucher_content SET bytes = x'00'")
    with Session.open(path, "Bo") as session, pytest.raises(BudgetDeskError) as damaged:
        session.content(SEAL)
    assert text(f"errors.{damaged.value.code}", **damaged.value.facts)


def test_a_document_that_is_only_looked_at_keeps_nothing(path: Path) -> None:
    with Session.open(path, "Bo", read_only=True) as session, pytest.raises(BudgetDeskError) as no:
        session.keep(BYTES)
    assert no.value.code == "session.read_only"
