"""Sheet Opgørelse, the specification behind the budget's lines: units times a price, pay too."""

from collections.abc import Iterator
from typing import Final

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import DetailRow
from budgetdesk.text import text
from budgetdesk.writers.workbook.cells import Cell, Formula, Quantity
from budgetdesk.writers.workbook.formulas import cell, times
from budgetdesk.writers.workbook.sheet import Sheet
from budgetdesk.writers.workbook.sums import summed

_COLUMNS: Final = ("detail", "amount", "target_number", "year", "units", "unit", "price")
_UNITS, _PRICE = (_COLUMNS.index(key) for key in ("units", "price"))


def write_details(sheet: Sheet, row: int) -> int:
    """The rows of all lines; an hour's price holds norm and index, and names nobody."""
    rows = list(_rows(sheet, row + 2))
    if not rows:
        return row
    span = summed(sheet, row, "details", _COLUMNS, rows, leave=("units", "price"))
    hours = sheet.book.paper.project.base_budget.annual_hours
    if hours is None:
        return span.after
    sheet.note(span.sums + 1, text("documents.how.hours", hours=hours))
    return span.after + 1


def _rows(sheet: Sheet, first: int) -> Iterator[tuple[Cell, ...]]:
    paper = sheet.book.paper
    budget, place = paper.project.base_budget, first
    prices = Prices(budget)
    numbers = {line.id: number for number, line in enumerate(paper.account.lines, start=1)}
    for line in budget.lines:
        for detail in prices.plain_rows(line):
            yield _row(detail, place, numbers[line.id], paper.hidden(detail.text))
            place += 1


def _row(detail: DetailRow, row: int, number: int, words: str) -> tuple[Cell, ...]:
    price, units = cell(row, _PRICE), cell(row, _UNITS)
    amount = detail.unit_price.times(detail.units)
    reckoned = Formula(times(price, units, detail.units), amount)
    return (
        words,
        reckoned,
        number,
        detail.year,
        Quantity(detail.units),
        detail.unit,
        detail.unit_price,
    )
