"""Vouchers as files, attached or linked to postings."""

from msgspec.structs import replace

from budgetdesk.domain.ledger import VoucherFile
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import VoucherId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger.change import change, postings


def attach_voucher(project: Project, voucher: VoucherFile) -> Project:
    """Adds a voucher's file to its posting, under a new id whatever id it came with.

    The same file twice on one posting is one: the project is then returned as it was.
    """
    postings(project, [voucher.posting])
    there = project.ledger.vouchers
    if any((each.posting, each.sha256) == (voucher.posting, voucher.sha256) for each in there):
        return project
    number = max((int(each.id) for each in there), default=0) + 1
    added = replace(voucher, id=VoucherId(str(number)))
    return change(project, lambda ledger: replace(ledger, vouchers=(*there, added)))


def detach_voucher(project: Project, voucher_id: VoucherId) -> Project:
    """Takes a voucher's file from its posting; a linked file stays where it lies."""
    kept = tuple(each for each in project.ledger.vouchers if each.id != voucher_id)
    if len(kept) == len(project.ledger.vouchers):
        raise BudgetDeskError("ledger.unknown_voucher", id=voucher_id)
    return change(project, lambda ledger: replace(ledger, vouchers=kept))
