"""Extracts of overlapping periods: what is in the ledger already is counted, never added twice.

Two postings are alike when every column of theirs is, and genuine repeats are alike too. So alike
postings are counted: of each kind the ledger ends with as many as the extract that has most.
"""

from collections import Counter
from datetime import datetime
from operator import attrgetter
from typing import Final

from msgspec.structs import fields, replace

from budgetdesk.domain.ledger import ImportBatch, Ledger, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId
from budgetdesk.importers.ledger import LedgerReading

_OF_THE_FILE: Final = {"id", "row", "raw", "is_personal"}
"""Where and how a posting stood says nothing of what it is."""

_likeness = attrgetter(*(f.name for f in fields(Posting) if f.name not in _OF_THE_FILE))


def new_postings(reading: LedgerReading, ledger: Ledger) -> tuple[tuple[Posting, ...], int]:
    """The postings of a reading that the ledger lacks, and how many it has already."""
    known = [posting for batch in ledger.batches for posting in batch.postings]
    if not known:
        return reading.postings, 0
    there = Counter(map(_likeness, known))
    new = []
    for posting in reading.postings:
        likeness = _likeness(posting)
        if there[likeness] > 0:
            there[likeness] -= 1
        else:
            new.append(posting)
    return tuple(new), len(reading.postings) - len(new)


def make_batch(
    reading: LedgerReading,
    ledger: Ledger,
    imported_at: datetime,
    control_total: Money | None = None,
) -> ImportBatch:
    """The import of a reading into a ledger: what is new of it, and the account of all its rows."""
    postings, already_there = new_postings(reading, ledger)
    read, new = (Money.total(p.amount for p in each) for each in (reading.postings, postings))
    number = ledger.next_batch_number
    if number != reading.batch_number:
        postings = tuple(replace(p, id=PostingId(f"{number}-{p.row}")) for p in postings)
    return ImportBatch(
        number=number,
        file=reading.file,
        size=reading.size,
        sha256=reading.sha256,
        format=reading.format,
        profile=reading.profile,
        rows_read=reading.rows_read,
        already_there=already_there,
        already_there_sum=read - new,
        postings=postings,
        skipped=reading.skipped,
        imported_at=imported_at,
        filtered_out=reading.filtered_out,
        filters=reading.filters,
        control_total=control_total,
    )
