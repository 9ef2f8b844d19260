"""Dates and amounts that are bare whole numbers, in layouts nobody knows."""

from datetime import date
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.ledger import read_ledger
from budgetdesk.importers.profiles import Profile, Writing

NUMBERED_DAYS = """\
Transaktionsdato;Kto;Nr. i bogen;Forklaring;Hvor meget
43831;56898;B1;Løn;12,50
43832;40100;B2;Møde og kørsel;100,00
43863;56898;B3;Retur;-2,50
"""


def test_days_as_a_spreadsheet_counts_them_are_dates_where_the_heading_says_so(
    tmp_path: Path,
) -> None:
    file = tmp_path / "fil"
    file.write_text(NUMBERED_DAYS, encoding="utf-8")
    reading = read_ledger(file)
    assert reading.is_proposed
    assert [(p.posting_date, p.voucher, p.text, p.amount.ore) for p in reading.postings] == [
        (date(2020, 1, 1), "B1", "Løn", 1250),
        (date(2020, 1, 2), "B2", "Møde og kørsel", 10000),
        (date(2020, 2, 2), "B3", "Retur", -250),
    ]
    assert {c.name: c.field for c in reading.columns}["Kto"] == "gl_code"


def test_without_a_heading_that_says_date_such_numbers_wait_for_somebody_to_say(
    tmp_path: Path,
) -> None:
    file = tmp_path / "fil"
    file.write_text(NUMBERED_DAYS.replace("Transaktionsdato", "Hvornår"), encoding="utf-8")
    reading = read_ledger(file)
    assert reading.is_proposed
    assert "posting_date" not in {column.field for column in reading.columns}
    said = Profile(
        name="fil",
        source="",
        headings=tuple(column.name for column in reading.columns),
        columns={"posting_date": ("Hvornår",), "amount": ("Hvor meget",)},
        writing=Writing(dates="excel_days"),
    )
    again = read_ledger(file, profile=said)
    days = [posting.posting_date for posting in again.postings]
    assert days == [date(2020, 1, 1), date(2020, 1, 2), date(2020, 2, 2)]


def test_the_total_is_none_of_the_postings_while_no_column_is_known_for_the_date(
    tmp_path: Path,
) -> None:
    file = tmp_path / "fil"
    content = NUMBERED_DAYS.replace("Transaktionsdato", "Hvornår")
    days = content.replace("43863", "43832")  # seldom new: taken for accounts, not for vouchers
    for said, taken_for in ((content, "voucher"), (days, "gl_code")):
        file.write_text(f"{said}I alt;;;;110,00\n", encoding="utf-8")
        reading = read_ledger(file)
        assert {c.name: c.field for c in reading.columns}["Hvornår"] == taken_for
        assert [p.amount.ore for p in reading.postings] == [1250, 10_000, -250]
        assert [(row.row, row.reason) for row in reading.skipped] == [(1, "heading"), (5, "total")]


def test_whole_kroner_are_amounts_where_the_heading_says_so(tmp_path: Path) -> None:
    content = "Hvornår;Nummer;Hvad;{}\n05-01-2020;1;Løn;1000\n06-01-2020;2;Taxa;200\n"
    file = tmp_path / "fil"
    file.write_text(content.format("Anvendt beløb"), encoding="utf-8")
    assert [p.amount.ore for p in read_ledger(file).postings] == [100_000, 20_000]
    file.write_text(content.format("Tal"), encoding="utf-8")
    with pytest.raises(BudgetDeskError) as refused:
        read_ledger(file)
    assert refused.value.code == "importers.no_ledger"
