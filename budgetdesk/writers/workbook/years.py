"""Sheet Opgørelse, what each year left, and whether it may be carried to the next."""

from collections.abc import Sequence
from typing import Final

from budgetdesk import explained
from budgetdesk.domain.money import Money
from budgetdesk.domain.year_end import YearEnd
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import cell, minus, never_negative, ore, quoted
from budgetdesk.writers.workbook.steps import Steps

_COLUMNS: Final = (
    "money.column.year",
    "budget",
    *(f"money.column.{key}" for key in ("available", "used", "left", "beyond", "verdict")),
)
_BUDGET, _AVAILABLE, _USED, _LEFT = range(1, 5)


def write_years(steps: Steps) -> None:
    """A row for each year that is over; nothing where none is."""
    years, sheet = words.years_over(steps.paper), steps.sheet
    if not years:
        return
    steps.section("money.name.years")
    most = next((each.at_most for each in years if each.at_most is not None), None)
    if most is not None:
        steps.typed("carry_over_most", most)
    first = steps.row + 1
    befores = ["", *(f"+{cell(first + place, _LEFT)}" for place in range(len(years)))]
    rows = [
        _row(row, before, each, most)
        for row, (before, each) in enumerate(zip(befores, years, strict=False), start=first)
    ]
    sheet.head(steps.row, _COLUMNS, rows[0])
    steps.row = sheet.body(first, rows, "row")
    sheet.mark_input(first, _BUDGET, [each.budget for each in years])
    steps.note(text("documents.how.years"))


def _row(row: int, before: str, each: YearEnd, most: Money | None) -> Sequence[Cell]:
    budget, available, used, left = (
        cell(row, column) for column in (_BUDGET, _AVAILABLE, _USED, _LEFT)
    )
    beyond = never_negative(minus(left, name("carry_over_most")))
    return (
        each.year,
        each.budget,
        Formula(ore(budget + before), each.available),
        Formula(_used_in(each.year), each.used),
        Formula(minus(available, used), each.left),
        text("documents.none") if most is None else Formula(beyond, each.lost),
        explained.carry_over_words(each),
    )


def _used_in(year: int) -> str:
    """The costs in the voucher list that have their day in a year."""
    day, on_lines = name("voucher_day"), quoted(Box.LINE.label)
    first, last = (f'"{sign}"&DATE({year},{on})' for sign, on in ((">=", "1,1"), ("<=", "12,31")))
    asked = f"{name('voucher_box')},{on_lines},{day},{first},{day},{last}"
    return ore(f"SUMIFS({name('voucher_amount')},{asked})")
