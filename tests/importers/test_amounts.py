"""Amounts: every way of writing gives the øre it says, and nothing else becomes a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.importers.amounts import (
    COMMA,
    POINT,
    AmountReader,
    amount_reader,
    read_ore,
    way_of_writing,
)
from budgetdesk.importers.cells import BadCell
from budgetdesk.importers.profiles import Field, Writing


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("1.234,56", 123456),
        ("-1.234,56", -123456),
        ("1 234,56", 123456),
        ("1\xa0234,56", 123456),
        ("1'234,56", 123456),
        ("1234,56", 123456),
        ("1234,5", 123450),
        ("1234", 123400),
        ("1.234", 123400),
        ("1.234.567", 123456700),
        ("1.234,56-", -123456),
        ("1.234,56 -", -123456),
        ("(1.234,56)", -123456),
        ("−1.234,56", -123456),
        ("–1.234,56", -123456),
        ("- 1.234,56", -123456),
        ("+1.234,56", 123456),
        ("1.234,56 kr.", 123456),
        ("kr. 1.234,56", 123456),
        ("DKK -5", -500),
        ("(5,00) kr.", -500),
        ('="00123"', 12300),
        (" 0,01 ", 1),
        ("0,00", 0),
        ("-0,00", 0),
        ("5494,080000", 549408),
    ],
)
def test_amounts_with_decimal_commas(cell: str, ore: int) -> None:
    assert read_ore(cell, COMMA) == ore


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("1234.56", 123456),
        ("-110.7", -11070),
        ("1,234.56", 123456),
        ("1,234", 123400),
        ("1234.56-", -123456),
        ("(1,234.56)", -123456),
        ("1234.5600", 123456),
    ],
)
def test_amounts_with_decimal_points(cell: str, ore: int) -> None:
    assert read_ore(cell, POINT) == ore


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "   ",
        "-",
        "12,345,67",
        "12O,50",
        "1.23,45.6",
        "1.234.56",
        "12.34,56",
        "1234.56",
        "0.125",
        "1.234 567",
        "1,234",
        "1,2345",
        "1,",
        ",50",
        "-1-",
        "(-1)",
        "(1-)",
        "--1",
        "1e5",
        "1_000",
        "٣",
        "NaN",
        "5 %",
        "01.02.2020",
        "02.2020",
        "**********",
        "9" * 16,
        "9" * 10_000,
    ],
)
def test_what_is_no_amount_is_never_a_number(cell: str) -> None:
    with pytest.raises(BadCell) as bad:
        read_ore(cell, COMMA)
    assert bad.value.reason == "bad_amount"


def grouped(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


@given(
    st.integers(-(10**16), 10**16),
    st.sampled_from(["", ".", " ", "\xa0", "\u202f", "'"]),
    st.sampled_from(["-{}", "{}-", "({})", "−{}", "- {}", "kr. -{}", "-{} DKK"]),
)
def test_any_amount_reads_back_however_it_is_written(ore: int, parting: str, minus: str) -> None:
    kroner, rest = divmod(abs(ore), 100)
    written = f"{grouped(kroner, parting)},{rest:02d}"
    assert read_ore(minus.format(written) if ore < 0 else written, COMMA) == ore


@given(st.integers(-(10**16), 10**16), st.sampled_from(["", ",", " "]))
def test_any_amount_with_a_decimal_point_reads_back(ore: int, parting: str) -> None:
    kroner, rest = divmod(abs(ore), 100)
    written = f"{'-' if ore < 0 else ''}{grouped(kroner, parting)}.{rest:02d}"
    assert read_ore(written, POINT) == ore
    assert way_of_writing([written]) is POINT


@given(st.text("0123456789.,- ()'+krDK", max_size=15))
def test_junk_is_refused_or_read_as_its_own_digits(cell: str) -> None:
    try:
        ore = read_ore(cell, COMMA)
    except BadCell:
        return
    whole, _, decimals = cell.partition(",")
    digits = "".join(filter(str.isdigit, whole))
    cents = "".join(filter(str.isdigit, decimals))
    assert abs(ore) == int(digits) * 100 + int(f"{cents:0<2}"[:2])
    assert (ore < 0) <= ("-" in cell or "(" in cell)


@pytest.mark.parametrize(
    ("cells", "way"),
    [
        (["1.234", "12,50"], COMMA),
        (["1234.56", "17", "100.00"], POINT),
        (["1,234.56", "1,234"], POINT),
        (["1,234,567"], POINT),
        (["1,234"], COMMA),  # a thousand, or finer than an øre: not for us to guess
        (["1234", "", "Beløb"], COMMA),
        (["1.5", "12,50"], COMMA),
        ([], COMMA),
    ],
)
def test_a_column_decides_its_way_of_writing(cells: list[str], way: object) -> None:
    assert way_of_writing(cells) is way


MARKED: dict[Field, int] = {"sign": 0, "amount": 1}
PAIR: dict[Field, int] = {"debit": 0, "credit": 1}


def of_rows(read: AmountReader, *rows: list[str]) -> list[int | str]:
    """The øre of each row, or why it has none."""
    amounts = read(list(zip(*rows, strict=True)))
    return [each.reason if isinstance(each, BadCell) else each.ore for each in amounts]


@pytest.mark.parametrize(
    ("row", "ore"),
    [
        (["D", "5,00"], 500),
        (["K", "5,00"], -500),
        (["Debet", "5,00"], 500),
        (["KREDIT", "5,00"], -500),
        (["k ", "-5,00"], 500),  # a credit taken back
    ],
)
def test_a_word_gives_an_unsigned_amount_its_sign(row: list[str], ore: int) -> None:
    read = amount_reader(MARKED, [["D", "1,00"], ["K", "2,00"], ["K", "x"], ["K"], []])
    assert of_rows(read, row) == [ore]


def test_a_word_that_only_repeats_the_sign_does_not_turn_it() -> None:
    read = amount_reader(MARKED, [["D", "100.00"], ["K", "-40.00"], ["K", "0.00"]])
    rows = [["D", "100.00"], ["K", "-40.00"], ["K", "40.00"]]
    assert of_rows(read, *rows) == [10000, -4000, "bad_amount"]


@pytest.mark.parametrize("row", [["Begge", "5,00"], ["", "5,00"], ["D", ""]])
def test_without_a_sign_or_an_amount_there_is_no_posting(row: list[str]) -> None:
    assert of_rows(amount_reader(MARKED, []), row) == ["bad_amount"]


@pytest.mark.parametrize(
    ("row", "ore"),
    [
        (["5,00", ""], 500),
        (["", "5,00"], -500),
        (["5,00", "0,00"], 500),
        (["0,00", "5,00"], -500),
        (["0,00", "0,00"], 0),
        (["", "-5,00"], 500),
    ],
)
def test_debit_and_credit_may_have_a_column_each(row: list[str], ore: int) -> None:
    assert of_rows(amount_reader(PAIR, [["1,00", ""], ["", "2,00"]]), row) == [ore]


def test_a_credit_column_of_negative_amounts_keeps_them() -> None:
    read = amount_reader(PAIR, [["1,00", ""], ["", "-2,00"], ["", "-3,00"]])
    assert of_rows(read, ["", "-5,00"]) == [-500]


@pytest.mark.parametrize("row", [["", ""], ["1,00", "2,00"], ["x", ""]])
def test_both_or_neither_of_debit_and_credit_is_no_amount(row: list[str]) -> None:
    assert of_rows(amount_reader(PAIR, []), row) == ["bad_amount"]


def test_what_a_person_says_of_a_column_goes_before_what_its_cells_say() -> None:
    columns: dict[Field, int] = {"amount": 0}
    sample = [["1.234"], ["5.678"]]
    assert of_rows(amount_reader(columns, sample), *sample) == [123400, 567800]
    point = amount_reader(columns, [["12.34"]], Writing(decimal="comma"))
    assert of_rows(point, ["12.34"], ["1.234"]) == ["bad_amount", 123400]
    negated = amount_reader(columns, sample, Writing(is_negated=True))
    assert of_rows(negated, ["1.234"], ["-0,50"]) == [-123400, 50]


@pytest.mark.parametrize("mapping", [MARKED, PAIR])
def test_every_sign_turns_when_a_person_says_so(mapping: dict[Field, int]) -> None:
    read = amount_reader(mapping, [], Writing(is_negated=True))
    row = ["D", "5,00"] if mapping is MARKED else ["5,00", ""]
    assert of_rows(read, row) == [-500]
