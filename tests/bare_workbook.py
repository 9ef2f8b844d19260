"""The same cells as the auditor's workbook, written with XlsxWriter alone: for the bench.

Text, number, date, formula with value and blank in the same formats, in memory as ours, and the
file closed: no value is made, masked, sorted or looked up, and no sheet is named, set up for print,
filtered or protected.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budgetdesk.writers.account_workbook import write_sheets
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook.book import Book

_KINDS: Final = ("string", "number", "datetime", "blank")
_FIRST_DAY: Final = datetime(1899, 12, 30, tzinfo=UTC)


class BareWorkbook:
    """The cells of a paper's workbook, read from it once, and written as often as asked."""

    def __init__(self, paper: AccountPaper) -> None:
        book = Book(paper, BytesIO())
        write_sheets(book)
        self._looks = book.workbook.formats
        self._sheets = [list(_cells(sheet)) for sheet in book.workbook.worksheets()]

    @property
    def count(self) -> int:
        """How many cells there are."""
        return sum(map(len, self._sheets))

    def write(self) -> BytesIO:
        """The file."""
        file = BytesIO()
        with Workbook(file, {"in_memory": True, "remove_timezone": True}) as workbook:
            looks = {id(look): _copied(look, workbook) for look in self._looks}
            for cells in self._sheets:
                sheet = workbook.add_worksheet()
                write = {kind: getattr(sheet, f"write_{kind}") for kind in _KINDS}
                for kind, row, column, look, value, result in cells:
                    if kind == "formula":
                        sheet.write_formula(row, column, value, looks[look], result)
                    else:
                        write[kind](row, column, value, looks[look])
        return file


def _cells(sheet: Worksheet) -> Iterator[tuple[str, int, int, int, object, object]]:
    """Every cell of a written sheet: its kind, place and format, and what stands in it."""
    words = {number: said for said, number in sheet.str_table.string_table.items()}
    for row, cells in sheet.table.items():
        for column, cell in cells.items():
            kind, result, value = type(cell).__name__.lower(), None, None
            match kind:
                case "string":
                    value = words[cell.string]
                case "datetime":
                    value = _FIRST_DAY + timedelta(days=cell.number)
                case "formula":
                    value, result = cell.formula, cell.value
                case "number":
                    value = cell.number
            yield kind, row, column, id(cell.format), value, result


def _copied(look: Format, workbook: Workbook) -> Format:
    """The same format in another workbook."""
    made = workbook.add_format()
    numbers = ("index", "indices")
    own = {name: each for name, each in vars(look).items() if not name.endswith(numbers)}
    vars(made).update(own)
    return made
