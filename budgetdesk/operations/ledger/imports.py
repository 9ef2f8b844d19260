"""Imports: added in their turn, and taken out again whole."""

from msgspec.structs import replace

from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger.change import change, without


def add_batch(project: Project, batch: ImportBatch) -> Project:
    """Adds an import, made for the ledger as it stands.

    Raises:
        BudgetDeskError: `ledger.batch_out_of_turn`, another import came first, so the overlaps
            of this one were counted against a ledger that is no more.
    """
    if batch.number != project.ledger.next_batch_number:
        raise BudgetDeskError("ledger.batch_out_of_turn", file=batch.file)
    return change(project, lambda ledger: replace(ledger, batches=(*ledger.batches, batch)))


def remove_batch(project: Project, number: int) -> Project:
    """Takes a whole import out again, where its postings were placed by hand, and their files."""
    kept = tuple(batch for batch in project.ledger.batches if batch.number != number)
    removed = [batch for batch in project.ledger.batches if batch.number == number]
    if not removed:
        raise BudgetDeskError("ledger.unknown_batch", number=number)
    gone = {posting.id for batch in removed for posting in batch.postings}
    return change(
        project,
        lambda ledger: replace(
            ledger,
            batches=kept,
            placements=without(ledger, gone),
            vouchers=tuple(each for each in ledger.vouchers if each.posting not in gone),
        ),
    )
