"""Web pages called Excel: tables as shown, whatever they are packed in, and nothing fetched."""

import base64
import quopri
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.web_pages import read_web_page
from budgetdesk.text import text


def tables(page: str) -> list[list[list[str]]]:
    return [grid.top(100) for grid in read_web_page(page.encode(), "rapport.xls")]


def reading_of(folder: Path, content: bytes) -> LedgerReading:
    file = folder / "rapport.csv"  # the name says nothing
    file.write_bytes(content)
    return read_ledger(file)


def refusal_of(folder: Path, content: bytes) -> str:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(folder, content)
    assert "rapport.csv" in text(f"errors.{refused.value.code}", **refused.value.facts)
    return refused.value.code.removeprefix("importers.")


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("<table><tr><th>a</th><td> b<br>c </td></tr></table>", [["a", "b c"]]),
        ("<TABLE><TR><TD>a<TD>b<TR><TD>c</TABLE>", [["a", "b"], ["c"]]),
        ("<table><tr><td>Bel&oslash;b &amp; &lt;x&gt;</table>", [["Beløb & <x>"]]),
        ("<table><tr><td>&nbsp;</td><td><b>1.234,56</b></td></tr></table>", [["", "1.234,56"]]),
        ("<table><tr><td colspan=3>a<td>b</table>", [["a", "", "", "b"]]),
        ("<table><tr><td colspan=x rowspan=''>a<td>b</table>", [["a", "b"]]),
        (
            "<table><tr><td>1<td rowspan=2 colspan=2>x<td>2<tr><td>3<td>4<tr><td>5<td>6</table>",
            [["1", "x", "", "2"], ["3", "", "", "4"], ["5", "6"]],
        ),
        ("<table><tr></tr></table>", [[]]),
        ("<table><td>a</td></table>", []),
    ],
)
def test_a_table_is_read_as_it_is_shown(page: str, rows: list[list[str]]) -> None:
    assert tables(page) == [rows]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    page = "<table><tr><td>x<table><tr><td>a<td>b</table><td>y</table><tr><td>lost"
    assert tables(page) == [[["", "y"]], [["a", "b"]]]


def test_no_entity_of_a_page_is_followed() -> None:
    page = """<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>
    <table><tr><td>&a;</td><td>&b;</td></tr></table>"""
    assert tables(page) == [[["&a;", "&b;"]]]


def test_a_cell_that_reaches_over_everything_does_not_eat_the_memory() -> None:
    assert len(tables("<table><tr><td colspan=999999999 rowspan=999999999>a</table>")[0][0]) == 1000


PAGE = """<html><table><tr><td colspan=4>Beløb i DKK</td></tr>
<tr><th>Bogføringsdato</th><th>Bilagsnr.</th><th>Tekst</th><th>Beløb</th></tr>
<tr><td>05.03.2020</td><td>007</td><td>Kørsel</td><td>1.234,56</td></tr></table></html>"""

PACKED = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/plain

ikke her
--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: {encoding}

{page}
--x--
"""


def packed(encoding: str, page: bytes) -> bytes:
    head, _, tail = PACKED.format(encoding=encoding, page="|").partition("|")
    return head.encode() + page + tail.encode()


@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode(),
        PAGE.encode("cp1252"),
        b"\xef\xbb\xbf\r\n" + PAGE.encode(),
        b"<?xml version='1.0' encoding='utf-8'?><!-- rapport -->\n" + PAGE.encode(),
        PAGE.removeprefix("<html>").encode(),
        packed("8bit", PAGE.encode()),
        packed("8bit", PAGE.encode("cp1252")),
        packed("base64", base64.encodebytes(PAGE.encode())),
        packed("quoted-printable", quopri.encodestring(PAGE.encode())),
        b"From: <Saved by a browser>\n" + packed("8bit", PAGE.encode()),
    ],
)
def test_a_page_is_read_whatever_it_is_packed_in(tmp_path: Path, content: bytes) -> None:
    reading = reading_of(tmp_path, content)
    assert [(p.voucher, p.text, p.amount.ore) for p in reading.postings] == [
        ("007", "Kørsel", 123456)
    ]
    assert [row.reason for row in reading.skipped] == ["top_info", "heading"]
    assert (reading.format, reading.rows_read) == ("html", 3)


def test_tables_without_a_floor_are_refused() -> None:
    with pytest.raises(BudgetDeskError) as refused:
        read_web_page(b"<html>" + b"<table><tr><td>" * 101, "fil.xls")
    assert refused.value.code == "importers.web_page"
    assert len(read_web_page(b"<html>" + b"<table><tr><td>x" * 100, "fil.xls")) == 100


def test_a_page_broken_off_in_a_row_tells_of_that_row(tmp_path: Path) -> None:
    whole, _, _ = PAGE.partition("</table>")
    reading = reading_of(tmp_path, (whole + "<tr><td>06.03.2020<td>008<td>Kør").encode())
    assert [(row.row, row.reason) for row in reading.skipped][2:] == [(4, "shifted")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body><h1>Log ind</h1></body></html>", "no_ledger"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nDato;Amount", "no_ledger"),
        (PAGE.encode() + PAGE.encode(), "several_sheets"),
        (PAGE.encode() + b"<b>\x81\x00</b>", "not_text"),
        (b"<html>" + b" " * 100_000_000, "web_page"),
    ],
)
def test_a_page_without_one_ledger_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal_of(tmp_path, content) == code
