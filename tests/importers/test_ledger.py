"""Ledgers of other systems, and files that are none: rows in, postings or reasons out."""

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.domain.ledger import Posting
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.text import has_text, text


def reading_of(
    folder: Path, content: str | bytes, *only: tuple[str, str], encoding: str = "utf-8"
) -> LedgerReading:
    file = folder / "udtræk.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return read_ledger(file, only=only)


def ore(reading: LedgerReading) -> list[int]:
    return [posting.amount.ore for posting in reading.postings]


def reasons(reading: LedgerReading) -> dict[int, str]:
    return {row.row: row.reason for row in reading.skipped}


ACCOUNT_CARDS = """\
Søbakke Kommune\tKontokort 2020
Udskrevet\t05.01.2021

Løbenr\tBogf. dato\tKonto\tKontonavn\tTekst\tDebet\tKredit\tSaldo
\t\t4000\tLønninger\t\t\t\t
17\t2.1.2020\t4000\tLønninger\tLøn, januar\t31 250,75\t\t31 250,75
18\t3.1.2020\t4000\tLønninger\tRefusion sygedagpenge\t\t1 250,75\t30 000,00
\t\t4000\tLønninger\tI alt konto 4000\t31 250,75\t1 250,75\t
19\t31. marts 2020\t5000\tMøder\tI alt 14 deltagere, frokost\t1 400,00\t\t
20\t1.4.2020\t5000\tMøder\tbåde og\t10,00\t10,00\t
21\t1.4.20\t5000\tMøder\tto cifre\t10,00\t\t
\t\t\t\t\t32 650,75\t1 250,75\t
\t\tSamlet:\t\t\t32 650,75\t1 250,75\t
Løbenr\tBogf. dato\tKonto\tKontonavn\tTekst\tDebet\tKredit\tSaldo
"""


def test_account_cards_with_two_columns_sums_and_odd_blanks(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, ACCOUNT_CARDS, encoding="cp1252")
    assert reading.profile == "generic"
    assert ore(reading) == [3125075, -125075, 140000]
    assert [p.posting_date for p in reading.postings] == [
        date(2020, 1, 2),
        date(2020, 1, 3),
        date(2020, 3, 31),
    ]
    assert reading.postings[2].text == "I alt 14 deltagere, frokost"
    assert reading.postings[0].other == "Saldo: 31 250,75"
    assert reasons(reading) == {
        1: "top_info",
        2: "top_info",
        3: "blank",
        4: "heading",
        5: "sub_heading",
        8: "subtotal",
        10: "bad_amount",
        11: "bad_date",
        12: "subtotal",
        13: "total",
        14: "repeated_heading",
    }


EXTRACT = """\
"VOUCHER","POSTING DATE","ACCOUNT","TEXT","AMOUNT","DK","PSP"
"0001","2020-01-31 00:00:00","00040","Rent, ""house"" 2","1,250.50","D","XG-1"
"0002","20200201","00040","Refund","-250.5","K","XG-2"
"0002","20200201","00040","Refund","-1","K","XG-2"
"0003","2020/02/03","00041","","100","D","XG-1"
"0004","2020-02-04","00041","positive credit","100.00","K","XG-1"
"0005","2020-02-05","00041","comma","1.250,50","D","XG-1"
"0006","2020-02-06","00041","a cell too many","5.00","D","XG-1","x"
"0007","2020-02-07","00041","empty at the end","6.00","D"
"0008","2020-02-08","00041"
"""


def test_a_database_extract_with_points_and_repeated_signs(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, EXTRACT, encoding="utf-16")
    assert ore(reading) == [125050, -25050, -100, 10000, 600]
    assert [p.voucher for p in reading.postings] == ["0001", "0002", "0002", "0003", "0007"]
    assert reading.postings[0].text == 'Rent, "house" 2'
    assert reading.postings[4].psp == ""
    assert reasons(reading) == {
        1: "heading",
        6: "bad_amount",  # a credit that is not negative, as the others are
        7: "bad_amount",
        8: "shifted",
        10: "shifted",
    }


PIPES = """\
Beløb i DKK|Konto|Tekst|Leverandør
1.234,50-|29000000|Kreditnota|Øbo
(50,00)|29000000|Total gennemgang|
7|||Ukendt bilag
7||Total|
9||I alt 14 deltagere|
12,00|||
|29000000|Uden beløb|
||Uden beløb og konto|
"""


def test_a_ledger_without_dates_or_vouchers(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, PIPES)
    assert ore(reading) == [-123450, -5000, 700, 900]
    assert reasons(reading) == {
        1: "heading",
        5: "total",
        7: "subtotal",
        8: "bad_amount",
        9: "sub_heading",
    }
    assert reading.postings[0].supplier == "Øbo"


