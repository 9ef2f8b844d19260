"""Workbooks become tables, one per sheet that can be seen; of formulas only the stored values."""

import datetime as dt
import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.tables import Grid

_Value = float | str | bool | dt.date | dt.time | dt.timedelta

_LARGEST_UNPACKED: Final = 500_000_000
"""Bytes; a sheet of a million postings is half of it."""

_MOST_CELLS: Final = 10_000_000
"""Rows times columns of a sheet, empty cells too: the reader makes room for all of them at once."""

_BINARY: Final = "xl/workbook.bin"

_WITH_PASSWORD: Final = re.compile(
    rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00|"
    + re.escape("EncryptedPackage".encode("utf-16-le")),
    re.DOTALL,
)
"""The first record of an old workbook, perhaps of its write protection, then of its password; or
the name that a newer workbook with a password has inside an old file."""

_PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
"""The place of a row or a cell in the XML of a sheet."""


def read_package(data: bytes, file: str) -> list[Grid]:
    """The sheets of a workbook of our time (xlsx), which is a packed folder.

    Raises:
        BudgetDeskError: `importers.damaged`; `importers.workbook`, it is in the binary form we do
            not read (xlsb); `importers.too_much_inside`, opening it would eat the memory: some
            are made to, and in some a stray cell stands far away.
    """
    try:
        _refuse_what_eats_the_memory(data, file)
        return _sheets(data, "xlsx")
    except (CalamineError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise BudgetDeskError("importers.damaged", file=file) from error


def read_old_workbook(data: bytes, file: str) -> list[Grid]:
    """The sheets of a workbook of Excel 97-2003 (xls).

    Raises:
        BudgetDeskError: `importers.encrypted`, also for a newer workbook: one with a password lies
            inside such a file; `importers.old_excel`, it is older still, damaged, or no workbook.
    """
    if _WITH_PASSWORD.search(data):
        raise BudgetDeskError("importers.encrypted", file=file)
    try:
        return _sheets(data, "xls")
    except CalamineError as error:
        raise BudgetDeskError("importers.old_excel", file=file) from error


def _sheets(data: bytes, container: str) -> list[Grid]:
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        return [
            Grid(_cells(book.get_sheet_by_name(sheet.name)), container, sheet.name)
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]


def _cells(sheet: CalamineSheet) -> list[list[str]]:
    return [list(map(_written, row)) for row in sheet.to_python(skip_empty_area=False)]


def _written(value: _Value) -> str:
    """A value as a Danish extract would write it.

    Numbers get a decimal comma, as the texts among them have; codes stay codes (1043, not 1043.0).
    What calculating in binary leaves behind far beyond the øre is no part of a number.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _refuse_what_eats_the_memory(data: bytes, file: str) -> None:
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
        if any(part.filename == _BINARY for part in parts):
            raise BudgetDeskError("importers.workbook", file=file)
        if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
            raise BudgetDeskError("importers.too_much_inside", file=file)
        for part in parts:  # reading also tells whether the part is whole, and as large as it says
            if _room(package.read(part)) > _MOST_CELLS:
                raise BudgetDeskError("importers.too_much_inside", file=file)


def _room(xml: bytes) -> int:
    """The rows times the columns of a sheet, down to its last and out to its outermost cell."""
    columns: set[bytes] = set()
    last = 0
    for place in _PLACE.finditer(xml):
        columns.add(place[1])
        last = max(last, int(place[2]))
    return last * max(map(_column, columns), default=0)


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27; no letters are a row's own place."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
