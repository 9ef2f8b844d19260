"""Five layouts nobody told the program of: imported, corrected once where asked, and remembered.

They are unlike those of the known systems and unlike each other: a cash book with money in and out,
a report saved as a web page under two rows of headings, an English list in UTF-16 with a side for
each amount, a department's sheet with sums in between, and a printed list whose second page has its
columns in another order.
"""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter

from budgetdesk import sample
from budgetdesk.domain.ledger import Posting
from budgetdesk.presenters.imports import ImportsPresenter
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.cli.conftest import Run

NOON: Final = dt.datetime(2021, 1, 15, 12, tzinfo=dt.UTC)

CASH_BOOK: Final = """Kassebog for Projekt Nordlys
Udskrevet 4. januar 2021

Valør;Nr;Formål;Hvem;Ud;Ind
31. december 2020;17;Leje af mødelokale;Forsamlingshuset;4.500,00;
2. november 2020;18;"Kørsel; Aarhus t/r";Marie Prøve;612,50;
2. november 2020;19;Tilbagebetalt depositum;Forsamlingshuset;;1.000,00
Saldo;;;;5.112,50;1.000,00
"""

SIDES: Final = """PostDate\tDoc\tAcct\tMemo\tSide\tAmt
20200301\t000123\t4711\tConsultancy, phase 1\tD\t12500.00
20200305\t000124\t4711\tCredit note\tK\t2500.00
20200309\t000125\t4800\tRoom hire\tD\t899.95
"""

REPORT: Final = """<html><body><h1>Projektudtræk</h1><p>Periode: 01.2020</p><table>
<tr><th rowspan=2>Bilag</th><th colspan=2>Dato</th><th rowspan=2>Tekst</th><th rowspan=2>Beløb</th>
</tr><tr><th>Bogført</th><th>Faktura</th></tr>
<tr><td>A-1</td><td>05-01-2020</td><td>02-01-2020</td><td>Annoncer&nbsp;i avisen</td>
<td>kr. 1.250,00</td></tr>
<tr><td>A-2</td><td>06-01-2020</td><td>06-01-2020</td><td>Kreditnota</td><td>(250,00)</td></tr>
<tr><td></td><td></td><td></td><td>I alt</td><td>1.000,00</td></tr></table></body></html>"""

PRINTED: Final = """Side 1
| Dato | Nummer | Konto | Bemærkning | Sum |
|------|--------|-------|------------|-----|
| 02.01.2020 | 0001 | 1010 | Løn januar | 30.000,00 |
| 03.01.2020 | 0002 | 3010 | Taxa | 150,00- |
Side 2
| Nummer | Dato | Sum | Bemærkning | Konto |
|--------|------|-----|------------|-------|
| 0003 | 01.02.2020 | 31.000,00 | Løn februar | 1010 |
"""


def a_sheet() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Afdeling 12")
        day = book.add_format({"num_format": "d. mmm yyyy"})
        sheet.write_row(0, 0, ["Projektøkonomi"])
        sheet.write_row(1, 0, ["Afdeling", 12])
        sheet.write_row(3, 0, ["Bogf. dag", "Bilags-ID", "Art", "Hvem", "Hvad", "Kroner"])
        rows = (
            (
                dt.date(2020, 1, 15),
                "R-0001",
                22000000,
                "Bog & Ide",
                "Materialer til kurset",
                1499.5,
            ),
            (
                dt.date(2020, 1, 16),
                "R-0002",
                40000000,
                "Nord Revision",
                "Revision af delregnskab",
                -300,
            ),
            (None, "", "", "", "Mellemsum", 1199.5),
            (dt.date(2020, 3, 10), "R-0003", 27000000, "IT-huset", "Bærbar computer", 7999),
        )
        for number, (on, *cells) in enumerate(rows, start=4):
            if on:
                sheet.write_datetime(number, 0, dt.datetime.combine(on, dt.time()), day)
            sheet.write_row(number, 1, cells)
    return content.getvalue()


FILES: Final[Mapping[str, Callable[[], bytes]]] = {
    "kassebog.csv": lambda: CASH_BOOK.replace("\n", "\r\n").encode("cp1252"),
    "export.txt": lambda: SIDES.encode("utf-16"),
    "rapport.xls": REPORT.encode,
    "afdeling.xlsx": a_sheet,
    "liste.prn": PRINTED.encode,
}

