"""One sheet: cells written by type, tables with heads, print settings that all sheets share."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from xlsxwriter.utility import xl_range

from budgetdesk.domain.money import Money
from budgetdesk.text import danish, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook.book import Book

Number = int | Decimal | Money
"""A count, a percentage, or an amount."""
Cell = Number | str | date | datetime | None

_A4: Final = 9
_ROW, _LINE, _WASTE = 17.0, 13.0, 1.05
"""Points of a row and of a line of text; what words waste of a line."""
_HIGHEST = 409.0
"""What Excel allows."""
_HEIGHTS: Final = {"title": 30.0, "section": 24.0}
"""Headings; they run on over the cells to their right and never wrap."""
_FIGURES = ("amount", "sum")
_LONGEST_HEAD = 60
"""Of each side: Excel takes 255 signs for the whole line, and an ampersand counts twice."""
_FIRST_YEAR = 1900
"""Before it Excel knows no dates."""


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
        self._set_up_print()

    def write(self, row: int, column: int, value: Cell, *looks: str) -> None:
        """A value typed in: text stays text whatever it begins with, numbers and dates are real."""
        look = self.book.look(_kind(value), *looks)
        if isinstance(value, Number):
            self._sheet.write_number(row, column, _number(value), look)
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            self._sheet.write_datetime(row, column, value, look)
        else:
            shown = "" if value is None else danish(value)
            self._sheet.write_string(row, column, shown, look)
            self._make_room(row, shown, self._widths[column], *looks)

    def formula(
        self, row: int, column: int, formula: str, value: Number | str, *looks: str
    ) -> None:
        """A formula with the value it has, so that every reader shows it at once."""
        look = self.book.look(_kind(value), *looks)
        stored = value if isinstance(value, str) else _number(value)
        self._sheet.write_formula(row, column, "=" + formula, look, stored)

    def note(self, row: int, words: str, look: str = "quiet") -> None:
        """A sentence over the sheet's whole width."""
        self._sheet.merge_range(row, 0, row, len(self._widths) - 1, "")
        self._sheet.write_string(row, 0, words, self.book.look("text", look))
        self._make_room(row, words, sum(self._widths))

    def table(
        self, row: int, heading: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
    ) -> int:
        """A section: its heading, heads and rows, or that there are none; the row after it."""
        self.write(row, 0, text(f"documents.heading.{heading}"), "section")
        if not rows:
            self.note(row + 1, text(f"documents.none_of.{heading}"))
            return row + 2
        self.head(row + 1, [(key, key in _FIGURES) for key in columns])
        for below, values in enumerate(rows, start=row + 2):
            for column, value in enumerate(values):
                self.write(below, column, value, "row")
        return row + 2 + len(rows)

    def head(self, row: int, columns: Sequence[tuple[str, bool]]) -> None:
        """A table's heads; True for a column of figures."""
        for column, (key, is_figure) in enumerate(columns):
            looks = ("right",) if is_figure else ()
            self.write(row, column, text(f"documents.column.{key}"), "head", *looks)

    def define(self, key: str, row: int, column: int, last_row: int | None = None) -> None:
        """Names a cell, or the cells from `row` to `last_row`."""
        last = row if last_row is None else last_row
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

    def filter(self, first_row: int, last_row: int, last_column: int) -> None:
        """Lets the reader filter and sort; codes kept as text are no mistake."""
        self._sheet.autofilter(first_row, 0, last_row, last_column)
        cells = xl_range(first_row, 0, last_row, last_column)
        self._sheet.ignore_errors({"number_stored_as_text": cells})

    def _make_room(self, row: int, words: str, width: float, *looks: str) -> None:
        """Makes a row as high as its tallest cell; not every program does so by itself."""
        lines = sum(1 + int(_WASTE * len(line) / width) for line in words.split("\n"))
        alone = next((_HEIGHTS[look] for look in looks if look in _HEIGHTS), None)
        height = min(alone or 4 + _LINE * lines, _HIGHEST)
        if height > self._heights.get(row, _ROW):
            self._heights[row] = height
            self._sheet.set_row(row, height)

    def _set_up_print(self) -> None:
        paper = self.book.paper
        self._sheet.set_default_row(_ROW)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
        title, journal = (
            _plain(said[:_LONGEST_HEAD]) for said in (paper.project.title, words.journal(paper))
        )
        self._sheet.set_header(f"&L&8 {title}&R&8 {journal}")
        page = text("documents.foot.page", page="&P", pages="&N")
        self._sheet.set_footer(f"&L&8 {_plain(words.foot(paper))}&R&8 {page}")


def _whose(paper: AccountPaper) -> str:
    project, period = paper.project, words.short_period(paper.account.period)
    return " · ".join(
        words.given(each)
        for each in (project.title, project.journal_number, project.recipient.name, period)
    )


def _kind(value: Cell) -> str:
    """The look a value has by its type."""
    match value:
        case Money():
            return "amount"
        case Decimal():
            return "percent"
        case datetime():
            return "time"
        case date() if value.year >= _FIRST_YEAR:
            return "date"
        case int():
            return "count"
        case _:
            return "text"


def _number(value: Number) -> Decimal | int:
    """Exactly the number that stands in the file: kroner, a share of one, a count."""
    match value:
        case Money():
            return Decimal(value.ore).scaleb(-2)
        case Decimal():
            return value.scaleb(-2)
        case _:
            return value


def _plain(said: str) -> str:
    """Words for a running line, without the sign that begins a code there."""
    return said.replace("&", "&&")
