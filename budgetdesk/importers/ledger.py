"""A ledger file becomes a reading: its postings, and every other row with the reason why not.

There is one way: bytes become tables (`files.py`), the best table gets a layout (`layouts.py`), and
its rows become postings block by block (`postings.py`).
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from budgetdesk.domain.ledger import Posting, SkippedRow
from budgetdesk.domain.value import Value, nothing_collected
from budgetdesk.domain.watch import Watch, unwatched
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.cells import Memo, clean, is_rule
from budgetdesk.importers.columns import Layout
from budgetdesk.importers.content import PROPOSED
from budgetdesk.importers.files import content_of, tables_of
from budgetdesk.importers.layouts import recognise
from budgetdesk.importers.pages import pages
from budgetdesk.importers.postings import PostingReader, Row
from budgetdesk.importers.profiles import Profile, Writing
from budgetdesk.importers.seen import SeenColumn, seen_columns
from budgetdesk.importers.tables import Grid, Table

Filters = tuple[tuple[str, str], ...]
"""Columns by heading, and the value asked for; a column named twice may hold either value."""

_NOTHING: Final = frozenset(
    {
        "top_info",
        "page_heading",
        "rule",
        "blank",
        "heading",
        "repeated_heading",
        "sub_heading",
        "continuation",
    }
)
"""Reasons that leave no trace of a posting."""

_WITHOUT_VALUES: Final = frozenset({"bad_amount", "total", "subtotal"})
"""Reasons of the rows of a sheet whose formulas nobody calculated."""

_SAMPLE: Final = 10_000
"""Rows that decide how a column writes its amounts."""

_BLOCK: Final = 20_000
"""Rows read at a time: a small part of a second."""


class LedgerReading(Value):
    """What a file held: rows read = postings + skipped + filtered out, always.

    `batch_number` is the import the postings' ids were made for; `columns` tell what each column
    was taken for; `short_years` counts the rows that nobody can read until somebody says which
    century their years of two digits are of.
    """

    batch_number: int
    file: str
    size: int
    sha256: str
    format: str
    profile: str
    rows_read: int
    postings: tuple[Posting, ...]
    skipped: tuple[SkippedRow, ...]
    filtered_out: int
    filters: Filters
    columns: tuple[SeenColumn, ...] = ()
    writing: Writing = Writing()
    short_years: int = 0

    @property
    def is_proposed(self) -> bool:
        """Whether columns were taken for what stands in them, their headings not being known."""
        return self.profile == PROPOSED

    def filtered_rows(self) -> Iterator[int]:
        """The numbers of the rows that filters left out, of which nothing else is kept."""
        kept = {posting.row for posting in self.postings} | {row.row for row in self.skipped}
        return (row for row in range(1, self.rows_read + 1) if row not in kept)


def read_ledger(
    path: Path,
    *,
    profile: str | Profile | None = None,
    only: Sequence[tuple[str, str]] = (),
    batch_number: int = 1,
    watch: Watch = unwatched,
) -> LedgerReading:
    """Reads the postings of a ledger, recognising file, headings and numbers by their content.

    `profile` reads it as a system's, or as somebody says, whatever it looks like; `only` keeps the
    rows whose columns hold the given values; `watch` is told of the rows read, between blocks.

    Raises:
        BudgetDeskError: `importers.*`, the file cannot be read, or is no ledger. A row that
            cannot be read is no error: it is skipped with its reason.
    """
    watch(0, 1)
    data = content_of(path)
    table, layout = recognise(tables_of(data, path.name), profile, path.name)
    size, sha256 = len(data), hashlib.sha256(data).hexdigest()
    del data  # the table holds all that is needed of it
    filters = tuple(only)
    sample = _sample(table, layout.row)
    with nothing_collected():
        read = _read_rows(table, layout, filters, batch_number, watch)
    reading = LedgerReading(
        batch_number=batch_number,
        file=path.name,
        size=size,
        sha256=sha256,
        format=table.format,
        profile=layout.profile,
        rows_read=len(table.records),
        postings=tuple(read.postings),
        skipped=tuple(sorted(read.skipped, key=lambda row: row.row)),
        filtered_out=len(table.records) - len(read.postings) - len(read.skipped),
        filters=filters,
        columns=seen_columns(layout, sample),
        writing=layout.writing,
        short_years=read.short_years,
    )
    if not (read.postings or reading.filtered_out or reading.short_years):
        _tell_why_nothing_came({row.reason for row in read.skipped}, table, path.name)
    return reading


def _tell_why_nothing_came(reasons: set[str], table: Table, file: str) -> None:
    """Raises BudgetDeskError when no row could have been a posting, or none has its formula's sum.

    Else the reasons of the rows tell more than one sentence could.
    """
    if reasons <= _NOTHING:
        raise BudgetDeskError("importers.no_postings", file=file)
    if isinstance(table, Grid) and reasons <= _NOTHING | _WITHOUT_VALUES:
        raise BudgetDeskError("importers.no_amounts", file=file)


_Wanted = dict[int, set[str]]
"""The values asked for, by column."""


def _wanted(layout: Layout, filters: Filters) -> _Wanted:
    wanted: _Wanted = {}
    for name, value in filters:
        wanted.setdefault(layout.column(name), set()).add(clean(value))
    return wanted


class _Read:
    """What was read so far."""

    def __init__(self) -> None:
        self.postings: list[Posting] = []
        self.skipped: list[SkippedRow] = []
        self.short_years = 0


def _read_rows(
    table: Table, layout: Layout, filters: Filters, batch_number: int, watch: Watch
) -> _Read:
    read, apart, found = _Read(), table.set_apart, pages(table, layout)
    for row in _rows(table, range(found[0].start)):
        read.skipped.append(_skipped(row, apart.get(row.number) or _above(row)))
    for page in found:
        first = page.start + page.heading
        why = "heading" if page is found[0] else "repeated_heading"
        for row in _rows(table, range(page.start, first)):
            read.skipped.append(_skipped(row, apart.get(row.number) or why))
        if page.layout is None:
            below = _rows(table, range(first, page.end))
            read.skipped += [_skipped(row, _under_other_headings(row)) for row in below]
            continue
        reader = PostingReader(page.layout, _sample(table, first, page.end), batch_number)
        wanted = _wanted(page.layout, filters)
        for start in range(first, page.end, _BLOCK):
            watch(start, len(table.records))
            places = range(start, min(start + _BLOCK, page.end))
            _read_block(table, reader, wanted, places, read)
        read.short_years += reader.short_years
    watch(len(table.records), len(table.records))
    return read


def _read_block(
    table: Table, reader: PostingReader, wanted: _Wanted, places: Sequence[int], read: _Read
) -> None:
    apart = table.set_apart
    if wanted:
        places = _may_hold(table.records, places, wanted)
    rows = _holding(_rows(table, places), wanted)
    if apart:
        read.skipped += [_skipped(row, apart[row.number]) for row in rows if row.number in apart]
        rows = [row for row in rows if row.number not in apart]
    postings, others = reader.read(rows)
    read.postings += postings
    read.skipped += others


def _sample(table: Table, first: int, end: int | None = None) -> list[list[str]]:
    last = len(table.records) if end is None else end
    return list(table.rows(range(first, min(first + _SAMPLE, last))))


def _rows(table: Table, places: Sequence[int]) -> list[Row]:
    numbers = (place + 1 for place in places)
    return list(map(Row, numbers, table.rows(places), map(table.records.__getitem__, places)))


def _skipped(row: Row, reason: str) -> SkippedRow:
    return SkippedRow(row=row.number, reason=reason, raw=row.raw)


def _above(row: Row) -> str:
    """What a row above the headings is."""
    if is_rule(row.cells):
        return "rule"
    return "top_info" if any(map(str.strip, row.cells)) else "blank"


def _under_other_headings(row: Row) -> str:
    return "other_headings" if any(map(str.strip, row.cells)) else "blank"


def _may_hold(records: Sequence[str], places: Sequence[int], wanted: _Wanted) -> Sequence[int]:
    """The rows that have the words asked for anywhere: found before their cells are parted."""
    for values in wanted.values():
        words = [max(value.split(), key=len, default="") for value in values]
        if all(words) and not any('"' in word for word in words):
            places = [p for p in places if any(word in records[p] for word in words)]
    return places


def _holding(rows: list[Row], wanted: _Wanted) -> list[Row]:
    """The rows that meet all filters: their columns hold one of the values asked for."""
    for column, values in wanted.items():
        holds = Memo(_is_one_of(values))
        rows = [row for row in rows if column < len(row.cells) and holds[row.cells[column]]]
    return rows


def _is_one_of(values: set[str]) -> Callable[[str], bool]:
    return lambda cell: clean(cell) in values
