"""Workbooks become tables, one per sheet that can be seen; of formulas only the stored values."""

import datetime as dt
import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.compound import is_sound, stream_of
from budgetdesk.importers.hidden import (
    Hidden,
    hidden_in_old_workbook,
    hidden_in_open_document,
    hidden_in_workbook,
)
from budgetdesk.importers.room import room_of_cells, room_of_records, room_of_repeats
from budgetdesk.importers.tables import Grid

_Value = float | str | bool | dt.date | dt.time | dt.timedelta

_OLD_STREAMS: Final = ("Workbook", "Book")
"""Where the sheets of an old workbook lie."""

_LARGEST_UNPACKED: Final = 500_000_000
"""Bytes; a sheet of a million postings is half of it."""

_MOST_CELLS: Final = 10_000_000
"""Rows times columns of a sheet, empty cells too: the reader makes room for all of them at once."""

_PANIC: Final = "pyo3_runtime"
"""Where the exception comes from that is none of Python's and cannot be named."""

_BINARY: Final = "xl/workbook.bin"
_OPEN_DOCUMENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_CIPHER: Final = b"encryption-data"

_TORN: Final = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    struct.error,
    EOFError,
    RuntimeError,  # a part with a password or in a form of packing that is not known
    ValueError,  # a place before the beginning of the file
)
"""What torn or forged workbooks end in."""

_WITH_PASSWORD: Final = re.compile(
    rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00|"
    + re.escape("EncryptedPackage".encode("utf-16-le")),
    re.DOTALL,
)
"""The first record of an old workbook, perhaps of its write protection, then of its password; or
the name that a newer workbook with a password has inside an old file."""


def read_package(data: bytes, file: str) -> list[Grid]:
    """The sheets of a workbook of our time (xlsx, ods), which is a packed folder.

    Raises:
        BudgetDeskError: `importers.damaged`; `importers.encrypted`; `importers.workbook`, it is in
            the binary form we do not read (xlsb); `importers.too_much_inside`, opening it would
            eat the memory: some are made to, and in some a stray cell stands far away.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = set(package.namelist())
            if _BINARY in parts:
                raise BudgetDeskError("importers.workbook", file=file)
            if sum(part.file_size for part in package.infolist()) > _LARGEST_UNPACKED:
                raise BudgetDeskError("importers.too_much_inside", file=file)
            if _MANIFEST in parts and _CIPHER in package.read(_MANIFEST):
                raise BudgetDeskError("importers.encrypted", file=file)
            if any(_room_in(package, part) > _MOST_CELLS for part in package.infolist()):
                raise BudgetDeskError("importers.too_much_inside", file=file)
            if _OPEN_DOCUMENT in parts:
                container, hidden = "ods", hidden_in_open_document(package.read(_OPEN_DOCUMENT))
            else:
                container, hidden = "xlsx", hidden_in_workbook(package)
        return _sheets(data, container, hidden)
    except _TORN as error:
        raise BudgetDeskError("importers.damaged", file=file) from error


def read_old_workbook(data: bytes, file: str) -> list[Grid]:
    """The sheets of a workbook of Excel 97-2003 (xls).

    Raises:
        BudgetDeskError: `importers.encrypted`, also for a newer workbook: one with a password lies
            inside such a file; `importers.old_excel`, it is older still, damaged, or no workbook;
            `importers.too_much_inside`, a stray cell stands so far away that it would eat the
            memory.
    """
    if _WITH_PASSWORD.search(data):
        raise BudgetDeskError("importers.encrypted", file=file)
    if not is_sound(data):
        raise BudgetDeskError("importers.old_excel", file=file)
    if room_of_records(stream_of(data, _OLD_STREAMS)) > _MOST_CELLS:
        raise BudgetDeskError("importers.too_much_inside", file=file)
    try:
        return _sheets(data, "xls", hidden_in_old_workbook(data))
    except CalamineError as error:
        raise BudgetDeskError("importers.old_excel", file=file) from error


def _sheets(data: bytes, container: str, hidden: Hidden) -> list[Grid]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            out_of_sight = dict(enumerate(hidden))
            return [
                Grid(
                    _shown(_cells(book.get_sheet_by_name(sheet.name)), out_of_sight.get(place)),
                    container,
                    sheet.name,
                )
                for place, sheet in enumerate(book.sheets_metadata)
                if sheet.visible is SheetVisibleEnum.Visible
                and sheet.typ is SheetTypeEnum.WorkSheet
            ]
    except BaseException as error:
        if type(error).__module__ != _PANIC:
            raise
        raise CalamineError(str(error)) from error  # its Rust half gave up on a torn file


def _shown(rows: list[list[str]], hidden: frozenset[int] | None) -> list[list[str]]:
    """The cells of the columns that can be seen."""
    if not hidden:
        return rows
    return [[cell for column, cell in enumerate(row) if column not in hidden] for row in rows]


def _cells(sheet: CalamineSheet) -> list[list[str]]:
    return [
        [value if type(value) is str else _written(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _written(value: _Value) -> str:
    """A value as a Danish extract would write it.

    Numbers get a decimal comma, as the texts among them have; codes stay codes (1043, not 1043.0).
    What calculating in binary leaves behind far beyond the øre is no part of a number.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _room_in(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """The cells a part has room for; reading it also tells whether it is whole."""
    xml = package.read(part)
    if part.filename == _OPEN_DOCUMENT:
        return room_of_repeats(xml)
    return room_of_cells(xml, _MOST_CELLS)
