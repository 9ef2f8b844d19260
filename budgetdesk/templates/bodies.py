"""The rows of a table: cost lines, their details, sources of money, totals, and free rows."""

from collections.abc import Iterator
from typing import Final

from budgetdesk.templates.book import Book, Sheet
from budgetdesk.templates.form import Column, Row, Table, is_input
from budgetdesk.templates.headings import Headings
from budgetdesk.templates.places import Place
from budgetdesk.templates.words import Vocabulary

_OPEN_END: Final = 500
"""Rows a list of vouchers has room for when nothing below its headings is formatted."""

_VALUES: Final = ("amount", "total", "applied", "final", "approved", "actual")


class Body:
    """Reads the rows below headings, down to the row before `end`."""

    def __init__(
        self, book: Book, sheet: Sheet, found: Headings, end: int, vocabulary: Vocabulary
    ) -> None:
        self._book, self._sheet, self._vocabulary = book, sheet, vocabulary
        self._columns = found.columns
        self._kind, self._start, self._end = found.kind, found.bottom + 1, end
        self._table = Table(
            kind=found.kind,
            sheet=sheet.name,
            top=found.top,
            bottom=found.bottom,
            columns=found.columns,
        )
        roles = ("function",) if found.kind == "salary" else ("line", "source", "subject", "text")
        self._name = self._table.column(*roles)
        self._text = self._table.column("text") if found.kind == "lines" else None
        self._is_income = self._table.column("source") is not None
        self._owner: Row | None = None

    def rows(self) -> tuple[Row, ...]:
        """The rows in order."""
        if self._kind in ("vouchers", "salary"):
            return tuple(self._list())
        return tuple(self._lines())

    def _list(self) -> Iterator[Row]:
        """The rows of a list down to its sum; an empty row among them ends nothing."""
        room = [row for row in range(self._start, self._end) if self._has_room(row)]
        last = room[-1] if room else min(self._end - 1, self._start + _OPEN_END)
        for row in range(self._start, last + 1):
            label = self._first_text(row)
            if label and self._vocabulary.is_total(label):
                return
            yield Row(row=row, role="free")

    def _first_text(self, row: int) -> str:
        """The first text of a row that nobody typed in."""
        for column in sorted(each.column for each in self._columns):
            where = Place(row, column)
            text = self._sheet.text(where)
            if text:
                is_typed = self._sheet.is_protected and is_input(self._book, self._sheet, where)
                return "" if is_typed else text
        return ""

    def _lines(self) -> Iterator[Row]:
        after_total = is_apart = False
        for row in range(self._start, self._end):
            label, room = self._label(row), self._has_room(row)
            if not label and not room:
                is_apart = after_total
                continue
            section = self._section(row, label)
            if is_apart and not section:
                return
            if section:
                self._is_income, self._owner = section == "income", None
                after_total = is_apart = False
                continue
            made = self._row(row, label)
            after_total = made.role == "total"
            yield made

    def _section(self, row: int, label: str) -> str:
        """What the rows below are about, when this row is a heading above them."""
        if not label or self._number(row) or any(self._takes(row, c) for c in self._columns):
            return ""
        meaning = self._vocabulary.section(label)
        return meaning.name if meaning.is_sure and meaning.name in ("cost", "income") else ""

    def _row(self, row: int, label: str) -> Row:
        if label and self._vocabulary.is_total(label):
            self._owner = None
            return Row(row=row, role="total", label=label, is_income=self._is_income)
        if label:
            self._owner = self._named(row, label)
            return self._owner
        if self._owner is not None and self._kind == "lines" and self._has_details(self._owner):
            return Row(row=row, role="detail", owner=self._owner.row, name=self._owner.name)
        return Row(row=row, role="free", is_income=self._is_income)

    def _named(self, row: int, label: str) -> Row:
        group, source = self._vocabulary.group(label), self._vocabulary.source(label)
        if self._is_income or (source.percent > max(group.percent, 90) and self._kind == "lines"):
            name = source.name if source.is_sure else "other_grant"
            return Row(
                row=row,
                role="source",
                label=label,
                name=name,
                percent=source.percent,
                is_income=True,
            )
        name = group.name if group.is_sure else ""
        return Row(row=row, role="line", label=label, name=name, percent=group.percent)

    def _has_details(self, owner: Row) -> bool:
        """Whether empty rows below a line are its details, and not lines to be named.

        They are where details have a column of their own, or the line only sums up.
        """
        if owner.role != "line":
            return False
        if self._text is not None and self._text is not self._name:
            return True
        values = [c for c in self._columns if c.role in _VALUES]
        return not any(self._takes(owner.row, c) for c in values)

    def _label(self, row: int) -> str:
        """The form's own words for a row; what a person typed into an input is none."""
        name = self._name.column if self._name else 0
        first = min(each.column for each in self._columns)
        number = self._table.column("number")
        for column in range(name, first - 1, -1):
            where = Place(row, column)
            merged = self._sheet.covered.get(where)
            if number and column == number.column and not (merged and merged.right >= name):
                continue
            text = self._sheet.text(where)
            if text and not text.replace(",", "").isdecimal():
                return "" if self._is_typed(where) else text
        return ""

    def _is_typed(self, where: Place) -> bool:
        """Whether a text stands in an input: unlocked, or below a line with a number of its own."""
        merged = self._sheet.covered.get(where)
        first = merged.first if merged else where
        if self._sheet.is_protected:
            return is_input(self._book, self._sheet, first)
        return "." in self._number(where.row).strip(".")

    def _number(self, row: int) -> str:
        """The number that a form gives a row; nothing where words reach over the column."""
        number = self._table.column("number")
        if number is None or Place(row, number.column) in self._sheet.covered:
            return ""
        return self._sheet.text(Place(row, number.column))

    def _has_room(self, row: int) -> bool:
        return any(self._takes(row, column) for column in self._columns if column.role != "number")

    def _takes(self, row: int, column: Column) -> bool:
        """Whether something may be written there; without protection, a cell that is formatted."""
        where = Place(row, column.column)
        if self._sheet.is_protected:
            return is_input(self._book, self._sheet, where)
        merged = self._sheet.covered.get(where)
        if merged is not None and (
            merged.first != where or merged.right >= _next(self._columns, column)
        ):
            return False
        return where in self._sheet.cells and is_input(self._book, self._sheet, where)


def _next(columns: tuple[Column, ...], column: Column) -> int:
    """The next recognised column to the right; far away when there is none."""
    return min((c.column for c in columns if c.column > column.column), default=1 << 20)
