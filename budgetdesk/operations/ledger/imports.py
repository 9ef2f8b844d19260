"""Imports: added in their turn, taken out again whole, and rows that were there already counted.

A row that is taken for a posting of an earlier import is that posting come again. So when the
earlier import goes, its posting is not gone: the first import that has it too brings it from then
on, with where a person placed it and its vouchers' files.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import ImportBatch, KnownRow, Ledger, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger.change import change, postings


def add_batch(project: Project, batch: ImportBatch) -> Project:
    """Adds an import, made for the ledger as it stands.

    Raises:
        BudgetDeskError: `ledger.batch_out_of_turn`, another import came first, so the overlaps
            of this one were counted against a ledger that is no more.
    """
    if batch.number != project.ledger.next_batch_number:
        raise BudgetDeskError("ledger.batch_out_of_turn", file=batch.file)
    return change(project, lambda ledger: replace(ledger, batches=(*ledger.batches, batch)))


def count_known(project: Project, number: int, rows: AbstractSet[int]) -> Project:
    """Counts rows of an import, taken for postings there already, as postings of their own.

    Raises:
        BudgetDeskError: `ledger.unknown_batch`, or `ledger.unknown_known_row` with the first of
            the rows that is not taken for a posting there already.
    """
    batch = _batch(project.ledger, number)
    if lacking := rows - {each.row for each in batch.already_there}:
        raise BudgetDeskError("ledger.unknown_known_row", row=min(lacking), file=batch.file)
    counted = with_known(batch, alike(project, batch), rows)
    return change(project, lambda ledger: _with(ledger, counted))


def alike(project: Project, batch: ImportBatch) -> Mapping[PostingId, Posting]:
    """The postings that rows of an import are taken for, by their ids."""
    ids = [each.like for each in batch.already_there]
    return {posting.id: posting for posting in postings(project, ids)}


def with_known(
    batch: ImportBatch, like: Mapping[PostingId, Posting], rows: AbstractSet[int]
) -> ImportBatch:
    """An import of which some rows taken for postings there already are postings of its own."""
    come = [
        replace(like[each.like], id=_id(batch, each), row=each.row, raw=each.raw)
        for each in batch.already_there
        if each.row in rows
    ]
    if not come:
        return batch
    return replace(
        batch,
        postings=tuple(sorted((*batch.postings, *come), key=lambda posting: posting.row)),
        already_there=tuple(each for each in batch.already_there if each.row not in rows),
        already_there_sum=batch.already_there_sum - Money.total(each.amount for each in come),
    )


def remove_batch(project: Project, number: int) -> Project:
    """Takes a whole import out again, with all that people said of its postings, and their files.

    What another import has as well stays, now as a posting of that one. The next import may get
    the number, and must not find answers given to other postings.
    """
    ledger = project.ledger
    removed = {posting.id: posting for posting in _batch(ledger, number).postings}
    kept = [batch for batch in ledger.batches if batch.number != number]
    heirs: dict[PostingId, PostingId] = {}
    batches = tuple(_taking_over(batch, removed, heirs) for batch in kept)
    placements = {
        heirs.get(posting, posting): placement
        for posting, placement in ledger.placements.items()
        if posting not in removed or posting in heirs
    }
    vouchers = tuple(
        replace(each, posting=heirs.get(each.posting, each.posting))
        for each in ledger.vouchers
        if each.posting not in removed or each.posting in heirs
    )
    said = (_of_heir(each, removed, heirs) for each in project.decisions)
    return change(
        replace(project, decisions=tuple(each for each in said if each is not None)),
        lambda ledger: replace(ledger, batches=batches, placements=placements, vouchers=vouchers),
    )


def _of_heir(
    decision: Decision,
    removed: Mapping[PostingId, Posting],
    heirs: Mapping[PostingId, PostingId],
) -> Decision | None:
    """What a person said of a posting, now of the one that took it over; None when none did."""
    about = PostingId(decision.about)
    if decision.topic is not Topic.POSTING_DAY or about not in removed:
        return decision
    return replace(decision, about=heirs[about]) if about in heirs else None


def _taking_over(
    batch: ImportBatch,
    removed: Mapping[PostingId, Posting],
    heirs: dict[PostingId, PostingId],
) -> ImportBatch:
    """An import as it is when others' postings are gone: the first that has one too takes it over.

    `heirs` tells by which posting each was taken over, and is filled in here.
    """
    rows: set[int] = set()
    for each in batch.already_there:
        if each.like in removed and each.like not in heirs:
            heirs[each.like] = _id(batch, each)
            rows.add(each.row)
    if heirs.keys().isdisjoint(each.like for each in batch.already_there):
        return batch
    taken_over = with_known(batch, removed, rows)
    known = (
        replace(each, like=heirs.get(each.like, each.like)) for each in taken_over.already_there
    )
    return replace(taken_over, already_there=tuple(known))


def _batch(ledger: Ledger, number: int) -> ImportBatch:
    for batch in ledger.batches:
        if batch.number == number:
            return batch
    raise BudgetDeskError("ledger.unknown_batch", number=number)


def _with(ledger: Ledger, changed: ImportBatch) -> Ledger:
    batches = (changed if each.number == changed.number else each for each in ledger.batches)
    return replace(ledger, batches=tuple(batches))


def _id(batch: ImportBatch, known: KnownRow) -> PostingId:
    return PostingId(f"{batch.number}-{known.row}")
