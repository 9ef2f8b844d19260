"""Imports: added in their turn, and taken out again whole."""

from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from budgetdesk.domain.decision import Decision, Topic
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
    """Takes a whole import out again, with all that people said of its postings, and their files.

    The next import may get its number, and must not find answers given to other postings.
    """
    kept = tuple(batch for batch in project.ledger.batches if batch.number != number)
    removed = [batch for batch in project.ledger.batches if batch.number == number]
    if not removed:
        raise BudgetDeskError("ledger.unknown_batch", number=number)
    gone = {posting.id for batch in removed for posting in batch.postings}
    said = (each for each in project.decisions if not _is_of(each, gone))
    return change(
        replace(project, decisions=tuple(said)),
        lambda ledger: replace(
            ledger,
            batches=kept,
            placements=without(ledger, gone),
            vouchers=tuple(each for each in ledger.vouchers if each.posting not in gone),
        ),
    )


def _is_of(decision: Decision, gone: AbstractSet[str]) -> bool:
    return decision.topic is Topic.POSTING_DAY and decision.about in gone
