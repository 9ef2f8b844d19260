"""A ledger file becomes a reading: its postings, and every other row with the reason why not."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from budgetdesk.domain.ledger import Posting, SkippedRow
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.cells import BadCell, Memo, clean
from budgetdesk.importers.columns import HEADINGS_WITHIN, Layout, find_layout
from budgetdesk.importers.lists import printed_list
from budgetdesk.importers.postings import PostingReader
from budgetdesk.importers.sniff import kind_of
from budgetdesk.importers.tables import DELIMITERS, Delimited, Grid, Table, read_lines
from budgetdesk.importers.web_pages import read_web_page
from budgetdesk.importers.workbooks import read_old_workbook, read_package

Filters = tuple[tuple[str, str], ...]
"""Columns by heading, and the value asked for; a column named twice may hold either value."""

_READERS: Final[Mapping[str | None, Callable[[bytes, str], Sequence[Table]]]] = {
    "workbook": read_package,
    "old_excel": read_old_workbook,
    "web_page": read_web_page,
}
"""What reads a file that is no text, by its kind."""

_Row = tuple[int, tuple[list[str], str]]
"""A row's number, its cells, and how it stood in the file."""

_NOTHING: Final = frozenset(
    {"top_info", "page_heading", "rule", "blank", "heading", "repeated_heading", "sub_heading"}
)
"""Reasons that leave no trace of a posting."""

_WITHOUT_VALUES: Final = frozenset({"bad_amount", "total", "subtotal"})
"""Reasons of the rows of a sheet whose formulas nobody calculated."""

_SAMPLE: Final = 10_000
"""Rows that decide how a column writes its amounts."""

_LARGEST: Final = 1_000_000_000
"""Bytes; several years of a large municipality's whole ledger are a tenth of it."""


class LedgerReading(Value):
    """What a file held: rows read = postings + skipped + filtered out, always.

    `batch_number` is the import the postings' ids were made for.
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

    def filtered_rows(self) -> Iterator[int]:
        """The numbers of the rows that filters left out, of which nothing else is kept."""
        kept = {posting.row for posting in self.postings} | {row.row for row in self.skipped}
        return (row for row in range(1, self.rows_read + 1) if row not in kept)


def read_ledger(
    path: Path,
    *,
    profile: str | None = None,
    only: Sequence[tuple[str, str]] = (),
    batch_number: int = 1,
) -> LedgerReading:
    """Reads the postings of a ledger, recognising file, headings and numbers by their content.

    `profile` reads it as a system's, whatever it looks like; `only` keeps the rows whose columns
    hold the given values.

    Raises:
        BudgetDeskError: `importers.*`, the file cannot be read, or is no ledger. A row that
            cannot be read is no error: it is skipped with its reason.
    """
    data = _content(path)
    table, layout = _recognise(_tables(data, path.name), profile, path.name)
    filters = tuple(only)
    postings, skipped = _read_rows(table, layout, filters, batch_number)
    reading = LedgerReading(
        batch_number=batch_number,
        file=path.name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        format=table.format,
        profile=layout.profile,
        rows_read=len(table.records),
        postings=tuple(postings),
        skipped=tuple(skipped),
        filtered_out=len(table.records) - len(postings) - len(skipped),
        filters=filters,
    )
    if not (postings or reading.filtered_out):
        _tell_why_nothing_came({row.reason for row in skipped}, table, path.name)
    return reading


def _tell_why_nothing_came(reasons: set[str], table: Table, file: str) -> None:
    """Raises BudgetDeskError when no row could have been a posting, or none has its formula's sum.

    Else the reasons of the rows tell more than one sentence could.
    """
    if reasons <= _NOTHING:
        raise BudgetDeskError("importers.no_postings", file=file)
    if isinstance(table, Grid) and reasons <= _NOTHING | _WITHOUT_VALUES:
        raise BudgetDeskError("importers.no_amounts", file=file)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise BudgetDeskError("importers.too_large", path=path)
        return path.read_bytes()
    except OSError as error:
        raise BudgetDeskError("importers.unreadable", path=path) from error


def _tables(data: bytes, file: str) -> Sequence[Table]:
    """The tables a file holds, or may be parted into, whatever its name says it is."""
    if reader := _READERS.get(kind_of(data)):
        return reader(data, file)
    lines = read_lines(data, file)
    parted = [Delimited(lines, delimiter) for delimiter in DELIMITERS]
    return [printed, *parted] if (printed := printed_list(lines)) else parted


def _recognise(tables: Sequence[Table], profile: str | None, file: str) -> tuple[Table, Layout]:
    """The table that shows most headings: only the right sheet, or the right delimiter, does.

    Raises:
        BudgetDeskError: `importers.several_sheets` when the postings may stand in any of them, for
            reading one and leaving the others would lose postings unseen.
    """
    found = [(table, find_layout(table.top(HEADINGS_WITHIN), profile)) for table in tables]
    known = [(table, layout) for table, layout in found if layout is not None]
    if not known and profile is not None:
        raise BudgetDeskError("importers.profile_does_not_fit", file=file, profile=profile)
    if not known:
        raise BudgetDeskError("importers.no_ledger", file=file)
    most = max(len(layout.columns) for _, layout in known)
    best = [(table, layout) for table, layout in known if len(layout.columns) == most]
    names = [table.name for table, _ in best if isinstance(table, Grid)]
    if len(names) > 1:
        raise BudgetDeskError("importers.several_sheets", file=file, sheets=", ".join(names))
    return best[0]


def _read_rows(
    table: Table, layout: Layout, filters: Filters, batch_number: int
) -> tuple[list[Posting], list[SkippedRow]]:
    rows = enumerate(zip(table.rows(), table.records, strict=True), start=1)
    apart = table.set_apart
    skipped = [
        SkippedRow(row=row, reason=apart.get(row) or _above(row, cells, layout), raw=raw)
        for row, (cells, raw) in islice(rows, layout.row)
    ]
    sample = list(islice(table.rows(), layout.row, layout.row + _SAMPLE))
    reader = PostingReader(layout, sample, batch_number)
    postings = []
    for row, (cells, raw) in _chosen(rows, layout, filters):
        if row in apart:
            skipped.append(SkippedRow(row=row, reason=apart[row], raw=raw))
            continue
        try:
            postings.append(reader.read(row, cells, raw))
        except BadCell as bad:
            skipped.append(SkippedRow(row=row, reason=bad.reason, raw=raw))
    return postings, skipped


def _above(row: int, cells: Sequence[str], layout: Layout) -> str:
    """What a row down to the headings is."""
    if row == layout.row:
        return "heading"
    return "top_info" if any(map(str.strip, cells)) else "blank"


def _chosen(rows: Iterator[_Row], layout: Layout, filters: Filters) -> Iterator[_Row]:
    """The rows that meet all filters: their columns hold one of the values asked for."""
    wanted: dict[int, set[str]] = {}
    for name, value in filters:
        wanted.setdefault(layout.column(name), set()).add(clean(value))
    for column, values in wanted.items():
        rows = _holding(rows, column, values)
    return rows


def _holding(rows: Iterator[_Row], column: int, values: set[str]) -> Iterator[_Row]:
    holds = Memo(lambda cell: clean(cell) in values)
    return (row for row in rows if column < len(row[1][0]) and holds[row[1][0][column]])