def test_a_total_with_a_date_is_no_posting(tmp_path: Path) -> None:
    content = "Dato;Bilag;Tekst;Beløb\n31-12-2020;1;Saldo;5,00\n31-12-2020;;Saldo;5,00\n"
    reading = reading_of(tmp_path, content)
    assert ore(reading) == [500]
    assert reasons(reading) == {1: "heading", 3: "subtotal"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("01-01-2020;31-01-2020;1;5,00", None),
        (";;1;5,00", "bad_date"),
        ("01-01-2020;;1;5,00", "bad_date"),
        (";31-01-2020;1;5,00", "bad_date"),
    ],
)
def test_a_service_period_has_two_ends(tmp_path: Path, row: str, reason: str | None) -> None:
    content = f"Periode fra;Periode til;Konto;Beløb\n01-01-2020;31-01-2020;1;1,00\n{row}\n"
    assert reasons(reading_of(tmp_path, content)).get(3) == reason


def test_a_voucher_date_alone_is_enough_and_must_be_there(tmp_path: Path) -> None:
    content = "Fakturadato;Tekst;Beløb\n01-01-2020;a;1,00\n;b;1,00\n"
    reading = reading_of(tmp_path, content)
    assert ore(reading) == [100]
    assert reasons(reading)[3] == "bad_date"


def test_an_empty_second_date_is_no_fault(tmp_path: Path) -> None:
    content = "Dato;Fakturadato;Beløb\n01-01-2020;;1,00\n01-01-2020;x;1,00\n"
    reading = reading_of(tmp_path, content)
    assert [p.voucher_date for p in reading.postings] == [None]
    assert reasons(reading)[3] == "bad_date"


def test_empty_cells_left_out_or_added_at_the_end_do_no_harm(tmp_path: Path) -> None:
    content = "Dato;Beløb;Tekst\n01-01-2020;1,00\n01-01-2020;2,00;x;;\n01-01-2020\n"
    reading = reading_of(tmp_path, content)
    assert [(p.amount.ore, p.text) for p in reading.postings] == [(100, ""), (200, "x")]
    assert reasons(reading)[4] == "shifted"


def test_a_column_without_a_heading_is_kept(tmp_path: Path) -> None:
    content = "Dato;Beløb;;Løn nr\n01-01-2020;1,00; 7 ;12\n01-01-2020;1,00;;\n"
    assert [p.other for p in reading_of(tmp_path, content).postings] == ["7 | Løn nr: 12", ""]


