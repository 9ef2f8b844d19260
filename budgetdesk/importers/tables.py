"""Bytes become records of cells with their place in the file; what they mean is not known here."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final, Protocol

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.sniff import decode, refuse_what_is_no_text

MOST_COLUMNS: Final = 1000
"""A row of more cells is no row of a ledger; what goes beyond is left in one cell."""

DELIMITERS: Final = (";", "\t", "|", ",")

_NOTHING_APART: Final[Mapping[int, str]] = {}

_SAMPLE: Final = 200
"""Lines that tell how many columns a row has."""
_LONGEST_LINE: Final = 1_000_000
"""Bytes; beyond it a file is no list of postings, and as text it would eat the memory."""
_PIECE: Final = 4_000_000
"""Signs of a text that are parted into lines at a time."""
_MOST_LINES_OF_A_CELL: Final = 100
"""Beyond it a quote that nothing closes is taken for a stray one."""


def read_lines(data: bytes, file: str) -> list[str]:
    """The lines of a file's content; `file` is its name, for the messages.

    Raises:
        BudgetDeskError: `importers.<what it is>` when it is no text, `importers.endless_line` when
            nothing ends its lines.
    """
    refuse_what_is_no_text(data, file)
    if _has_endless_line(data):
        raise BudgetDeskError("importers.endless_line", file=file)
    lines: list[str] = []
    for piece in _pieces(decode(data, file)):
        lines += piece.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return lines


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that end where a line does.

    To part a hundred million signs in one stroke would hold up every other thread meanwhile.
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


def _has_endless_line(data: bytes) -> bool:
    """Leaps from one line end to the last within reach of it."""
    start = 0
    while len(data) - start > _LONGEST_LINE:
        reach = start + _LONGEST_LINE
        start = 1 + max(data.rfind(b"\n", start, reach), data.rfind(b"\r", start, reach))
        if not start:
            return True
    return False


class Table(Protocol):
    """The records of a file, numbered from 1 with blank ones and headings counted."""

    @property
    def format(self) -> str:
        """What kind of file it is, as the journal of imports names it."""

    @property
    def records(self) -> Sequence[str]:
        """Every record as it stands in the file."""

    @property
    def set_apart(self) -> Mapping[int, str]:
        """The records that by their form alone are no postings, and the reasons."""

    def rows(self, places: Iterable[int]) -> Iterator[list[str]]:
        """The cells of records, by their place counted from 0."""

    def top(self, count: int) -> list[list[str]]:
        """The cells of the first records."""


class Grid:
    """Records whose cells the file itself keeps apart: those of a sheet, or of a table."""

    set_apart: Final = _NOTHING_APART

    def __init__(self, cells: list[list[str]], container: str, name: str) -> None:
        self.format = container
        self.name = name
        self._cells = cells

    @cached_property
    def records(self) -> Sequence[str]:
        """The cells of every record with tabs between them."""
        return ["\t".join(cells) for cells in self._cells]

    def rows(self, places: Iterable[int]) -> Iterator[list[str]]:
        """The cells of records, by their place counted from 0."""
        return map(self._cells.__getitem__, places)

    def top(self, count: int) -> list[list[str]]:
        """The cells of the first records."""
        return self._cells[:count]


class Delimited:
    """The lines of a file as records.

    A record is a line, or several where a quoted cell runs over them.
    """

    format: Final = "csv"
    set_apart: Final = _NOTHING_APART

    def __init__(self, lines: Sequence[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        counts = Counter(line.count(delimiter) for line in islice(lines, _SAMPLE) if line)
        self._usual = max(counts, key=counts.__getitem__, default=0)

    @cached_property
    def records(self) -> Sequence[str]:
        """Every record as it stands in the file."""
        if not any('"' in line and line.count('"') % 2 for line in self._lines):
            return self._lines
        return list(self._joined())

    def rows(self, places: Iterable[int]) -> Iterator[list[str]]:
        """The cells of records, by their place counted from 0."""
        return map(self._cells, map(self.records.__getitem__, places))

    def top(self, count: int) -> list[list[str]]:
        """The cells of the first records."""
        return list(map(self._cells, islice(self._joined(), count)))

    def _cells(self, record: str) -> list[str]:
        if '"' not in record:
            return record.split(self._delimiter, MOST_COLUMNS)  # as csv, in a third of the time
        return self._quoted(record)[: MOST_COLUMNS + 1] or record.split(
            self._delimiter, MOST_COLUMNS
        )

    def _quoted(self, record: str) -> list[str]:
        """The cells of a record whose quotes follow the rules of csv; none of any other."""
        try:
            return next(csv.reader([record], delimiter=self._delimiter, strict=True))
        except csv.Error:
            return []

    def _joined(self) -> Iterator[str]:
        start = 0
        while start < len(self._lines):
            end = self._end_of_record(start)
            yield "\n".join(self._lines[start:end])
            start = end

    def _end_of_record(self, start: int) -> int:
        """The line after the record that begins at `start`.

        A quote that is only closed by swallowing whole rows, or closed in the middle of a cell,
        was never meant as one: then the line stands by itself and its quotes are signs like others.
        """
        record = self._lines[start]
        alone = start + 1
        if record.count('"') % 2 == 0 or self._quoted(record):
            return alone
        last = min(start + _MOST_LINES_OF_A_CELL, len(self._lines))
        for end, line in enumerate(self._lines[alone:last], start=alone + 1):
            swallowed, _, _ = line.partition('"')
            if swallowed.count(self._delimiter) >= max(self._usual, 1):
                return alone
            record += "\n" + line
            if record.count('"') % 2 == 0:
                return end if self._quoted(record) else alone
        return alone