ROWS: Final = {
    "kassebog.csv": [
        (5, "2020-12-31", "17", "", "Leje af mødelokale", 450_000),
        (6, "2020-11-02", "18", "", "Kørsel; Aarhus t/r", 61_250),
        (7, "2020-11-02", "19", "", "Tilbagebetalt depositum", -100_000),
    ],
    "export.txt": [
        (2, "2020-03-01", "000123", "", "Consultancy, phase 1", 1_250_000),
        (3, "2020-03-05", "000124", "", "Credit note", -250_000),
        (4, "2020-03-09", "000125", "", "Room hire", 89_995),
    ],
    "rapport.xls": [
        (3, "2020-01-05", "A-1", "", "Annoncer i avisen", 125_000),
        (4, "2020-01-06", "A-2", "", "Kreditnota", -25_000),
    ],
    "afdeling.xlsx": [
        (5, "2020-01-15", "R-0001", "22000000", "Materialer til kurset", 149_950),
        (6, "2020-01-16", "R-0002", "40000000", "Revision af delregnskab", -30_000),
        (8, "2020-03-10", "R-0003", "27000000", "Bærbar computer", 799_900),
    ],
    "liste.prn": [
        (4, "2020-01-02", "0001", "1010", "Løn januar", 3_000_000),
        (5, "2020-01-03", "0002", "3010", "Taxa", -15_000),
        (9, "2020-02-01", "0003", "1010", "Løn februar", 3_100_000),
    ],
}


def told(posting: Posting) -> tuple[int, str, str, str, str, int]:
    day = str(posting.posting_date)
    said = (posting.voucher, posting.gl_code, posting.text, posting.amount.ore)
    return (posting.row, day, *said)


@pytest.fixture
def document(home: Path) -> Path:
    path = home / "Projekt.budgetdesk"
    Session.create(path, sample.project(), "Kim").close()
    return path


def imported(document: Path) -> tuple[Posting, ...]:
    with Session.open(document, "Kim", read_only=True) as session:
        return session.project.ledger.batches[-1].postings


@pytest.mark.parametrize("name", FILES)
def test_it_is_imported_by_the_command_line(
    run: Run, home: Path, document: Path, name: str
) -> None:
    (home / name).write_bytes(FILES[name]())
    ran = run("import", document, home / name, "--json")
    assert (ran.code, ran.err) == (0, "")
    form = ran.form
    assert form["rows_read"] == form["imported"] + len(form["skipped"])
    assert [told(posting) for posting in imported(document)] == ROWS[name]
    again = run("import", document, home / name, "--json").form
    assert (again["imported"], again["already_there"]) == (0, len(ROWS[name]))


@pytest.mark.parametrize(
    ("name", "corrected", "field"),
    [
        ("kassebog.csv", {"Hvem": "Leverandør"}, "supplier"),
        ("export.txt", {"Acct": "Konto"}, "gl_code"),
        ("afdeling.xlsx", {"Hvem": "Leverandør"}, "supplier"),
        ("liste.prn", {"Nummer": "Fakturanummer"}, "invoice"),
    ],
)
def test_what_is_corrected_once_is_remembered(
    run: Run, home: Path, document: Path, name: str, corrected: dict[str, str], field: str
) -> None:
    (home / name).write_bytes(FILES[name]())
    with Session.open(document, "Kim") as session:
        workspace = Workspace(session, NOON.date)
        imports = ImportsPresenter(workspace)
        preview = imports.preview(imports.reading(home / name, NOON)())
        assert preview.questions.text.startswith("Overskrifterne er ukendte")
        headings = [preview.columns.cell(row, 0).text for row in range(preview.columns.row_count)]
        preview.columns.enter({(headings.index(key), 1): to for key, to in corrected.items()})
        held = imports.reading(home / name, NOON, profile=preview.columns.profile)()
        preview.take(held)
        assert preview.questions.text == ""
        preview.accepting()(lambda _done, _whole: None)()
    ran = run("import", document, home / name, "--json")
    assert (ran.code, ran.form["profile"]) == (0, preview.batch.profile)
    postings = imported(document)
    assert [each.row for each in postings] == [row[0] for row in ROWS[name]]
    assert all(getattr(posting, field) for posting in postings)