def test_a_batch_number_stands_in_the_ids(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Dato;Beløb\n01-01-2020;1,00\n", encoding="utf-8")
    assert [p.id for p in read_ledger(file, batch_number=3).postings] == ["3-2"]


FILTERED = """\
Dato;Projekt;Konto;Beløb

01-01-2020;XG-1;10;1,00
01-01-2020;XG-2;10;2,00
01-01-2020;XG-1;20;3,00
01-01-2020; XG-1 ;30;4,00
01-01-2020
01-01-2020;XG-1;10;x
"""


@pytest.mark.parametrize(
    ("only", "amounts", "left_out"),
    [
        ([("Projekt", "XG-1")], [100, 300, 400], [2, 4, 7]),
        ([("projekt", " XG-1 "), ("Konto", "10")], [100], [2, 4, 5, 6, 7]),
        ([("Konto", "20"), ("Konto", "30")], [300, 400], [2, 3, 4, 7, 8]),
        ([("Konto", "40")], [], [2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_filters_leave_rows_out_and_count_them(
    tmp_path: Path, only: list[tuple[str, str]], amounts: list[int], left_out: list[int]
) -> None:
    reading = reading_of(tmp_path, FILTERED, *only)
    assert ore(reading) == amounts
    assert list(reading.filtered_rows()) == left_out
    assert reading.filtered_out == len(left_out)
    assert reading.filters == tuple(only)
    kept = len(reading.postings) + len(reading.skipped)
    assert reading.rows_read == kept + reading.filtered_out == 8


def test_a_filter_on_a_column_the_file_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(tmp_path, FILTERED, ("PSP", "XG-1"))
    assert refused.value.code == "importers.no_column"


def test_a_profile_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(FILTERED, encoding="utf-8")
    with pytest.raises(BudgetDeskError) as refused:
        read_ledger(file, profile="prisme")
    assert refused.value.code == "importers.profile_does_not_fit"


def test_the_headings_tell_the_delimiter(tmp_path: Path) -> None:
    content = "Beløb;Dato;Tekst\n1,00;01-01-2020\n2,00;01-01-2020;te, kaffe, vand\n3,00;1.1.2020"
    assert ore(reading_of(tmp_path, content)) == [100, 200, 300]


def test_a_file_of_broken_rows_tells_of_each(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "Dato;Konto;Beløb\n31-02-2020;1;5,00\n1-2-2020;1;x\n")
    assert reasons(reading) == {1: "heading", 2: "bad_date", 3: "bad_amount"}


def test_size_and_digest_are_those_of_the_file(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, b"Dato;Konto;Amount\n01-01-2020;1;1,00\n")
    assert (reading.file, reading.size) == ("udtræk.csv", 36)
    assert reading.sha256 == "553e82a0727343e1746039726c39a52f1967cf8535a3691ffb91c240438ea426"


def zipped(folder: Path, name: str) -> bytes:
    with zipfile.ZipFile(folder / "x.zip", "w") as archive:
        archive.writestr(name, "x")
    return (folder / "x.zip").read_bytes()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x00" * 100, "empty"),
        (b"%PDF-1.4 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"Dato;Bel\x00b\n01-01-2020;1\n", "not_text"),
        (b"Dato\n01-01-2020\n", "one_column"),
        (b"Dato;Bel\xc3\xb8b\n", "no_postings"),
        (b"Kort;Dato;Bel\xc3\xb8b\n;;\nKort;Dato;Bel\xc3\xb8b\n", "no_postings"),
        (b"navn;adresse\nA;B\n", "no_ledger"),
        (b"a;" * 16_000 + b"\n", "no_ledger"),
        ((b"Dato;Bel\xc3\xb8b;" + b"x;" * 16_000 + b"\n") * 30, "no_ledger"),
        (b"Dato;Bel\xc3\xb8b\n1;" + b"9" * 2_000_000, "endless_line"),
        (b"Bel\x81b;Dato\n", "not_text"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_plain_words(
    tmp_path: Path, content: bytes, code: str
) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(tmp_path, content)
    assert refused.value.code == f"importers.{code}"
    assert "udtræk.csv" in text(f"errors.{refused.value.code}", **refused.value.facts)


@pytest.mark.parametrize(
    ("name", "code"),
    [("xl/workbook.bin", "workbook"), ("xl/workbook.xml", "damaged"), ("ledger.csv", "zip")],
)
def test_a_package_is_named_by_what_is_in_it(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(tmp_path, zipped(tmp_path, name))
    assert refused.value.code == f"importers.{code}"


def test_a_file_that_is_gone_or_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "væk.csv", tmp_path):
        with pytest.raises(BudgetDeskError) as refused:
            read_ledger(path)
        assert refused.value.code == "importers.unreadable"


def test_a_file_beyond_all_measure_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "stor.csv"
    with file.open("wb") as sparse:
        os.truncate(sparse.fileno(), 1_000_000_001)
    with pytest.raises(BudgetDeskError) as refused:
        read_ledger(file)
    assert refused.value.code == "importers.too_large"


def test_every_reason_is_told_in_words() -> None:
    told = ("heading", "repeated_heading", "sub_heading", "top_info", "blank", "total", "subtotal")
    for reason in (*told, "bad_date", "bad_amount", "shifted", "filtered_out"):
        assert has_text(f"import.skipped.{reason}")


DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
WORDS = st.text("ab æø,;|\"'=-+@.0", max_size=12)
ROWS = st.lists(st.tuples(DAYS, WORDS, st.integers(-(10**12), 10**12)), min_size=1, max_size=20)


def csv_cell(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ROWS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([";", "\t", "|", ","]),
)
def test_any_posting_comes_back_whatever_the_encoding_and_delimiter(
    tmp_path: Path, rows: list[tuple[date, str, int]], encoding: str, delimiter: str
) -> None:
    lines = [delimiter.join(("Bogføringsdato", "Bilagsnr", "Tekst", "Beløb"))]
    for number, (day, said, amount) in enumerate(rows):
        kroner, rest = divmod(abs(amount), 100)
        written = f"{'-' if amount < 0 else ''}{kroner},{rest:02d}"
        cells = (f"{day:%d-%m-%Y}", f"B{number}", csv_cell(said), csv_cell(written))
        lines.append(delimiter.join(cells))
    reading = reading_of(tmp_path, "\r\n".join(lines), encoding=encoding)

    def told(posting: Posting) -> tuple[date | None, str, int]:
        return posting.posting_date, posting.text, posting.amount.ore

    assert list(map(told, reading.postings)) == [
        (day, " ".join(said.split()), amount) for day, said, amount in rows
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_give_a_full_account_or_plain_words(
    tmp_path: Path, junk: bytes, with_headings: bool
) -> None:
    start = b"Dato;Tekst;Bel\xf8b\n01-01-2020;a;1,00\n" if with_headings else b""
    try:
        reading = reading_of(tmp_path, start + junk)
    except BudgetDeskError as error:
        refused = error
    else:
        rows = [p.row for p in reading.postings] + [row.row for row in reading.skipped]
        assert sorted(rows) == list(range(1, reading.rows_read + 1))
        return
    assert text(f"errors.{refused.code}", **refused.facts)
