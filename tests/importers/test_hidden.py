"""Columns somebody hid are not read, in every form of workbook."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from budgetdesk.importers.hidden import hidden_in_old_workbook, hidden_in_workbook
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from tests.importers.sheets import open_document

ROWS = [
    ["Dato", "Bilag", "Beløb ekskl. moms", "Beløb"],
    ["05-01-2020", "B1", "80,00", "100,00"],
    ["06-01-2020", "B2", "8,00", "10,00"],
]


def reading_of(folder: Path, content: bytes) -> LedgerReading:
    file = folder / "fil"
    file.write_bytes(content)
    return read_ledger(file)


def amounts(reading: LedgerReading) -> list[int]:
    return [posting.amount.ore for posting in reading.postings]


def test_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    assert amounts(reading_of(tmp_path, content.getvalue())) == [8000, 800]
    sheet.column_dimensions["C"].hidden = True
    content = io.BytesIO()
    book.save(content)
    assert amounts(reading_of(tmp_path, content.getvalue())) == [10000, 1000]


@pytest.mark.parametrize("way", ["collapse", "filter"])
def test_in_an_open_document(tmp_path: Path, way: str) -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>',
        f'<table:table-column table:visibility="{way}"/>',
    )
    assert amounts(reading_of(tmp_path, open_document(ROWS))) == [8000, 800]
    assert amounts(reading_of(tmp_path, open_document(ROWS, *columns))) == [10000, 1000]


def records(*each: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in each)


BEGIN = b"\x09\x08\x10\x00\x00\x06\x10\x00" + bytes(12)
HIDDEN = (0x7D, struct.pack("<6H", 2, 3, 0, 0, 1, 0))
SHOWN = (0x7D, struct.pack("<6H", 0, 1, 0, 0, 0, 0))
TOO_SHORT = (0x7D, b"\x01")
ROWS_COME = (0x200, b"")
NONE: frozenset[int] = frozenset()


def test_in_an_old_workbook_sheet_by_sheet() -> None:
    data = BEGIN + records(SHOWN, TOO_SHORT, HIDDEN, ROWS_COME, HIDDEN)
    data += BEGIN + records(SHOWN, ROWS_COME)
    assert list(hidden_in_old_workbook(data)) == [frozenset({2, 3}), NONE]


def test_a_torn_old_workbook_hides_nothing() -> None:
    assert list(hidden_in_old_workbook(BEGIN)) == [NONE]
    endless = BEGIN + records(*[(0, b"")] * 400)
    assert list(hidden_in_old_workbook(endless)) == [NONE]


@pytest.mark.parametrize(
    "column",
    [
        'min="1" max="x" hidden="1"',
        'min="2" max="3" hidden="0"',
        'min="2" max="3"',
        'hidden="true"',
    ],
)
def test_parts_that_are_not_as_they_should_be_hide_nothing(column: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        sheets = '<sheets><sheet r:id="a"/><sheet r:id="b"/></sheets>'
        package.writestr("xl/workbook.xml", f"<workbook {relation}>{sheets}</workbook>")
        targets = '<a><b Id="a" Target="worksheets/sheet1.xml"/></a>'
        package.writestr("xl/_rels/workbook.xml.rels", targets)
        package.writestr("xl/worksheets/sheet1.xml", f"<cols><col {column}/></cols>")
    with zipfile.ZipFile(content) as package:
        assert list(hidden_in_workbook(package)) == [NONE, NONE]
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook><sheets><sheet/></sheets></workbook>")
    with zipfile.ZipFile(bare) as package:
        assert list(hidden_in_workbook(package)) == [NONE]
