"""Dates: every way of writing gives its day, and no year is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.importers.cells import BadCell
from budgetdesk.importers.dates import date_reader, read_date, read_year
from budgetdesk.importers.profiles import Writing, words


@pytest.mark.parametrize(
    "cell",
    [
        "31.12.2020",
        "31-12-2020",
        "31/12/2020",
        "31 12 2020",
        "2020-12-31",
        "2020/12/31",
        "20201231",
        "2020-12-31T00:00:00",
        "2020-12-31 00:00:00.000",
        "31-12-2020 13:45",
        "31. december 2020",
        "31 dec 2020",
        "31. DEC. 2020",
        "\xa031.12.2020 ",
        '="31.12.2020"',
    ],
)
def test_ways_of_writing_a_date(cell: str) -> None:
    assert read_date(cell) == date(2020, 12, 31)


def test_a_date_without_leading_zeros() -> None:
    assert read_date("1-2-2020") == date(2020, 2, 1)


@pytest.mark.parametrize("cell", ["", "  ", "\xa0"])
def test_an_empty_cell_is_no_date_and_no_year(cell: str) -> None:
    assert (read_date(cell), read_year(cell)) == (None, None)


@pytest.mark.parametrize(
    "cell",
    [
        "05-03-20",
        "050320",
        "31.02.2020",
        "13-13-2020",
        "29-02-2021",
        "00-01-2020",
        "31-12.2020",
        "20201043",
        "202012",
        "2020-1231",
        "02.2020",
        "31. brumaire 2020",
        "31-12-0020",
        "01-01-9999",
        "44196",
        "i dag",
        "31-12-2020x",
        "٣١-١٢-٢٠٢٠",
    ],
)
def test_what_is_no_date_is_bad(cell: str) -> None:
    with pytest.raises(BadCell) as bad:
        read_date(cell)
    assert bad.value.reason == "bad_date"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.data())
def test_any_day_reads_back(day: date, data: st.DataObject) -> None:
    month = data.draw(st.sampled_from(words().months[day.month - 1]))
    written = (
        f"{day:%d.%m.%Y}",
        f"{day.day}-{day.month}-{day:%Y}",
        f"{day:%Y%m%d}",
        f"{day}",
        f"{day.day}. {month} {day:%Y}",
    )
    assert {read_date(cell) for cell in written} == {day}


@given(st.text("0123456789.-/ T:jan", max_size=12))
def test_junk_is_a_real_day_or_bad(cell: str) -> None:
    try:
        day = read_date(cell)
    except BadCell:
        return
    assert day is None or f"{day:%Y}" in cell


def test_an_accounting_year_has_four_digits() -> None:
    assert read_year(" 2020 ") == 2020


@pytest.mark.parametrize("cell", ["20", "2020/21", "3020", "²020"])
def test_anything_else_is_no_year(cell: str) -> None:
    with pytest.raises(BadCell):
        read_year(cell)


def test_a_column_of_a_spreadsheets_day_numbers_is_read_as_days() -> None:
    read = date_reader(["43831", "44196,75", "", "31-12-2020"])
    assert read("43831") == date(2020, 1, 1)
    assert read("44196,75") == read("31-12-2020") == date(2020, 12, 31)
    assert read("") is None
    with pytest.raises(BadCell):
        read("50320x")


@pytest.mark.parametrize("column", [["43831", "31-12-2020"], ["50320", "150320", "160320"], []])
def test_a_number_among_dates_in_writing_is_no_day(column: list[str]) -> None:
    with pytest.raises(BadCell):
        date_reader(column)("43831")


def test_days_in_numbers_can_be_said_of_a_column_that_has_few_of_them() -> None:
    column = ["43831", "02-01-2020", "03-01-2020"]
    read = date_reader(column, Writing(dates="excel_days"))
    assert [read(cell) for cell in column] == [date(2020, 1, day) for day in (1, 2, 3)]
