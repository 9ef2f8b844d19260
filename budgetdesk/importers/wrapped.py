"""Lists whose records take two lines each, the second with headings of its own.

SAP writes them as "text with tabs" when a record is wider than its page. A record is known by its
first line; its second line's cells are put before those of the first, so that a first line with
cells missing or too many is judged as any other row is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from budgetdesk.importers.cells import clean
from budgetdesk.importers.columns import HEADINGS_WITHIN, is_no_heading
from budgetdesk.importers.lists import shape_of
from budgetdesk.importers.tables import Table

_SAMPLE: Final = 300
"""Rows that tell whether records take two lines."""
_FEWEST: Final = 2
"""Headings in a line of headings, and records in a list."""


def wrapped_list(table: Table) -> "Wrapped | None":
    """The table with the two lines of each record joined, when most records take two.

    That is so when a line of headings is followed by another, and below them every other line
    leaves the column empty that the first headings begin with.
    """
    rows = [_tidy(cells) for cells in table.top(_SAMPLE)]
    for place, (upper, lower) in enumerate(pairwise(rows[: HEADINGS_WITHIN + 1])):
        if not (_names_columns(upper) and _names_columns(lower)):
            continue
        begin = _begin(upper)
        below = [row for row in rows[place + 2 :] if any(row)]
        first = [row for row in below if _begin(row) <= begin]
        if len(first) < _FEWEST or _begin(lower) <= begin:
            return None
        seconds = sum(_begin(one) == begin < _begin(two) for one, two in pairwise(below))
        return Wrapped(table, upper, lower) if seconds * 3 > len(below) else None
    return None


class Wrapped:
    """A table of records in two lines each, numbered by their first."""

    def __init__(self, table: Table, upper: Sequence[str], lower: Sequence[str]) -> None:
        self.format = table.format
        self._table = table
        self._upper, self._lower = list(upper), list(lower)
        self._begin = _begin(upper)

    @cached_property
    def _lines(self) -> Sequence[list[str]]:
        return list(map(_trimmed, self._table.rows(range(len(self._table.records)))))

    @cached_property
    def set_apart(self) -> Mapping[int, str]:
        """Second lines of records, second lines of headings, and headings of pages."""
        return {row: reason for row, reason in enumerate(self._roles, start=1) if reason}

    @cached_property
    def _roles(self) -> Sequence[str]:
        """Why each line is no record; empty for one that may be, and for blank lines."""
        shapes = Counter(map(shape_of, self._table.records))
        roles: list[str] = []
        is_open = False  # whether a second line may follow
        for cells, record in zip(self._lines, self._table.records, strict=True):
            tidy = _tidy(cells)
            role = ""
            if tidy == self._lower:
                role = "sub_heading"
            elif is_open and cells and _begin(tidy) > self._begin:
                role = "continuation"
                if _begin(self._lines[len(roles) - 1]) != self._begin:
                    roles[-1] = "shifted"  # it has a second line, so it is a record, but a torn one
            elif cells and _begin(tidy) != self._begin and shapes[shape_of(record)] > 1:
                role = "page_heading"
            is_open = bool(cells) and not role and tidy != self._upper
            roles.append(role)
        return roles

    @cached_property
    def records(self) -> Sequence[str]:
        """Every line as it stands in the file, a record's first line with its second below it."""
        lines = list(self._table.records)
        for place, role in enumerate(self._roles):
            if role == "continuation":
                lines[place - 1] += "\n" + lines[place]
        return lines

    def rows(self, places: Iterable[int]) -> Iterator[list[str]]:
        """The cells of records, the second line's first."""
        return map(self._joined, places)

    def top(self, count: int) -> list[list[str]]:
        """The cells of the first lines, of which the second ones of headings say nothing."""
        return list(self.rows(range(min(count, len(self._lines)))))

    def _joined(self, place: int) -> list[str]:
        cells = self._lines[place]
        if not cells or self._roles[place]:
            return cells if cells and self._roles[place] != "sub_heading" else []
        if _tidy(cells) == self._upper:
            return [*self._lower, *cells]
        has_second = place + 1 < len(self._roles) and self._roles[place + 1] == "continuation"
        second = self._lines[place + 1] if has_second else []
        width = len(self._lower)
        kept, beyond = second[:width], " ".join(second[width:])
        kept += [""] * (width - len(kept))
        return [*kept[:-1], f"{kept[-1]} {beyond}".strip(), *cells]


def _tidy(cells: Iterable[str]) -> list[str]:
    return _trimmed(map(clean, cells))


def _trimmed(cells: Iterable[str]) -> list[str]:
    """Cells without the empty ones at the end."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _begin(cells: Sequence[str]) -> int:
    """The place of the first cell with something in it."""
    return next((place for place, cell in enumerate(cells) if cell), len(cells))


def _names_columns(cells: Sequence[str]) -> bool:
    return sum(map(bool, cells)) >= _FEWEST and not any(map(is_no_heading, cells))
