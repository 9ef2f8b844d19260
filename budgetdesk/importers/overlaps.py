"""Extracts of overlapping periods: what is in the ledger already is shown, never added twice.

Two postings are alike when every column of theirs is, and genuine repeats are alike too. So alike
postings are counted: of each kind the ledger ends with as many as the extract that has most. Each
row that is left out is held beside the posting it is taken for, and a person may say that it is
one of its own after all (`operations.ledger.count_known`).
"""

from collections import defaultdict, deque
from datetime import datetime
from operator import attrgetter
from typing import Final

from msgspec.structs import fields, replace

from budgetdesk.accounting.people import marked
from budgetdesk.domain.ledger import ImportBatch, KnownRow, Ledger, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.patterns import Patterns
from budgetdesk.domain.value import PostingId
from budgetdesk.importers.ledger import LedgerReading

_OF_THE_FILE: Final = {"id", "row", "raw", "is_personal"}
"""Where and how a posting stood says nothing of what it is."""

_likeness = attrgetter(*(f.name for f in fields(Posting) if f.name not in _OF_THE_FILE))


def new_postings(
    reading: LedgerReading, ledger: Ledger
) -> tuple[tuple[Posting, ...], tuple[KnownRow, ...]]:
    """The postings of a reading that the ledger lacks, and the rows it has already."""
    if not any(batch.postings for batch in ledger.batches):
        return reading.postings, ()
    there = _by_likeness(ledger)
    new: list[Posting] = []
    known: list[KnownRow] = []
    for posting in reading.postings:
        if alike := there.get(_likeness(posting)):
            known.append(KnownRow(row=posting.row, like=alike.popleft(), raw=posting.raw))
        else:
            new.append(posting)
    return tuple(new), tuple(known)


def _by_likeness(ledger: Ledger) -> dict[object, deque[PostingId]]:
    """The postings there are, the first imported first, by all that makes them alike."""
    there: defaultdict[object, deque[PostingId]] = defaultdict(deque)
    for batch in ledger.batches:
        for posting in batch.postings:
            there[_likeness(posting)].append(posting.id)
    return dict(there)


def make_batch(
    reading: LedgerReading,
    ledger: Ledger,
    imported_at: datetime,
    control_total: Money | None = None,
    patterns: Patterns = Patterns(),  # noqa: B008 - immutable
) -> ImportBatch:
    """The import of a reading into a ledger: what is new of it, and the account of all its rows.

    `patterns` tell by which words and headings people's names are found, to be marked.
    """
    new, known = new_postings(reading, ledger)
    number = ledger.next_batch_number
    if number != reading.batch_number:
        new = tuple(replace(p, id=PostingId(f"{number}-{p.row}")) for p in new)
    batch = ImportBatch(
        number=number,
        file=reading.file,
        size=reading.size,
        sha256=reading.sha256,
        format=reading.format,
        profile=reading.profile,
        rows_read=reading.rows_read,
        already_there=known,
        already_there_sum=_sum(known, reading),
        postings=new,
        skipped=reading.skipped,
        imported_at=imported_at,
        filtered_out=reading.filtered_out,
        filters=reading.filters,
        control_total=control_total,
    )
    return marked(batch, ledger, patterns)


def _sum(known: tuple[KnownRow, ...], reading: LedgerReading) -> Money:
    rows = {each.row for each in known}
    postings = reading.postings if rows else ()
    return Money.total(posting.amount for posting in postings if posting.row in rows)
