"""Layouts nobody made a profile for: read by what their headings and cells say."""

import gc
from datetime import date
from pathlib import Path

import pytest

from budgetdesk.domain.ledger import Posting
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from tests.importers.sheets import open_document

TWO_ROWS = """\
ØS Indsigt;;;;;;
Udtræk for Søbakke Kommune;;;;;;
Bilag;;Konto;;Posterings-;Beløb;
Nr.;Dato;Nummer;Navn;tekst;Debet;Kredit
1001;02-01-2020;56898 1010;Løn;Løn, januar;1.234,50;
1002;03-01-2020;56898 2020;Møder;Forplejning;99,95;
1003;04-01-2020;56898 1010;Løn;Refusion;;250,00

Bilag;;Konto;;Posterings-;Beløb;
Nr.;Dato;Nummer;Navn;tekst;Debet;Kredit
1004;05-01-2020;56898 1010;Løn;Løn, februar;1.000,00;
I alt;;;;;2.334,45;250,00
"""

ENGLISH = """\
"Entry No","Posting Date","Account","Description","Amount (LCY)"
"1","1/31/2020","4015","Consultant ""A"", phase 1","1,234.56"
"2","2/3/2020","4015","Rent","12.00"
"3","2/4/2020","4015","Refund","(1,000.10)"
"4","13/13/2020","4015","No such day","1.00"
"""

FIXED_WIDTH = """\
SØBAKKE KOMMUNE                     Posteringsliste                 side 1

Bogf.dato   Bilag     Konto      Tekst                                 Beløb
----------  --------  ---------  ------------------------------  ------------
02.01.2020  000123    568981010  Løn januar                          1.234,50
03.01.2020  000124    568982020  Forplejning, møde 3. januar           99,95-
06.01.2020  000125    568981010  Løn                               100.000,00
                                 I alt                             101.134,55
SØBAKKE KOMMUNE                     Posteringsliste                 side 2

Bogf.dato   Bilag     Konto      Tekst                                 Beløb
07.01.2020  000126    568981010  Ekstern konsulent, forløb 12           12,00
"""

KMD_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<ns0:Posteringer xmlns:ns0="urn:example">
  <Bilag>
    <Header><PSTNG_DATE>20200131</PSTNG_DATE><DOC_DATE>20200130</DOC_DATE><REF_DOC_NO>A1</REF_DOC_NO></Header>
    <Item><GL_ACCOUNT>40000000</GL_ACCOUNT><WBS_ELEMENT>XG-1-1</WBS_ELEMENT>
      <DEB_CRED_IND>D</DEB_CRED_IND><AMT_DOCCUR>1234.50</AMT_DOCCUR>
      <ITEM_TEXT>Løn &amp; pension</ITEM_TEXT></Item>
    <Item><GL_ACCOUNT>90540000</GL_ACCOUNT>
      <DEB_CRED_IND>K</DEB_CRED_IND><AMT_DOCCUR>-1234.50</AMT_DOCCUR><ITEM_TEXT>Mod</ITEM_TEXT></Item>
  </Bilag>
  <Bilag>
    <Header><PSTNG_DATE>20200229</PSTNG_DATE><DOC_DATE>20200228</DOC_DATE><REF_DOC_NO>A2</REF_DOC_NO></Header>
    <Item><GL_ACCOUNT>40000000</GL_ACCOUNT><DEB_CRED_IND>D</DEB_CRED_IND>
      <AMT_DOCCUR>12O.50</AMT_DOCCUR><ITEM_TEXT>o i stedet for nul</ITEM_TEXT></Item>
    <Item><GL_ACCOUNT>29000000</GL_ACCOUNT><DEB_CRED_IND>K</DEB_CRED_IND>
      <AMT_DOCCUR>-0.50</AMT_DOCCUR><ITEM_TEXT>Retur</ITEM_TEXT></Item>
  </Bilag>
