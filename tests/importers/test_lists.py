"""Printed lists: columns by their places, pages and rules set apart, nothing dropped unseen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.lists import printed_list

PAGE = """\
01.03.2021   Enkeltposter        {page}

----------------------------------------------
|  |Bogf.dato |Bilagsnr|Tekst    |     Beløb |
|--|----------|--------|---------|-----------|
"""

LIST = f"""\
{PAGE.format(page=1)}\
|  |05.03.2020|0000007 |a | b | c|  1.234,56 |
|  |06.03.2020|0000008 |         |      5,00-|
{PAGE.format(page=2)}\
|  |07.03.2020|0000009 |*        |      0,01 |
|  |08.03.2020|0000010 |Tekst        |  2,00 |
  |09.03.2020|0000011 |Tekst    |      2,00 |
|* |          |        |         |  1.229,57 |
|**|          |        |         |  1.229,57 |
----------------------------------------------
Slut
"""


def reading_of(folder: Path, content: str) -> LedgerReading:
    file = folder / "liste.csv"
    file.write_text(content, encoding="cp1252")
    return read_ledger(file)


def test_columns_stand_at_their_places_on_every_page(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, LIST)
    assert [(p.row, p.voucher, p.text, p.amount.ore) for p in reading.postings] == [
        (6, "0000007", "a | b | c", 123456),
        (7, "0000008", "", -500),
        (13, "0000009", "*", 1),
    ]
    assert reading.postings[0].raw == "|  |05.03.2020|0000007 |a | b | c|  1.234,56 |"
    assert reading.format == "list"


def test_every_other_line_has_its_reason(tmp_path: Path) -> None:
    assert {row.row: row.reason for row in reading_of(tmp_path, LIST).skipped} == {
        1: "page_heading",
        2: "blank",
        3: "rule",
        4: "heading",
        5: "rule",
        8: "page_heading",
        9: "blank",
        10: "rule",
        11: "repeated_heading",
        12: "rule",
        14: "shifted",
        15: "shifted",
        16: "subtotal",
        17: "total",
        18: "rule",
        19: "sub_heading",
    }


@pytest.mark.parametrize(
    "content",
    [
        "Dato;Amount\n01-01-2020;1,00\n",
        "|Dato|Tekst|Amount|\n|01-01-2020|a|1,00|\n|01-01-2020|bcd|12,00|\n",  # parted, not printed
        "|Dato|Tekst|Amount|\n01-01-2020|a|1,00\n",
        "|Dato      |Amount |\n|01-01-2020|   1,00|\n",
        "|----|\n|----|\n",
        "",
    ],
)
def test_lines_without_borders_at_the_same_places_are_no_list(content: str) -> None:
    assert printed_list(content.splitlines()) is None


@given(st.lists(st.text("|-a 1.", max_size=14), max_size=20))
def test_every_line_is_a_record_and_is_cut_without_loss(junk: list[str]) -> None:
    heading = "|Dato|Te|Kr|"
    printed = printed_list([heading] * 200 + junk)
    assert printed is not None
    assert list(printed.records) == [heading] * 200 + junk
    for line, cells in zip(printed.records, printed.rows(range(len(printed.records))), strict=True):
        assert line in {cells[0], f"|{'|'.join(cells)}|"}
    assert printed.top(3) == [["Dato", "Te", "Kr"]] * 3
    assert all(row > 200 for row in printed.set_apart)
