"""A table with the sum of its columns below it, each a formula over the rows it stands under."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from budgetdesk.domain.money import Money
from budgetdesk.text import text
from budgetdesk.writers.workbook.cells import Cell, Formula, Quantity
from budgetdesk.writers.workbook.formulas import cell, ore
from budgetdesk.writers.workbook.sheet import Sheet


class Span(NamedTuple):
    """Where a table stands: its first row, that of its sums, and the first free one below."""

    first: int
    sums: int
    after: int


def summed(
    sheet: Sheet,
    row: int,
    heading: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    leave: Collection[str] = (),
) -> Span:
    """The table with sums under its amounts and counts, but for the columns to `leave`.

    Without rows there is a sentence instead, and no sums.
    """
    first, end = row + 2, sheet.table(row, heading, columns, rows)
    if not rows:
        return Span(first, end, end + 1)
    cells = [
        None if key in leave else _sum(first, end, place, [row[place] for row in rows])
        for place, key in enumerate(columns)
    ]
    label = next(place for place, value in enumerate(rows[0]) if isinstance(value, str))
    cells[label] = text("documents.total")
    sheet.total(end, cells)
    return Span(first, end, end + 2)


def _sum(first: int, end: int, column: int, cells: Sequence[Cell]) -> Cell:
    """The sum of a column of amounts or of counts; nothing for any other."""
    values = [each.value if isinstance(each, Formula) else each for each in cells]
    span = f"SUM({cell(first, column)}:{cell(end - 1, column)})"
    amounts = [each for each in values if isinstance(each, Money)]
    counts = [each.units for each in values if isinstance(each, Quantity)]
    if amounts:
        return Formula(ore(span), Money.total(amounts))
    return Formula(span, Quantity(sum(counts, Decimal()))) if counts else None