</ns0:Posteringer>
"""

STRANGE = """\
Hvornår|Hvad|Hvor meget|Rest
5. januar 2020|Løn til projektleder|1.250,00|1.250,00
6. januar 2020|Møde|-50,00|1.200,00
7. januar 2020|Kursus for 4 personer|100,10|1.300,10
"""

NO_HEADINGS = """\
2020-01-05;4711;Løn;12,50
2020-01-06;4712;Møde;-2,50
2020-01-07;4713;Kursus;1.000,00
"""


def reading_of(folder: Path, content: str | bytes, name: str = "fil.dat") -> LedgerReading:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_ledger(file)


def told(posting: Posting) -> tuple[date | None, str, str, int]:
    return posting.posting_date, posting.voucher, posting.text, posting.amount.ore


def reasons(reading: LedgerReading) -> dict[int, str]:
    return {row.row: row.reason for row in reading.skipped}


def test_headings_in_two_rows_of_which_the_upper_reaches_over_several(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, TWO_ROWS)
    assert [told(posting) for posting in reading.postings] == [
        (date(2020, 1, 2), "1001", "Løn, januar", 123450),
        (date(2020, 1, 3), "1002", "Forplejning", 9995),
        (date(2020, 1, 4), "1003", "Refusion", -25000),
        (date(2020, 1, 5), "1004", "Løn, februar", 100000),
    ]
    assert {(p.gl_code, p.gl_name) for p in reading.postings} == {
        ("56898 1010", "Løn"),
        ("56898 2020", "Møder"),
    }
    assert reasons(reading) == {
        1: "top_info",
        2: "top_info",
        3: "heading",
        4: "heading",
        8: "blank",
        9: "repeated_heading",
        10: "repeated_heading",
        12: "total",
    }


def test_english_amounts_and_months_before_days(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, ENGLISH)
    assert [told(posting) for posting in reading.postings] == [
        (date(2020, 1, 31), "1", 'Consultant "A", phase 1', 123456),
        (date(2020, 2, 3), "2", "Rent", 1200),
        (date(2020, 2, 4), "3", "Refund", -100010),
    ]
    assert reasons(reading) == {1: "heading", 5: "bad_date"}


def test_columns_at_fixed_places_with_only_blanks_between_them(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, FIXED_WIDTH)
    assert reading.format == "text"
    assert [told(posting) for posting in reading.postings] == [
        (date(2020, 1, 2), "000123", "Løn januar", 123450),
        (date(2020, 1, 3), "000124", "Forplejning, møde 3. januar", -9995),
        (date(2020, 1, 6), "000125", "Løn", 10000000),
        (date(2020, 1, 7), "000126", "Ekstern konsulent, forløb 12", 1200),
    ]
    assert reading.rows_read == 12
    assert reasons(reading)[8] == "total"


def test_postings_of_kmd_in_xml_take_their_dates_from_the_heading_above(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, KMD_XML)
    assert reading.profile == "kmd_xml"
    assert [told(posting) for posting in reading.postings] == [
        (date(2020, 1, 31), "A1", "Løn & pension", 123450),
        (date(2020, 1, 31), "A1", "Mod", -123450),
        (date(2020, 2, 29), "A2", "Retur", -50),
    ]
    assert [p.voucher_date for p in reading.postings][-1] == date(2020, 2, 28)
    assert [p.psp for p in reading.postings] == ["XG-1-1", "", ""]
    assert reasons(reading) == {1: "heading", 4: "bad_amount"}


def test_an_open_document_with_debit_and_credit(tmp_path: Path) -> None:
    rows = [
        ["Kassekladde 2020"],
        ["Dato", "Bilagsnr", "Kontonr", "Tekst", "Debet", "Kredit"],
        ["02-01-2020", "7", "4711", "Løn", "10,50", ""],
        ["03-01-2020", "8", "4711", "Retur", "", "0,50"],
    ]
    reading = reading_of(tmp_path, open_document(rows))
    assert reading.format == "ods"
    assert [told(posting) for posting in reading.postings] == [
        (date(2020, 1, 2), "7", "Løn", 1050),
        (date(2020, 1, 3), "8", "Retur", -50),
    ]


def test_columns_of_unknown_headings_are_taken_for_what_stands_in_them(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, STRANGE)
    assert reading.is_proposed
    assert [told(posting) for posting in reading.postings] == [
        (date(2020, 1, 5), "", "Løn til projektleder", 125000),
        (date(2020, 1, 6), "", "Møde", -5000),
        (date(2020, 1, 7), "", "Kursus for 4 personer", 10010),
    ]
    assert [column.field for column in reading.columns] == ["posting_date", "text", "amount", None]


def test_a_file_without_headings_gets_letters_for_them(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, NO_HEADINGS)
    assert [column.name for column in reading.columns] == ["A", "B", "C", "D"]
    assert [told(posting) for posting in reading.postings] == [
        (date(2020, 1, 5), "4711", "Løn", 1250),
        (date(2020, 1, 6), "4712", "Møde", -250),
        (date(2020, 1, 7), "4713", "Kursus", 100000),
    ]
    assert reading.rows_read == len(reading.postings)


@pytest.mark.parametrize(
    "xml",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><c>&b;</c></a>',
        "<a><b><c>1</c>",
        "<a></a>",
        "<a>" + "".join(f"<k{n}><c>1</c></k{n}>" for n in range(30)) + "</a>",
        "<a><b>" + "".join(f"<c{n}>1</c{n}>" for n in range(1100)) + "</b></a>",
    ],
)
def test_other_xml_is_refused_in_plain_words(tmp_path: Path, xml: str) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(tmp_path, xml)
    assert refused.value.code in {"importers.xml", "importers.no_ledger"}


def fields(reading: LedgerReading) -> dict[str, str]:
    return {column.name: column.field for column in reading.columns if column.field}


DEBIT_AND_CREDIT = """\
Noget;Kto;Sagsmappe;Forklaring;Ud;Ind;Stand
2020-01-05;56898;B-1;Løn;12,50;;12,50
2020-01-06;56898;B-2;Møde og kørsel;100,00;;112,50
2020-01-07;56898;B-3;Retur;;2,50;110,00
2020-01-08;56898;B-4;Kursus;5,00;;115,00
"""

MARKED = """\
Noget,Mærke,Værdi,Art
05-01-2020,D,"12,50","4,0"
06-01-2020,K,"2,50","4,0"
07-01-2020,D,"7,50","4,0"
"""


def test_two_columns_of_which_a_row_fills_one_are_debit_and_credit(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, DEBIT_AND_CREDIT)
    assert fields(reading) == {
        "Noget": "posting_date",
        "Kto": "gl_code",
        "Sagsmappe": "voucher",
        "Forklaring": "text",
        "Ud": "debit",
        "Ind": "credit",
    }
    assert [p.amount.ore for p in reading.postings] == [1250, 10000, -250, 500]


def test_words_for_debit_and_credit_give_the_sign_and_codes_are_no_amount(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, MARKED)
    assert fields(reading) == {"Noget": "posting_date", "Mærke": "sign", "Værdi": "amount"}
    assert [p.amount.ore for p in reading.postings] == [1250, -250, 750]


def test_a_title_right_above_the_postings_is_no_row_of_headings(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, f"Udtræk;;;\n{NO_HEADINGS}")
    assert [column.name for column in reading.columns] == ["A", "B", "C", "D"]
    assert len(reading.postings) == 3
    assert reasons(reading) == {1: "top_info"}


def test_known_headings_keep_their_meaning_and_cells_tell_the_rest(tmp_path: Path) -> None:
    content = (
        "Hvornår;Tekst;Bilag;Konto;Sum i alt kr\n\n"
        "1-2-2020;12;B1;4711;1,50\n2-2-2020;13;B2;4711;2,50\n"
    )
    reading = reading_of(tmp_path, content)
    assert fields(reading) == {
        "Hvornår": "posting_date",
        "Tekst": "text",
        "Bilag": "voucher",
        "Konto": "gl_code",
        "Sum i alt kr": "amount",
    }


def test_an_amount_with_a_heading_is_not_looked_for_among_the_cells(tmp_path: Path) -> None:
    content = "Hvornår;Hvad;Kurs;Beløb\n1-1-2020;Løn;7,45;1,00\n2-1-2020;Taxa;7,46;2,00\n"
    reading = reading_of(tmp_path, content)
    assert fields(reading) == {"Hvornår": "posting_date", "Hvad": "text", "Beløb": "amount"}


@pytest.mark.parametrize(
    "content",
    [
        "Noget;Andet\n05-01-2020;1,50\n",  # one row may be anything
        "\n".join(f"05-01-2020;1,50{';' * 300}" for _ in range(3)),
        "x;y\n" + "05-01-2020 1,50;05-01-2020\n" * 3,
        "a\n" + "05-01-2020;1,50;x\n1;1,50;05-01-2020\nx;05-01-2020;1,50\n" * 3,
    ],
)
def test_what_does_not_look_like_postings_is_not_taken_for_them(
    tmp_path: Path, content: str
) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(tmp_path, content)
    assert refused.value.code == "importers.no_ledger"


WHOLE_KRONER = """\
Dato        Bilag    Konto     Beløb
2020-01-05  B1       56898100    100
2020-01-06  B2       56898100     20
2020-01-07  B3       56898100  30000
i alt                          30120
"""


def test_fixed_places_need_no_sign_between_them(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, WHOLE_KRONER)
    assert [p.amount.ore for p in reading.postings] == [10000, 2000, 3000000]
    assert reasons(reading) == {1: "heading", 5: "total"}


SLID = """\
Dato;Bilag;;;Tekst;Konto;Beløb;Sted
02-01-2020;B001;;;Løn;56898100;10,00;S1
03-01-2020;B002;;Møde;56898100;20,00;S1
04-01-2020;B003;;;Taxa;56898100;30,00;S1
05-01-2020;B004;;Bus;56898100;40,00;S2
31-02-2020;B005;;Tog;56898100;50,00;S2
06-01-2020;B006;;;Bog;56898100;60,00;S2
"""


def test_rows_that_slid_are_put_right_or_told_of(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, SLID)
    assert [(p.voucher, p.text, p.gl_code, p.amount.ore) for p in reading.postings] == [
        ("B001", "Løn", "56898100", 1000),
        ("B002", "Møde", "56898100", 2000),
        ("B003", "Taxa", "56898100", 3000),
        ("B004", "Bus", "56898100", 4000),
        ("B006", "Bog", "56898100", 6000),
    ]
    assert reasons(reading) == {1: "heading", 6: "bad_date"}


def test_the_collector_is_left_as_it_was_and_a_watcher_may_end_the_reading(tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    told: list[tuple[int, int, bool]] = []

    def watch(done: int, whole: int) -> None:
        told.append((done, whole, gc.isenabled()))
        if whole == 3:
            raise EnoughError

    (tmp_path / "fil").write_text(NO_HEADINGS, encoding="utf-8")
    with pytest.raises(EnoughError):
        read_ledger(tmp_path / "fil", watch=watch)
    assert told == [(0, 1, True), (0, 3, False)]
    assert gc.isenabled()
    gc.disable()
    try:
        assert read_ledger(tmp_path / "fil").postings
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("value", ["", '3" rør'])
def test_a_filter_asks_for_any_value_also_an_empty_or_quoted_one(
    tmp_path: Path, value: str
) -> None:
    file = tmp_path / "fil"
    content = 'Dato;Bilag;Varetype;Beløb\n1-1-2020;1;"3"" rør";5,00\n1-1-2020;2;;6,00\n'
    file.write_text(content, encoding="utf-8")
    (posting,) = read_ledger(file, only=[("Varetype", value)]).postings
    assert posting.amount.ore == (500 if value else 600)


def test_a_page_of_nothing_holds_no_tables(tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(tmp_path, b"<!--")
    assert refused.value.code in {"importers.xml", "importers.no_ledger"}
    with pytest.raises(BudgetDeskError) as refused:
        reading_of(tmp_path, b"MIME-Version: 1.0\nContent-Type: text/html\n\n")
    assert refused.value.code == "importers.no_ledger"


def test_a_name_in_xml_may_be_any_the_parser_lets_through(tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError):
        reading_of(tmp_path, b"<L:/>")
