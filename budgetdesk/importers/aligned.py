"""Rows whose later columns slid to the left because an empty cell is missing, put right again.

Some systems lose an empty cell here and there. Where it was is found by the form of what stands to
the right: dates under dates, an amount under the amount, codes under codes. A row is put right only
when exactly one way of doing so fits; nothing is guessed, and nothing else is changed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

_MOST_MISSING: Final = 2
"""Empty cells that may be missing from a row."""
_MOST_FORMS: Final = 12
"""Forms a column of codes, dates or the like has at most; a column of texts has more."""
_COMMON: Final = 0.95
"""The share of a column's cells that its common forms must cover."""

_SAME_LENGTH: Final = 0.9
"""The share of rows that are of one length in a file without missing cells."""

_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"[^\W\d_]")
_NUMBER: Final = re.compile(r"0+(?:\.000)*,0+")


class Alignment:
    """The forms of a file's columns, learned from rows in which nothing is missing."""

    def __init__(self, sample: Sequence[Sequence[str]], width: int) -> None:
        whole = [cells for cells in sample if len(cells) <= width]
        self._width = width
        self._forms = [_forms(whole, column) for column in range(width)]

    def put_right(self, cells: Sequence[str], must_fit: Sequence[int]) -> list[str] | None:
        """The row with its missing cells; None when no way, or more than one way, fits best.

        `must_fit` are the columns in which something of the right form must stand.
        """
        row = _trimmed(cells)
        ways = {
            tuple(way): strange
            for missing in range(1, _MOST_MISSING + 1)
            for way in _inserted(row, missing)
            if len(way) <= self._width
            for strange in (self._strange(way, must_fit),)
            if strange is not None
        }
        least = min(ways.values(), default=0)
        best = [way for way, strange in ways.items() if strange == least]
        return [*best[0], *[""] * (self._width - len(best[0]))] if len(best) == 1 else None

    def _strange(self, row: Sequence[str], must_fit: Sequence[int]) -> int | None:
        """How many cells have a form unknown in their column; None when one that must fit does."""
        strange = {
            column
            for column, cell in enumerate(row)
            if (forms := self._forms[column]) is not None and _form(cell) not in forms
        }
        missing = {column for column in must_fit if not "".join(row[column : column + 1]).strip()}
        if missing or not strange.isdisjoint(must_fit):
            return None
        return len(strange)


def is_ragged(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a file differ in how many cells they have, more than by exception."""
    lengths = Counter(len(row) for row in rows if any(map(str.strip, row)))
    return bool(lengths) and max(lengths.values()) < _SAME_LENGTH * lengths.total()


def _inserted(row: Sequence[str], missing: int) -> Iterator[list[str]]:
    """The row with empty cells added to each of its runs of empty cells."""
    for place, cell in enumerate(row):
        if not cell.strip() and (place == 0 or row[place - 1].strip()):
            yield [*row[:place], *[""] * missing, *row[place:]]


def _forms(rows: Sequence[Sequence[str]], column: int) -> frozenset[str] | None:
    """The usual forms of a column's cells; None when they have none in common, as texts."""
    seen = Counter(_form(cells[column]) if column < len(cells) else "" for cells in rows)
    usual = seen.most_common(_MOST_FORMS)
    if sum(count for _, count in usual) < _COMMON * seen.total():
        return None
    return frozenset(form for form, count in usual if count * 50 > seen.total()) | {""}


def _form(cell: str) -> str:
    """What a cell looks like: any digit as 0, any letter as a, any number with decimals alike."""
    form = _LETTER.sub("a", _DIGIT.sub("0", cell.strip()))
    return "0,0" if _NUMBER.fullmatch(form.rstrip("-").strip()) else form


def _trimmed(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
