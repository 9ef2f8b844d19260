"""A layout proposed by what stands in the columns, where the headings do not say enough.

It is a proposal: the profile is called `PROPOSED`, and a person sees what each column was taken
for before anything is imported.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import eq, sub
from typing import Final

from budgetdesk.domain.value import Value
from budgetdesk.importers.amounts import read_ore, signs, way_of_writing
from budgetdesk.importers.cells import BadCell, clean, fold, is_rule
from budgetdesk.importers.columns import (
    Headings,
    Layout,
    fields_of,
    headings_of,
    is_enough,
    is_no_heading,
    letters,
)
from budgetdesk.importers.dates import has_form_of_date, has_form_of_days
from budgetdesk.importers.profiles import Field, Profile, words

PROPOSED: Final = "proposed"
"""The profile of a file whose columns were taken for what stands in them."""

_MOST: Final = 0.8
"""The share of a column's cells that must agree on what they are."""
_FEWEST_ROWS: Final = 2
_Is = Callable[[str], bool]

_WIDEST: Final = 200
"""Columns; a table of more is no list of postings that anybody could look through."""


class _Column(Value):
    """What the cells of a column are, of the rows that may be postings."""

    index: int
    name: str
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(filter(None, self.cells))

    def is_mostly(self, fits: Sequence[bool]) -> bool:
        return bool(fits) and sum(fits) >= _MOST * len(fits)

    @property
    def is_mostly_filled(self) -> bool:
        return len(self.filled) * 2 > len(self.cells)

    @property
    def is_date(self) -> bool:
        return self.is_mostly_filled and self.is_mostly(list(map(self._form(), self.filled)))

    def _form(self) -> Callable[[str], bool]:
        """Bare numbers of days are dates only where the heading says so: they may be accounts."""
        is_said = fold(self.name).endswith(words().date)
        return _has_any_form_of_date if is_said else has_form_of_date

    @property
    def is_amount(self) -> bool:
        """Amounts, of which some show øre: whole numbers may be anything, unless it is said."""
        grammar = way_of_writing(self.filled)
        fits = [_ore(cell, grammar) is not None for cell in self.filled]
        is_said = any(word in fold(self.name) for word in words().amount)
        return self.is_mostly(fits) and (is_said or any(not cell.isalnum() for cell in self.filled))

    @property
    def ores(self) -> tuple[int, ...]:
        grammar = way_of_writing(self.filled)
        return tuple(_ore(cell, grammar) or 0 for cell in self.cells)

    @property
    def is_sign(self) -> bool:
        return bool(self.filled) and all(fold(cell) in signs() for cell in self.filled)

    @property
    def is_code(self) -> bool:
        fits = [" " not in cell and any(map(str.isdigit, cell)) for cell in self.filled]
        return self.is_mostly(fits)

    @property
    def distinct(self) -> float:
        return len(set(self.filled)) / max(len(self.filled), 1)

    @property
    def length(self) -> float:
        return sum(map(len, self.filled)) / max(len(self.cells), 1)


def propose_layout(rows: Sequence[Sequence[str]], generic: Profile) -> Layout | None:
    """The layout of a table's first rows; None when they do not look like postings."""
    postings = (
        _postings(rows, has_form_of_date, _shows_ore)
        or _postings(rows, has_form_of_days, _shows_ore)
        or _postings(rows, has_form_of_date, _is_number_of_kroner)
    )
    if not postings:
        return None
    width = Counter(len(rows[row]) for row in postings).most_common(1)[0][0]
    if width > _WIDEST:
        return None
    headings = _headings_above(rows, postings[0], width)
    columns = {
        field: index for field, index in fields_of(headings, generic).items() if index < width
    }
    whole = [list(map(clean, rows[row])) for row in postings if len(rows[row]) == width]
    table = [
        _Column(index=index, name=headings.names[index], cells=cells)
        for index, cells in enumerate(zip(*whole, strict=True))
    ]
    for field, index in _by_content(table, columns):
        columns.setdefault(field, index)
    if not is_enough(columns):
        return None
    return Layout(profile=PROPOSED, headings=headings, columns=columns)


