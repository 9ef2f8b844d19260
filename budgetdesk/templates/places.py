"""Cells and areas by their names (B7, $C$5:E13), and what becomes of a formula that moves."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

_SHEET: Final = r"(?:'(?:[^']|'')+'|(?:\[[0-9]+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!"
_TOKEN: Final = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
       | (?P<sheet>{_SHEET})?
         (?<![\w.$])(?P<place>
             \$?[A-Z]{{1,3}}\$?[0-9]{{1,7}}(?::\$?[A-Z]{{1,3}}\$?[0-9]{{1,7}})?
           | \$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}
         )(?![\w.(!])""",
    re.VERBOSE,
)
_ONE: Final = re.compile(r"(\$?)([A-Z]{1,3})?(\$?)([0-9]{1,7})")


class Place(NamedTuple):
    """A cell by row and column, both from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """Such as "B7"."""
        return f"{letters(self.column)}{self.row}"


class Area(NamedTuple):
    """A rectangle of cells, its corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        """Whether a cell lies in it."""
        return self.top <= place.row <= self.bottom and self.left <= place.column <= self.right

    @property
    def first(self) -> Place:
        """The upper left cell: the one that counts when they are merged."""
        return Place(self.top, self.left)

    @property
    def name(self) -> str:
        """Such as "B7:C9", or "B7" of a single cell."""
        last = Place(self.bottom, self.right)
        return self.first.name if last == self.first else f"{self.first.name}:{last.name}"


def letters(column: int) -> str:
    """The name of a column: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """The number of a column by its letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def place(name: str) -> Place:
    """A cell by its name; raises ValueError when it is none."""
    match = _CELL.fullmatch(name)
    if match is None:
        raise ValueError(name)
    return Place(int(match[2]), column_number(match[1]))


def area(name: str) -> Area:
    """An area by its name, a single cell too; raises ValueError when it is none."""
    first, _, last = name.partition(":")
    one, other = place(first), place(last or first)
    return Area(
        min(one.row, other.row),
        min(one.column, other.column),
        max(one.row, other.row),
        max(one.column, other.column),
    )


def sheet_named(prefix: str | None) -> str | None:
    """The sheet that stands before a reference's exclamation mark; None for the formula's own."""
    if prefix is None:
        return None
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def rewritten(formula: str, change: Callable[[str | None, str], str]) -> str:
    """A formula with every reference changed by `change(sheet, reference)`; texts are let be."""

    def one(match: re.Match[str]) -> str:
        if match["text"] is not None:
            return match[0]
        return (match["sheet"] or "") + change(sheet_named(match["sheet"]), match["place"])

    return _TOKEN.sub(one, formula)


def moved(formula: str, down: int, right: int = 0) -> str:
    """A formula as it reads when its cell is copied so far down and to the right."""

    def corner(match: re.Match[str]) -> str:
        fixed_column, column, fixed_row, row = match.groups()
        if column and not fixed_column:
            column = letters(max(column_number(column) + right, 1))
        if not fixed_row:
            row = str(max(int(row) + down, 1))
        return f"{fixed_column}{column or ''}{fixed_row}{row}"

    return rewritten(formula, lambda _, reference: _ONE.sub(corner, reference))


class Insertion(NamedTuple):
    """`rows` rows put in below row `after` of a sheet.

    An area that ends at `after` grows when `grows` is set: Excel lets it be, but a block of one
    row has no inside that rows could be put into.
    """

    sheet: str
    after: int
    rows: int
    grows: bool = False

    def row(self, row: int) -> int:
        """Where a row is afterwards."""
        return row + self.rows if row > self.after else row

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """Where the first and last row of an area are afterwards."""
        if self.grows and bottom == self.after:
            return self.row(top), bottom + self.rows
        return self.row(top), self.row(bottom)

    def reference(self, reference: str) -> str:
        """A reference to the sheet as it reads afterwards."""
        first, colon, last = reference.partition(":")
        top, bottom = (int(_ONE.fullmatch(each)[4]) for each in (first, last or first))  # type: ignore[index]  # the token's own shape
        if not colon:
            return _with_row(first, self.row(top))
        if top > bottom:
            return f"{_with_row(first, self.row(top))}:{_with_row(last, self.row(bottom))}"
        top, bottom = self.span(top, bottom)
        return f"{_with_row(first, top)}:{_with_row(last, bottom)}"

    def formula(self, formula: str, own_sheet: str) -> str:
        """A formula standing on `own_sheet` as it reads afterwards."""

        def change(sheet: str | None, reference: str) -> str:
            about = own_sheet if sheet is None else sheet
            return (
                self.reference(reference)
                if about.casefold() == self.sheet.casefold()
                else reference
            )

        return rewritten(formula, change)


def _with_row(reference: str, row: int) -> str:
    return _ONE.sub(lambda match: f"{match[1]}{match[2] or ''}{match[3]}{row}", reference)
