import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk import text
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.money import Money
from budgetdesk.typed import (
    UnreadableError,
    read_amount,
    read_answer,
    read_count,
    read_date,
    read_number,
)

TODAY = date(2020, 5, 4)


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("1.234,56", 123456),
        ("1234,56", 123456),
        ("1 234,56", 123456),
        ("1\u00a0234,56 kr.", 123456),
        ("kr. 1.234,56", 123456),
        ("1.234", 123400),
        ("12.5", 1250),
        ("1.234.567,8", 123456780),
        ("-1.234,56", -123456),
        ("1.234,56-", -123456),
        ("(1.234,56)", -123456),
        ("\u22125", -500),
        (",50", 50),
        ("7,", 700),
        ("2*1500", 300000),
        ("3 × 99,95", 29985),
        ("100+50-25", 12500),
        ("0,5*0,33", 17),
        ("-2*100", -20000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_the_danish_way(typed: str, ore: int) -> None:
    assert read_amount(typed) == Money(ore)


def test_nothing_typed_is_no_amount() -> None:
    assert read_amount("  kr. ") is None


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("tolv", "tolv"),
        ("1,2,3", "1,2,3"),
        ("1.23.456", "1.23.456"),
        ("2*", "2*"),
        ("1++2", "1++2"),
        ("1,234.56", "1,234.56"),
        ("10/2", "10/2"),
        ("1,005", "øre"),
        ("100000000001", "stort"),
        ("99999999999999999999", "stort"),
    ],
)
def test_an_unclear_amount_is_refused_with_its_reason(typed: str, word: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_amount(typed)
    assert word in refused.value.reason


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_what_the_program_writes_it_also_reads(ore: int) -> None:
    assert read_amount(text.amount(Money(ore))) == Money(ore)


@given(st.text())
def test_any_text_is_an_amount_or_refused(typed: str) -> None:
    with contextlib.suppress(UnreadableError):
        read = read_amount(typed)
        assert read is None or abs(read) <= Money.parse("100000000000")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31-12-2020", date(2020, 12, 31)),
        ("31.12.20", date(2020, 12, 31)),
        ("1/3", date(2020, 3, 1)),
        ("1. 3. 2021", date(2021, 3, 1)),
        ("24.12.", date(2020, 12, 24)),
        ("311220", date(2020, 12, 31)),
        ("31122020", date(2020, 12, 31)),
        ("2020-12-31", date(2020, 12, 31)),
        (" I dag ", TODAY),
    ],
)
def test_a_day_is_read_the_danish_way(typed: str, day: date) -> None:
    assert read_date(typed, TODAY) == day


def test_nothing_typed_is_no_day() -> None:
    assert read_date("", TODAY) is None


@pytest.mark.parametrize("typed", ["31-02-2020", "i morgen", "12", "1/2/3/4", "0-0-0", "1-1-2200"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_date(typed, TODAY)
    assert typed in refused.value.reason


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_as_written_is_read_back(day: date) -> None:
    assert read_date(text.danish(day), TODAY) == day


def test_a_count_is_whole() -> None:
    assert read_count("") is None
    assert read_count(" 1.250 ") == 1250
    with pytest.raises(UnreadableError):
        read_count("12,5")
    with pytest.raises(UnreadableError):
        read_count("99999999")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        (" ", None),
        ("1.628,4", "1628.4"),
        ("37,5", "37.5"),
        ("-2,1", "-2.1"),
        ("0", "0"),
    ],
)
def test_a_number_of_hours_or_percent(typed: str, number: str | None) -> None:
    assert read_number(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("typed", ["mange", "1,23456", "1.000.001", "1+1", "--1"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_number(typed)
    assert "ikke et tal" in error.value.reason


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("7,4605", "7.4605"), ("7,46 kr.", "7.46"), ("7.46", "7.46"), ("10", "10"), (" ", "")],
)
def test_a_rate_is_kept_as_a_plain_number(typed: str, kept: str) -> None:
    assert read_answer(Topic.EXCHANGE_RATE, typed, TODAY) == kept


@pytest.mark.parametrize("typed", ["syv", "0", "-7", "7.461", "7,46055"])
def test_what_is_no_clear_rate_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_answer(Topic.EXCHANGE_RATE, typed, TODAY)
    assert "er ikke en kurs" in refused.value.reason


def test_a_day_that_answers_a_question_is_kept_as_one() -> None:
    assert read_answer(Topic.EARLIEST_START, "4/5", TODAY) == "2020-05-04"
    assert read_answer(Topic.EARLIEST_START, "", TODAY) == ""
