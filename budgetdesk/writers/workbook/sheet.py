"""One sheet: cells written by type, tables with heads, lists that can be filtered and sorted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from xlsxwriter.utility import xl_range

from budgetdesk.domain.money import Money
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook import printing
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.cells import (
    FIRST_YEAR,
    Cell,
    Formula,
    Number,
    Quantity,
    kind,
    number,
    shown,
)

_LINE, _INDENT = 13.0, 1.0
"""Points of a line of text; the signs of a column's width that its indent takes."""
_HIGHEST = 409.0
"""What Excel allows."""
_HEIGHTS: Final = {"title": 30.0, "section": 24.0}
"""Headings; they run on over the cells to their right and never wrap."""
_FIGURES: Final = ("amount", "percent", "quantity")
"""What stands to the right, and its head too."""


class Sheet:
    """A sheet of a `Book`. Rows and columns count from 0, as XlsxWriter does."""

    def __init__(self, book: Book, key: str, widths: Sequence[float]) -> None:
        self.book = book
        self.name = text(f"documents.sheet.{key}")
        self._sheet = book.workbook.add_worksheet(self.name)
        self._widths = widths
        self._heights: dict[int, float] = {}
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        printing.set_up(self._sheet, book.paper)

    def write(self, row: int, column: int, value: Cell, *looks: str) -> None:
        """A value typed in: text stays text whatever it begins with, numbers and dates are real.

        A formula stands with its value.
        """
        is_link = isinstance(value, Formula) and value.leads
        look = self.book.look(kind(value), *looks, *(["link"] if is_link else []))
        match value:
            case Formula(formula, result):
                stored = result if isinstance(result, str) else number(result)
                self._sheet.write_formula(row, column, "=" + formula, look, stored)
            case int() | Decimal() | Money() | Quantity():
                self._sheet.write_number(row, column, number(value), look)
            case date() if value.year >= FIRST_YEAR:
                self._sheet.write_datetime(row, column, value, look)
            case None | "":
                self._sheet.write_blank(row, column, None, look)
            case _:
                said = shown(value)
                self._sheet.write_string(row, column, said, look)
                self._make_room(row, said, self._widths[column], *looks)

    def formula(
        self, row: int, column: int, formula: str, value: Number | str, *looks: str
    ) -> None:
        """A formula with the value it has."""
        self.write(row, column, Formula(formula, value), *looks)

    def body(self, first: int, rows: Iterable[Sequence[Cell]], *looks: str) -> int:
        """Rows of a list, as `write` would write them; the row after the last.

        Most cells of a workbook are written here, so each kind goes straight to its own writer.
        """
        write = self._writers(*looks)
        row = first - 1
        for row, values in enumerate(rows, start=first):
            for column, value in enumerate(values):
                write[type(value)](row, column, value)
        return row + 1

    def _writers(self, *looks: str) -> Mapping[type, Callable[[int, int, Any], object]]:
        """How a cell of each kind is written in a list: in one call wherever that will do."""
        sheet, room = self._sheet, [width - _INDENT for width in self._widths]
        text, amount, day, count = (
            self.book.look(each, *looks) for each in ("text", "amount", "date", "count")
        )
        linked = self.book.look("text", *looks, "link")

        def slowly(row: int, column: int, value: Cell) -> None:
            self.write(row, column, value, *looks)

        def words(row: int, column: int, value: str) -> None:
            if 0 < len(value) < room[column] and "\n" not in value:
                sheet.write_string(row, column, value, text)
            else:
                slowly(row, column, value)

        def on(row: int, column: int, value: date) -> None:
            if value.year >= FIRST_YEAR:
                sheet.write_datetime(row, column, value, day)
            else:
                slowly(row, column, value)

        def reckoned(row: int, column: int, value: Formula) -> None:
            if value.leads:
                sheet.write_formula(row, column, value.formula, linked, value.value)
            else:
                slowly(row, column, value)

        fast: dict[type, Callable[[int, int, Any], object]] = {
            str: words,
            date: on,
            Formula: reckoned,
            int: lambda row, column, value: sheet.write_number(row, column, value, count),
            Money: lambda row, column, value: sheet.write_number(
                row, column, number(value), amount
            ),
            type(None): lambda row, column, _: sheet.write_blank(row, column, None, text),
        }
        return defaultdict(lambda: slowly, fast)

    def note(self, row: int, words: str, look: str = "quiet") -> None:
        """A sentence over the sheet's whole width."""
        self.wide(row, 0, words, look)

    def wide(self, row: int, column: int, words: str, *looks: str) -> None:
        """Words from a column to the last."""
        look = self.book.look("text", *looks)
        self._sheet.merge_range(row, column, row, len(self._widths) - 1, "", look)
        self._sheet.write_string(row, column, shown(words), look)
        self._make_room(row, words, sum(self._widths[column:]))

    def section(self, row: int, heading: str) -> None:
        """A heading within the sheet."""
        self.write(row, 0, words.called("heading", heading), "section")

    def table(
        self, row: int, heading: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
    ) -> int:
        """A section: its heading, heads and rows, or that there are none; the row after it."""
        self.section(row, heading)
        if not rows:
            self.note(row + 1, text(f"documents.none_of.{heading}"))
            return row + 2
        self.head(row + 1, columns, rows[0])
        return self.body(row + 2, rows, "row")

    def list(
        self, row: int, heading: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
    ) -> int:
        """A table the reader can filter and sort; a sheet can have one."""
        if not rows:
            return self.table(row, heading, columns, rows)
        self.section(row, heading)
        self.head(row + 1, columns, rows[0])
        end = self.body(row + 2, rows, "row", "open")
        self.sortable(row + 1, end - 1, len(columns) - 1)
        return end

    def mark_input(self, first: int, column: int, values: Iterable[Cell]) -> None:
        """Marks cells of a table's column, from a row down, as typed in."""
        for row, value in enumerate(values, start=first):
            self.write(row, column, value, "row", "input")

    def total(self, row: int, cells: Sequence[Cell]) -> None:
        """The row of sums below a table."""
        self.body(row, [cells], "total")

    def head(self, row: int, columns: Iterable[str], below: Iterable[Cell]) -> None:
        """A table's heads, over its first row: to the right where that has a figure."""
        for column, (key, value) in enumerate(zip_longest(columns, below)):
            looks = ("right",) if kind(value) in _FIGURES else ()
            self.write(row, column, words.called("column", key), "head", *looks)

    def define(self, key: str, row: int, column: int, last_row: int | None = None) -> None:
        """Names a cell, or the cells from `row` to `last_row`."""
        last = row if last_row is None else max(row, last_row)
        self.book.define(key, self.name, (row, column), (last, column))

    def opening(self, heading: str) -> int:
        """The sheet's title, the project and a draft's notice; the first free row."""
        paper = self.book.paper
        self.write(0, 0, heading, "title")
        self.note(1, _whose(paper))
        if not paper.errors:
            return 3
        self.note(2, words.draft_notice(paper), "draft")
        return 4

    def freeze(self, row: int, column: int = 0) -> None:
        """Keeps the rows above in sight and repeats the row above on every printed page."""
        self._sheet.freeze_panes(row, column)
        self._sheet.repeat_rows(row - 1)

    def print_to(self, row: int, column: int) -> None:
        """Prints the columns to and with this one; those to its right are for the screen."""
        self._sheet.print_area(0, 0, row, column)

    def sortable(self, head: int, last_row: int, last_column: int) -> None:
        """Lets the reader filter and sort the rows below a head; they must look "open".

        Codes kept as text are no mistake, nor are formulas that are not locked.
        """
        self._sheet.autofilter(head, 0, last_row, last_column)
        cells = xl_range(head, 0, last_row, last_column)
        self._sheet.ignore_errors({"number_stored_as_text": cells, "formula_unlocked": cells})
        printing.read_only(self._sheet, (head + 1, 0), (last_row, last_column))

    def warn_unless(self, row: int, last_row: int, column: int, wanted: str) -> None:
        """Makes every cell stand out that does not hold what it must."""
        rule = {
            "type": "cell",
            "criteria": "!=",
            "value": wanted,
            "format": self.book.workbook.add_format(self.book.wrong),
        }
        self._sheet.conditional_format(row, column, last_row, column, rule)

    def _make_room(self, row: int, words: str, width: float, *looks: str) -> None:
        """Makes a row as high as its tallest cell; not every program does so by itself."""
        lines = sum(_lines(line, width - _INDENT) for line in words.split("\n"))
        alone = next((_HEIGHTS[look] for look in looks if look in _HEIGHTS), None)
        height = min(alone or 4 + _LINE * lines, _HIGHEST)
        if height > self._heights.get(row, printing.ROW):
            self._heights[row] = height
            self._sheet.set_row(row, height)


def _lines(words: str, room: float) -> int:
    """How many lines words take where each holds `room` signs; a long word goes on to the next."""
    lines, used = 1, 0
    for word in words.split(" "):
        length = len(word)
        if used and used + length > room:
            lines, used = lines + 1, 0
        lines += int(length / room) if length > room else 0
        used += length + 1
    return lines


def _whose(paper: AccountPaper) -> str:
    project, period = paper.project, words.short_period(paper.account.period)
    return " · ".join(
        words.given(each)
        for each in (project.title, project.journal_number, project.recipient.name, period)
    )
