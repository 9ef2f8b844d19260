"""Postings read in."""

from pathlib import Path

from budgetdesk import sample
from tests.cli.conftest import Run, one_plain_line


def test_an_import_accounts_for_every_row(run: Run, sample_document: Path) -> None:
    form = run(
        "import", sample_document, sample.ledger_file(), "--control-total", "773.000", "--json"
    ).form
    assert (form["rows_read"], form["imported"], form["already_there"]) == (66, 65, 0)
    assert form["skipped"] == [{"row": 1, "reason": "heading"}]
    assert form["skipped_counts"] == {"heading": 1}
    assert (form["sum_ore"], form["debit_ore"], form["credit_ore"]) == (
        77_301_526,
        80_251_526,
        -2_950_000,
    )
    assert form["control_difference_ore"] == 1526
    assert (form["unmapped"], form["personal_data_rows"], form["profile"]) == (0, 0, "prisme")


def test_a_second_import_of_the_same_file_adds_nothing(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    before = run("show", sample_document, "--json").out
    again = run("import", sample_document, sample.ledger_file(), "--json").form
    assert (again["imported"], again["already_there"], again["rows_read"]) == (0, 65, 66)
    assert run("show", sample_document, "--json").out == before


def test_only_some_rows_are_taken_and_the_others_told(run: Run, sample_document: Path) -> None:
    form = run(
        "import", sample_document, sample.ledger_file(), "--only", "Kontonr=5689849020", "--json"
    ).form
    assert form["imported"] == 1
    assert form["skipped_counts"] == {"filtered_out": 64, "heading": 1}
    assert form["rows_read"] == form["imported"] + form["already_there"] + len(form["skipped"])


def test_years_of_two_digits_are_told_with_what_to_do(
    run: Run, home: Path, sample_document: Path
) -> None:
    ledger = home / "udtræk.csv"
    ledger.write_text("Dato;Bilag;Konto;Beløb\n05-03-20;1;4000;10,00\n", encoding="utf-8")
    told = run("import", sample_document, ledger).out
    assert "1 række har et årstal på to cifre, og det gættes ikke." in told


def test_an_import_is_told_in_words(run: Run, home: Path, sample_document: Path) -> None:
    rows = sample.ledger_file().read_text(encoding="utf-8-sig").splitlines()
    spoilt = [row.replace("31-01-2020", "31-02-2020") for row in rows for _ in range(8)]
    spoilt[1] = spoilt[1].replace("5689840010", "1111").replace("Leje", "Leje, 010180-1234")
    ledger = home / "udtræk.csv"
    ledger.write_text("\n".join([rows[0], *spoilt]) + "\n", encoding="utf-8")
    told = run("import", sample_document, ledger, "--control-total", "1,00").out
    assert "sprunget over" in told
    assert "Afvigelse fra kontroltotalen" in told
    assert "rækker mere" in told


def test_personal_data_and_unplaced_postings_are_told(
    run: Run, home: Path, sample_document: Path
) -> None:
    rows = sample.ledger_file().read_text(encoding="utf-8-sig").splitlines()[:2]
    rows[1] = rows[1].replace("5689840010", "1111").replace("Leje", "Leje 010180-1234")
    ledger = home / "udtræk.csv"
    ledger.write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = run("import", sample_document, ledger).out
    assert "Ikke placeret på en budgetpost endnu: 1 postering" in told
    assert "cpr-nummer" in told


def test_a_file_that_is_no_ledger_leaves_the_document_alone(
    run: Run, home: Path, sample_document: Path
) -> None:
    before = sample_document.read_bytes()
    fake = home / "regnskab.csv"
    fake.write_bytes(b"%PDF-1.7\n1 0 obj")
    ran = run("import", sample_document, fake)
    assert ran.code == 2
    assert one_plain_line(ran.err)
    assert sample_document.read_bytes() == before


def test_columns_that_were_taken_for_their_content_are_told_of(
    run: Run, home: Path, sample_document: Path
) -> None:
    ledger = home / "ukendt.csv"
    rows = "Hvornår;Hvad;Kroner\n05-03-2020;Løn;900,00\n06-03-2020;Taxa;70,50\n"
    ledger.write_text(rows, encoding="utf-8")
    assert "valgt ud fra deres indhold" in run("import", sample_document, ledger).out
