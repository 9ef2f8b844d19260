"""Workbooks: the right sheet by its content, values as they were meant, and no file too large."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.text import text
from tests.importers.sheets import a_cell, a_line, an_open_document, workbook

FILES: Final = Path(__file__).resolve().parent.parent / "files" / "ledgers"
HEADINGS: Final = ("Dato", "Bilag", "Konto", "Tekst", "Beløb")

Row = Sequence[object]


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def a_book(**sheets: Sequence[Row]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def reading_of(folder: Path, content: bytes) -> LedgerReading:
    file = folder / "udtræk.csv"  # the name says nothing
    file.write_bytes(content)
    return read_ledger(file)


def refusal_of(folder: Path, content: bytes) -> str:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(folder, content)
    assert "udtræk.csv" in text(f"errors.{refused.value.code}", **refused.value.facts)
    return refused.value.code.removeprefix("importers.")


def a_row(day: object = dt.date(2020, 3, 5), amount: object = 12.5) -> Row:
    return (day, 1043, 2910, "Te", amount)


def test_numbers_are_codes_and_amounts_as_they_were_meant(tmp_path: Path) -> None:
    amounts = [1234, -1234.5, 0.1 + 0.2, 1833.490000001, 1e9 + 0.01, "1.234,50", "(2,00)"]
    book = a_book(Ark1=[HEADINGS, *(a_row(amount=amount) for amount in amounts)])
    postings = reading_of(tmp_path, saved(book)).postings
    assert [p.amount.ore for p in postings] == [
        123400,
        -123450,
        30,
        183349,
        100_000_000_001,
        123450,
        -200,
    ]
    assert {(p.voucher, p.gl_code) for p in postings} == {("1043", "2910")}
    assert postings[0].raw == "2020-03-05\t1043\t2910\tTe\t1234"


@pytest.mark.parametrize("amount", [None, "mangler", 0.125, True, dt.date(2020, 2, 1), "=1+1"])
def test_what_is_no_amount_is_a_skipped_row(tmp_path: Path, amount: object) -> None:
    book = a_book(Ark1=[HEADINGS, a_row(), a_row(amount=amount)])
    reading = reading_of(tmp_path, saved(book))
    assert [(row.row, row.reason) for row in reading.skipped] == [(1, "heading"), (3, "bad_amount")]


@pytest.mark.parametrize(
    "day",
    [dt.date(2020, 3, 5), dt.datetime(2020, 3, 5, 13, 45), "05-03-2020", "5. marts 2020"],  # noqa: DTZ001
)
def test_dates_are_cells_or_texts(tmp_path: Path, day: object) -> None:
    book = a_book(Ark1=[HEADINGS, a_row(), a_row(day)])
    assert reading_of(tmp_path, saved(book)).postings[1].posting_date == dt.date(2020, 3, 5)


def test_a_column_that_lost_its_date_format_is_read_as_days(tmp_path: Path) -> None:
    book = a_book(Ark1=[HEADINGS, a_row(43895), a_row(43895.5), a_row("5. marts 2020")])
    days = {p.posting_date for p in reading_of(tmp_path, saved(book)).postings}
    assert days == {dt.date(2020, 3, 5)}


def test_the_sheet_with_the_headings_is_read_wherever_it_stands(tmp_path: Path) -> None:
    parameters = [("Dato fra", dt.date(2020, 1, 1)), ("Beløb", "ekskl. moms")]
    pivot = [("Konto", "Beløb"), (2910, 12.5)]
    book = a_book(Parametre=parameters, Pivot=pivot, Data=[HEADINGS, a_row()], Tom=[])
    assert len(reading_of(tmp_path, saved(book)).postings) == 1


def test_postings_on_several_sheets_are_not_half_read(tmp_path: Path) -> None:
    book = a_book(Januar=[HEADINGS, a_row()], Februar=[HEADINGS, a_row()])
    assert refusal_of(tmp_path, saved(book)) == "several_sheets"
    book["Februar"].sheet_state = "hidden"
    assert len(reading_of(tmp_path, saved(book)).postings) == 1


def test_a_chart_beside_the_postings_is_no_sheet(tmp_path: Path) -> None:
    book = a_book(Ark1=[HEADINGS, a_row()])
    book.create_chartsheet("Graf")
    assert len(reading_of(tmp_path, saved(book)).postings) == 1


def test_a_total_nobody_calculated_is_a_total(tmp_path: Path) -> None:
    total = (None, None, None, "I alt", "=SUM(E2:E2)")
    reading = reading_of(tmp_path, saved(a_book(Ark1=[HEADINGS, a_row(), total])))
    assert [row.reason for row in reading.skipped] == ["heading", "total"]


def test_formulas_nobody_calculated_are_told_of(tmp_path: Path) -> None:
    total = (None, None, None, "I alt", "=SUM(E2:E2)")
    book = a_book(Ark1=[HEADINGS, a_row(amount="=10*1.25"), total])
    assert refusal_of(tmp_path, saved(book)) == "no_amounts"


@pytest.mark.parametrize("rows", [[], [("Navn", "By"), ("A", "B")]])
def test_a_workbook_without_postings_is_no_ledger(tmp_path: Path, rows: Sequence[Row]) -> None:
    assert refusal_of(tmp_path, saved(a_book(Ark1=rows))) == "no_ledger"


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ20000"])
def test_a_stray_cell_far_away_does_not_eat_the_memory(tmp_path: Path, place: str) -> None:
    book = a_book(Ark1=[HEADINGS, a_row()])
    book.worksheets[0][place] = "x"
    assert refusal_of(tmp_path, saved(book)) == "too_much_inside"


def test_a_colour_far_away_takes_no_room(tmp_path: Path) -> None:
    book = a_book(Ark1=[HEADINGS, a_row()])
    book.worksheets[0]["XFD1048576"].font = Font(bold=True)
    assert reading_of(tmp_path, saved(book)).rows_read == 2


def packed(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("_", "/") + ".xml", part)
    return content.getvalue()


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetdesk.importers.workbooks._LARGEST_UNPACKED", 1_000_000)
    bomb = packed(xl_workbook=b"x" * 1_000_001)
    assert len(bomb) < 10_000
    assert refusal_of(tmp_path, bomb) == "too_much_inside"


def test_damage_anywhere_in_a_workbook_is_told_plainly(tmp_path: Path) -> None:
    content = saved(a_book(Ark1=[HEADINGS, *[a_row()] * 200]))
    assert refusal_of(tmp_path, content[: len(content) // 2]) == "damaged"  # no table of contents
    changed = bytearray(content)
    changed[content.index(b"sheet1.xml") + 100] ^= 0xFF
    assert refusal_of(tmp_path, bytes(changed)) == "damaged"


@pytest.mark.parametrize("size_of_contents", [b"\xff\xff\xff\x7f", b"\x01\x00\x00\x00"])
def test_a_torn_table_of_contents_is_told_plainly(tmp_path: Path, size_of_contents: bytes) -> None:
    content = saved(a_book(Ark1=[HEADINGS, a_row()]))
    torn = content[:-10] + size_of_contents + content[-6:]
    assert refusal_of(tmp_path, torn) == "damaged"


FILLING: Final = '<table:table-cell table:number-columns-repeated="{}"/>'
POSTED: Final = (dt.date(2020, 3, 5), 1043.0, "0029", "Te", -12.5)


def test_an_open_document_is_read_and_its_empty_end_takes_no_room(tmp_path: Path) -> None:
    end = [a_line(cells=FILLING.format(16384), times=1_048_000)]
    content = an_open_document(
        a_line(*HEADINGS), a_line(*POSTED, cells=FILLING.format(16379)), *end
    )
    reading = reading_of(tmp_path, content)
    posting = reading.postings[0]
    assert (reading.format, reading.rows_read) == ("ods", 2)
    assert (posting.posting_date, posting.voucher) == (dt.date(2020, 3, 5), "1043")
    assert (posting.gl_code, posting.amount.ore) == ("0029", -1250)


@pytest.mark.parametrize(
    "row",
    [
        a_line("x", times=1_000_000_000),
        a_line(cells=FILLING.format(1_000_000_000) + a_cell("x")),
        a_line(times=1_000_000_000) + a_line("x"),
    ],
)
def test_a_cell_that_comes_again_and_again_does_not_eat_the_memory(
    tmp_path: Path, row: str
) -> None:
    content = an_open_document(a_line(*HEADINGS), a_line(*POSTED), row)
    assert refusal_of(tmp_path, content) == "too_much_inside"


def test_an_open_document_with_a_password_or_damage_is_told_plainly(tmp_path: Path) -> None:
    locked = an_open_document(manifest=b"<manifest:encryption-data/>")
    assert refusal_of(tmp_path, locked) == "encrypted"
    assert refusal_of(tmp_path, an_open_document("<torn>")) == "damaged"


OLD: Final = (FILES / "old_economy.xls").read_bytes()
BOF: Final = b"\x09\x08\x10\x00\x00\x06"


@pytest.mark.parametrize("between", [b"", b"\x86\x00\x00\x00"])
def test_an_old_workbook_with_a_password_is_told_plainly(tmp_path: Path, between: bytes) -> None:
    after = OLD.index(BOF) + 20  # the record after the first becomes the one of the password
    record = between + b"\x2f\x00"
    content = OLD[:after] + record + OLD[after + len(record) :]
    assert refusal_of(tmp_path, content) == "encrypted"


def test_a_workbook_with_a_password_lies_inside_an_old_file(tmp_path: Path) -> None:
    name = "EncryptedPackage".encode("utf-16-le")
    place = OLD.index("Workbook".encode("utf-16-le"))
    entry = name.ljust(64, b"\x00") + bytes([len(name) + 2])
    content = OLD[:place] + entry + OLD[place + len(entry) :]
    assert refusal_of(tmp_path, content) == "encrypted"


@pytest.mark.parametrize("size", [2000, 40984, 42000])
def test_an_old_file_that_is_torn_or_no_workbook_is_told_plainly(tmp_path: Path, size: int) -> None:
    assert refusal_of(tmp_path, OLD[:size]) == "old_excel"


@pytest.mark.parametrize(
    "place",
    ["IIIIIIIIIIIIIIIIIIIIIIIB2", "B99999999999999999999", "XFD9999999", "XFD9999", "CV999999"],
)
def test_a_cell_that_says_another_row_than_its_own_does_not_eat_the_memory(
    tmp_path: Path, place: str
) -> None:
    rows = '<row r="1"><c r="A1"><v>1.5</v></c></row><row r="1000"><c r="{}"><v>1.5</v></c></row>'
    content = workbook(rows.format(place).encode())
    assert refusal_of(tmp_path, content) == "too_much_inside"


def test_a_cell_near_the_last_row_is_no_stray_one(tmp_path: Path) -> None:
    rows = '<row r="999"><c r="B999"><v>1.5</v></c></row>'
    assert refusal_of(tmp_path, workbook(rows.encode())) == "no_ledger"


FAR: Final = struct.pack("<2H", 65_000, 16_000)


@pytest.mark.parametrize(
    "cell",
    [
        b"\x7e\x02\x0a\x00" + FAR + bytes(6),
        b"\xbd\x00\x0a\x00" + FAR[:2] + bytes(6) + FAR[2:],  # several cells: the last one's place
        b"\xbd\x00\x04\x00" + FAR + b"\x00\x00\x02\x00\x00\x00",  # cut short
    ],
)
def test_a_stray_cell_far_away_in_an_old_workbook_does_not_eat_the_memory(
    tmp_path: Path, cell: bytes
) -> None:
    place = OLD.index(b"\x7e\x02\x0a\x00")  # a cell with a number
    content = OLD[:place] + cell + OLD[place + len(cell) :]
    assert refusal_of(tmp_path, content) == "too_much_inside"
