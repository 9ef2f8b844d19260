"""The vouchers' files of chosen postings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.vouchers import VouchersPresenter
from budgetdesk.presenters.workspace import Workspace
from tests.opened import four_postings, opened, with_ledger

SALARY, FOOD, TAXI, _ = four_postings()


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "faktura.pdf"
    path.write_bytes(b"%PDF-1.7 " + b"x" * 2600)
    return path


def rows(table: VouchersPresenter) -> list[list[str]]:
    return [[table.cell(row, at).text for at in range(4)] for row in range(table.row_count)]


def test_one_file_is_attached_to_all_that_are_chosen_as_one_step(
    workspace: Workspace, pdf: Path
) -> None:
    table = VouchersPresenter(workspace, [FOOD, TAXI])
    assert (table.title, table.can_change, table.row_count) == ("2 posteringer", True, 0)
    table.add(pdf)
    assert rows(table) == [
        ["faktura.pdf", "B3", "3 kB", "I dokumentet"],
        ["faktura.pdf", "1-4", "3 kB", "I dokumentet"],
    ]
    assert table.content(0) == pdf.read_bytes()
    assert VouchersPresenter(workspace, [SALARY]).row_count == 0
    assert VouchersPresenter(workspace, [SALARY]).title == "Løn, juni, 900,00 kr."
    table.remove(0)
    assert table.row_count == 1
    workspace.session.undo()
    workspace.session.undo()
    assert table.row_count == 0
    workspace.session.redo()
    assert table.content(1) == pdf.read_bytes()


def test_a_linked_file_is_told_of_when_it_is_gone_or_changed(
    workspace: Workspace, pdf: Path
) -> None:
    table = VouchersPresenter(workspace, [FOOD])
    table.add(pdf, linked=True)
    assert rows(table)[0][3] == "Link"
    assert str(pdf) in table.cell(0, 0).tip
    assert workspace.session.kept == frozenset()
    pdf.write_bytes(b"%PDF-1.7 en anden")
    workspace.look_at_files()
    assert rows(table)[0][3] == "Filen er ændret"
    assert "ledger.voucher_file_changed" in {each.code for each in workspace.findings}
    pdf.unlink()
    workspace.look_at_files()
    assert rows(table)[0][3] == "Filen findes ikke"
    with pytest.raises(BudgetDeskError):
        table.content(0)


def test_a_file_that_is_no_voucher_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError):
        VouchersPresenter(workspace, [FOOD]).add(tmp_path / "findes ikke.pdf")
    assert workspace.session.undo_step is None


def test_bytes_that_are_not_in_the_document_are_said_to_be_lost(
    workspace: Workspace, pdf: Path
) -> None:
    table = VouchersPresenter(workspace, [FOOD])
    table.add(pdf)
    project = workspace.project
    with opened(project) as elsewhere:  # as after `new --json`: the exchange form has no bytes
        table = VouchersPresenter(elsewhere, [FOOD])
        assert rows(table)[0][3] == "Ikke i dokumentet"
        with pytest.raises(BudgetDeskError) as lost:
            table.content(0)
        assert lost.value.code == "ledger.voucher_lost"