def _postings(rows: Sequence[Sequence[str]], is_date: _Is, is_amount: _Is) -> list[int]:
    """The rows that may be postings by a date and an amount, when there are enough to tell."""
    found = [
        row
        for row, cells in enumerate(list(map(clean, row)) for row in rows)
        if any(map(is_date, cells)) and any(map(is_amount, cells))
    ]
    return found if len(found) >= _FEWEST_ROWS else []


def _shows_ore(cell: str) -> bool:
    """Whether a cell is an amount with øre, in whatever way of writing."""
    return _is_number_of_kroner(cell) and not cell.isalnum()


def _is_number_of_kroner(cell: str) -> bool:
    return is_no_heading(cell) and not has_form_of_date(cell)


def _has_any_form_of_date(cell: str) -> bool:
    return has_form_of_date(cell) or has_form_of_days(cell)


def _headings_above(rows: Sequence[Sequence[str]], first: int, width: int) -> Headings:
    """The row above the first posting, when it may name its columns; else letters."""
    for row in range(first - 1, -1, -1):
        cells = rows[row]
        if any(map(str.strip, cells)) and not is_rule(cells):
            is_full = sum(1 for cell in cells if cell.strip()) * 2 > width
            if is_full and not any(map(is_no_heading, cells)):
                return headings_of(row + 1, [*cells, *[""] * (width - len(cells))])
            break
    return letters(width, first)


def _by_content(
    table: Sequence[_Column], known: Mapping[Field, int]
) -> Iterator[tuple[Field, int]]:
    """What the columns are that no heading told of; each is one thing only."""
    taken = set(known.values())
    free = [column for column in table if column.index not in taken]
    dates = [column for column in free if column.is_date]
    amounts = [column for column in free if column.is_amount and column not in dates]
    if not {"posting_date", "voucher_date", "service_to"} & known.keys():
        yield from zip(("posting_date", "voucher_date"), (d.index for d in dates), strict=False)
    if not {"amount", "debit"} & known.keys():
        yield from _amounts(amounts)
    rest = [column for column in free if column not in dates and column not in amounts]
    marks = [column for column in rest if column.is_sign]
    if marks and "sign" not in known:
        yield "sign", marks[0].index
    yield from _codes_and_text([column for column in rest if column not in marks], known)


def _amounts(amounts: Sequence[_Column]) -> Iterator[tuple[Field, int]]:
    """The amount, or debit and credit: two columns of which a row fills one."""
    amounts = [column for column in amounts if not _is_balance(column, amounts)]
    for one, other in pairwise(amounts):
        filled = [bool(a) + bool(b) for a, b in zip(one.ores, other.ores, strict=True)]
        if one.is_mostly([count == 1 for count in filled]) and 0 in one.ores and any(other.ores):
            yield "debit", one.index
            yield "credit", other.index
            return
    if amounts:  # codes with a point in them, as 4.0, come again and again
        yield "amount", max(amounts, key=lambda column: column.distinct).index


def _is_balance(column: _Column, amounts: Sequence[_Column]) -> bool:
    """Whether a column is the running sum of another, or of one less another."""
    steps = [after - before for before, after in pairwise(column.ores)]
    others = [other.ores[1:] for other in amounts if other is not column]
    less = [tuple(map(sub, one, two)) for one in others for two in others if one is not two]
    return any(steps) and any(
        column.is_mostly(list(map(eq, steps, each))) for each in (*others, *less)
    )


def _codes_and_text(
    rest: Sequence[_Column], known: Mapping[Field, int]
) -> Iterator[tuple[Field, int]]:
    """Vouchers differ from row to row, accounts come again, and the longest is the text."""
    codes = [column for column in rest if column.is_code and column.is_mostly_filled]
    texts = [column for column in rest if column not in codes]
    if texts and "text" not in known:
        yield "text", max(texts, key=lambda column: column.length).index
    if "voucher" not in known and codes:
        voucher = max(codes, key=lambda column: column.distinct)
        yield "voucher", voucher.index
        codes.remove(voucher)
    if "gl_code" not in known and (numbers := [each for each in codes if _is_number(each)]):
        yield "gl_code", numbers[0].index


def _is_number(column: _Column) -> bool:
    """Shorter numbers are lines, years or periods."""
    return column.is_mostly(
        [cell.isdecimal() and len(cell) > len("2020") for cell in column.filled]
    )


def _ore(cell: str, grammar: re.Pattern[str]) -> int | None:
    try:
        return read_ore(cell, grammar)
    except BadCell:
        return None
