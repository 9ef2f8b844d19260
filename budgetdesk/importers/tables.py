"""Bytes become records of cells with their place in the file; what they mean is not known here."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.sniff import decode, refuse_what_is_no_text

_DELIMITERS: Final = (";", "\t", "|", ",")
_QUOTED: Final = re.compile('"[^"\n]*"')
_SAMPLE: Final = 200
"""Lines the delimiter is decided on."""
_LONGEST_LINE: Final = 1_000_000
"""Characters; beyond it a file is no list of postings, and reading on would eat the memory."""
_LONGEST_CELL: Final = 100
"""Lines a quoted cell may run over before its quote is taken for a stray one."""


class Table:
    """A text file of records, numbered from 1 with blank ones and headings counted."""

    format: Final = "csv"

    def __init__(self, records: Sequence[str], delimiter: str) -> None:
        self.records: Final = records
        self._delimiter: Final = delimiter

    def rows(self) -> Iterator[list[str]]:
        """The cells of every record."""
        delimiter = self._delimiter
        for record in self.records:
            if '"' not in record:
                yield record.split(delimiter)  # what csv would give, in a third of the time
            else:
                yield _quoted(record, delimiter) or record.split(delimiter)


def read_table(data: bytes, file: str) -> Table:
    """The records of a file's content; `file` is its name, for the messages.

    Raises:
        BudgetDeskError: `importers.<what it is>` when it is no table of text.
    """
    refuse_what_is_no_text(data, file)
    if _no_line_ends(data):
        raise BudgetDeskError("importers.endless_line", file=file)
    text = decode(data, file).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removesuffix("\n").split("\n")
    if max(map(len, lines)) > _LONGEST_LINE:
        raise BudgetDeskError("importers.endless_line", file=file)
    delimiter, columns = _delimiter(lines, file)
    return Table(_records(lines, delimiter, columns), delimiter)


def _no_line_ends(data: bytes) -> bool:
    """Asked of the bytes first: text takes up to four times their memory."""
    start = data[: 4 * _LONGEST_LINE]
    return len(start) == 4 * _LONGEST_LINE and b"\n" not in start and b"\r" not in start


def _delimiter(lines: Sequence[str], file: str) -> tuple[str, int]:
    """The sign that parts the lines into columns, and how many columns most lines have.

    That they agree counts for more than how many they are: decimal commas and commas in texts are
    in many lines, but not equally many in each.
    """
    written = (line for line in lines if line.strip())
    sample = [_QUOTED.sub("", line) for line in islice(written, _SAMPLE)]
    best, delimiter, columns = 0, "", 0
    for sign in _DELIMITERS:
        for found, agreeing in Counter(line.count(sign) for line in sample).items():
            if found * agreeing**3 > best:
                best, delimiter, columns = found * agreeing**3, sign, found + 1
    if not delimiter:
        raise BudgetDeskError("importers.one_column", file=file)
    return delimiter, columns


def _records(lines: list[str], delimiter: str, columns: int) -> list[str]:
    """The lines, those that a quoted cell runs over joined to one."""
    if not any('"' in line and line.count('"') % 2 for line in lines):
        return lines
    records = []
    start = 0
    while start < len(lines):
        end = _end_of_record(lines, start, delimiter, columns)
        records.append("\n".join(lines[start:end]))
        start = end
    return records


def _end_of_record(lines: list[str], start: int, delimiter: str, columns: int) -> int:
    """The line after the record that begins at `start`.

    A quote that is only closed by swallowing whole rows was never meant as one: then the line
    stands by itself and its quotes are signs like others.
    """
    alone = start + 1
    if lines[start].count('"') % 2 == 0 or _quoted(lines[start], delimiter):
        return alone
    record = lines[start]
    for end in range(alone, min(alone + _LONGEST_CELL, len(lines))):
        if len(lines[end].split(delimiter)) >= columns:
            return alone
        record += "\n" + lines[end]
        if '"' in lines[end] and _quoted(record, delimiter):
            return end + 1
    return alone


def _quoted(record: str, delimiter: str) -> list[str]:
    """The cells of a record whose quotes follow the rules of csv; none of one that does not."""
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
