"""What each column of a file was taken for, with its first cells as they stand and as they read."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.importers.amounts import read_ore, way_of_writing
from budgetdesk.importers.cells import BadCell, clean, column_of
from budgetdesk.importers.columns import Layout
from budgetdesk.importers.dates import date_reader, read_year
from budgetdesk.importers.profiles import Field

_SHOWN: Final = 3
"""Cells of a column that are shown."""

_AMOUNTS: Final[frozenset[Field]] = frozenset({"amount", "debit", "credit"})
_DATES: Final[frozenset[Field]] = frozenset(
    {"posting_date", "voucher_date", "service_from", "service_to"}
)


class Example(Value):
    """A cell as it stands in the file, and what it was read as; None when it cannot be read."""

    raw: str
    read: Money | date | str | int | None


class SeenColumn(Value):
    """A column: what it is called, which field it was taken for if any, and its first cells."""

    name: str
    field: Field | None
    examples: tuple[Example, ...]


def seen_columns(layout: Layout, sample: Sequence[Sequence[str]]) -> tuple[SeenColumn, ...]:
    """Every column of a file, in order."""
    fields = {index: field for field, index in layout.columns.items()}
    return tuple(
        _seen(name, fields.get(index), [c for c in column_of(sample, index) if c.strip()], layout)
        for index, name in enumerate(layout.headings.names)
    )


def _seen(name: str, field: Field | None, cells: Sequence[str], layout: Layout) -> SeenColumn:
    read = _reader(field, cells, layout)
    shown = list(dict.fromkeys(cells))[:_SHOWN]
    examples = tuple(Example(raw=cell, read=_read(read, cell)) for cell in shown)
    return SeenColumn(name=name, field=field, examples=examples)


_Read = Callable[[str], Money | date | str | int | None]


def _reader(field: Field | None, cells: Sequence[str], layout: Layout) -> _Read:
    if field in _AMOUNTS:
        grammar = way_of_writing(cells, layout.writing)
        sign = -1 if layout.writing.is_negated else 1
        return lambda cell: Money(sign * read_ore(cell, grammar))
    if field in _DATES:
        return date_reader(cells, layout.writing)
    return read_year if field == "accounting_year" else clean


def _read(read: _Read, cell: str) -> Money | date | str | int | None:
    try:
        return read(cell)
    except BadCell:
        return None
