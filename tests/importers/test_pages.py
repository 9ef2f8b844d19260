"""Headings that come again, also in another order: no row is read into the wrong column."""

from pathlib import Path

import pytest

from budgetdesk.importers.ledger import LedgerReading, read_ledger

FIRST = "Bogføringsdato;Bilagsnr;Kontonr;Tekst;Debet;Kredit\n02-01-2020;B1;1010;Løn;100,00;\n"
SAME = "Bogføringsdato;Bilagsnr;Kontonr;Tekst;Debet;Kredit\n"
OTHER = "Bilagsnr;Bogføringsdato;Kontonr;Kredit;Debet;Tekst\n"


def reading_of(folder: Path, content: str, *only: tuple[str, str]) -> LedgerReading:
    file = folder / "udtræk.csv"
    file.write_text(content, encoding="utf-8")
    return read_ledger(file, only=only)


def told(reading: LedgerReading) -> list[tuple[int, str, str, str, int]]:
    return [(p.row, str(p.posting_date), p.voucher, p.text, p.amount.ore) for p in reading.postings]


def reasons(reading: LedgerReading) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in reading.skipped]


def test_headings_in_another_order_are_followed_and_back_again(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        f"{FIRST}{OTHER}B2;03-01-2020;1010;7,00;;Løn\nB3;04-01-2020;3010;;8,00;Taxa\n"
        f"{OTHER}B4;05-01-2020;3010;;9,00;Taxa\n{SAME}06-01-2020;B5;1010;Løn;10,00;\n"
        f"{SAME}07-01-2020;B6;1010;Løn;11,00;\n",
    )
    assert told(reading) == [
        (2, "2020-01-02", "B1", "Løn", 10_000),
        (4, "2020-01-03", "B2", "Løn", -700),
        (5, "2020-01-04", "B3", "Taxa", 800),
        (7, "2020-01-05", "B4", "Taxa", 900),
        (9, "2020-01-06", "B5", "Løn", 1000),
        (11, "2020-01-07", "B6", "Løn", 1100),
    ]
    assert reasons(reading) == [
        (1, "heading"),
        *((row, "repeated_heading") for row in (3, 6, 8, 10)),
    ]


def test_a_column_more_is_kept_and_a_filter_finds_its_own(tmp_path: Path) -> None:
    more = (
        f"{FIRST}Afdeling;Ekstra;{OTHER}Syd;a;B2;03-01-2020;1010;7,00;;Løn\n"
        "Nord;b;B3;04-01-2020;3010;;8,00;x\n"
    )
    reading = reading_of(tmp_path, more)
    assert [p.cost_center for p in reading.postings] == ["", "Syd", "Nord"]
    assert [p.other for p in reading.postings] == ["", "Ekstra: a", "Ekstra: b"]
    chosen = reading_of(tmp_path, more, ("Kontonr", "1010"))
    assert [row for row, *_ in told(chosen)] == [2, 4]
    assert chosen.filtered_out == 1


def test_lines_drawn_above_and_below_headings_are_told_as_such(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, f"-----;--;--\n;;\n{FIRST}===;==;==;==;==;==\n")
    assert reasons(reading) == [(1, "rule"), (2, "blank"), (3, "heading"), (5, "rule")]


def test_rows_under_headings_that_lack_a_column_are_told_of(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        f"{FIRST}Bilagsnr;Bogføringsdato;Tekst;Debet\nB2;03-01-2020;Løn;7,00\n;;;\n"
        f"{SAME}06-01-2020;B5;1010;Løn;10,00;\n",
    )
    assert [row for row, *_ in told(reading)] == [2, 7]
    assert reasons(reading) == [
        (1, "heading"),
        (3, "repeated_heading"),
        (4, "other_headings"),
        (5, "blank"),
        (6, "repeated_heading"),
    ]


@pytest.mark.parametrize(
    "row",
    ["03-01-2020;B2;1010;Debet;7,00;", "03-01-2020;Debet;Tekst;Bilagsnr;7,00;"],
)
def test_a_posting_whose_words_are_headings_is_a_posting(tmp_path: Path, row: str) -> None:
    reading = reading_of(tmp_path, f"{FIRST}{row}\n")
    assert [row for row, *_ in told(reading)] == [2, 3]


@pytest.mark.parametrize("spelt", ["Beløb i DKK", "Nettobeløb", "BELØB", "Kroner"])
def test_rows_under_an_amount_that_is_called_something_else_are_told_of(
    tmp_path: Path, spelt: str
) -> None:
    """Read by the headings above, the amount without VAT would be the one with it."""
    reading = reading_of(
        tmp_path,
        "Dato;Bilagsnr;Konto;Tekst;Beløb;Moms\n02-01-2020;B1;1010;Løn;100,00;20,00\n"
        f"Dato;Bilagsnr;Konto;Tekst;Moms;{spelt}\n03-01-2020;B2;1010;Taxa;5,00;25,00\n",
    )
    if spelt == "BELØB":  # the same word
        assert told(reading)[1:] == [(4, "2020-01-03", "B2", "Taxa", 2500)]
    else:
        assert told(reading) == [(2, "2020-01-02", "B1", "Løn", 10_000)]
        assert reasons(reading)[-1] == (4, "other_headings")


TWO_ROWS = "Bilag;;Konto;;Beløb;\nNr.;Dato;Nummer;Navn;{};{}\n"


def test_headings_in_two_rows_are_followed_too(tmp_path: Path) -> None:
    """Read by the headings above, the credit would be a cost."""
    reading = reading_of(
        tmp_path,
        f"{TWO_ROWS.format('Debet', 'Kredit')}B1;02-01-2020;1010;Løn;100,00;\n"
        f"{TWO_ROWS.format('Kredit', 'Debet')}B2;03-01-2020;1010;Løn;7,00;\n"
        f"{TWO_ROWS.format('Debet', 'Kredit')}B3;04-01-2020;1010;Løn;8,00;\n"
        f"{TWO_ROWS.format('Ud', 'Ind')}B4;05-01-2020;1010;Løn;9,00;\n",
    )
    assert [(row, voucher, ore) for row, _, voucher, _, ore in told(reading)] == [
        (3, "B1", 10_000),
        (6, "B2", -700),
        (9, "B3", 800),
    ]
    assert reasons(reading)[-1] == (12, "other_headings")
    assert reasons(reading)[2:-1] == [(n, "repeated_heading") for n in (4, 5, 7, 8, 10, 11)]
