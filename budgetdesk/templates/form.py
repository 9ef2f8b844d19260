"""A form as recognised: its tables and fields, which cells may be filled in, and what to ask."""

from collections.abc import Iterator
from typing import Literal

from budgetdesk.domain.value import Value
from budgetdesk.templates.book import Book, Sheet
from budgetdesk.templates.places import Place

Role = Literal["line", "detail", "free", "source", "total"]
Kind = Literal["lines", "salary", "notes", "vouchers"]


class Column(Value):
    """A column by its heading. `year` is a calendar year, `ordinal` the 2 of "year 2"."""

    role: str
    column: int
    heading: str
    percent: int
    year: int | None = None
    ordinal: int | None = None


class Row(Value):
    """A row of a table; `name` is a line's group or a source's kind, `owner` a detail's line."""

    row: int
    role: Role
    label: str = ""
    name: str = ""
    percent: int = 100
    is_income: bool = False
    owner: int | None = None


class Table(Value):
    """A table of a sheet: headings from row `top` to `bottom`, and the rows below."""

    kind: Kind
    sheet: str
    top: int
    bottom: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()

    def column(self, *roles: str) -> Column | None:
        """The first column of one of the roles."""
        return next((c for role in roles for c in self.columns if c.role == role), None)

    def years(self) -> Iterator[Column]:
        """The columns that are each for a year."""
        return (c for c in self.columns if c.role == "amount" and (c.year or c.ordinal))

    @property
    def is_by_price(self) -> bool:
        """Whether it asks for units and their price, and for no amount they come to."""
        has_amount = self.column("amount", "total") is not None
        return not has_amount and None not in (self.column("units"), self.column("unit_price"))

    @property
    def last(self) -> int:
        """The last row that belongs to it."""
        return max((row.row for row in self.rows), default=self.bottom)


class Field(Value):
    """A single input with the label beside it."""

    name: str
    kind: str
    sheet: str
    cell: str
    label: str
    percent: int = 100
    is_input: bool = True


class Question(Value):
    """A label whose meaning is not sure: to be asked once, with the sheet around it shown."""

    key: str
    kind: Literal["column", "field"]
    label: str
    sheet: str
    cell: str
    candidates: tuple[str, ...]


class Form(Value):
    """All that was recognised. `texts` are the headings by which the form is named."""

    file: str
    title: str
    profile: str | None
    tables: tuple[Table, ...]
    fields: tuple[Field, ...]
    questions: tuple[Question, ...]
    fingerprint: str
    hidden_sheets: tuple[str, ...] = ()
    years_down: tuple[str, ...] = ()
    """The sheets with a table whose years stand below each other: it is not filled in."""

    def of_kind(self, kind: Kind) -> Iterator[Table]:
        """The tables of a kind."""
        return (table for table in self.tables if table.kind == kind)

    def field(self, name: str) -> Field | None:
        """The first field of a name."""
        return next((field for field in self.fields if field.name == name), None)


def is_input(book: Book, sheet: Sheet, where: Place) -> bool:
    """Whether a cell may be filled in: it reckons nothing, and no protection locks it."""
    merged = sheet.covered.get(where)
    if merged is not None and merged.first != where:
        return False
    cell = sheet.at(where)
    if cell.formula is not None or any(each.holds(where) for each in sheet.array_areas):
        return False
    return not (sheet.is_protected and book.style(cell).locked)
