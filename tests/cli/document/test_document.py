"""A document made and shown."""

from pathlib import Path

from budgetdesk import exchange, sample
from tests.builders import a_budget, a_line, a_project, kr
from tests.cli.conftest import Run


def test_a_new_project_stands_on_its_call(run: Run, home: Path) -> None:
    document = home / "Nyt projekt æøå.budgetdesk"
    assert run("new", document, "--call", "C01").code == 0
    form = run("show", document, "--json").form
    assert form["project"]["call"]["id"] == "C01"
    assert len(form["project"]["versions"][0]["lines"]) == 4
    again = run("new", document, "--call", "C01")
    assert again.code == 2
    assert "findes allerede" in again.err


def test_a_project_shown_and_made_anew_is_equal(
    run: Run, home: Path, sample_document: Path
) -> None:
    run("import", sample_document, sample.ledger_file())
    form = home / "kopi.json"
    form.write_text(run("show", sample_document, "--json").out, encoding="utf-8")
    copy = home / "kopi.budgetdesk"
    assert run("new", copy, "--json", form).code == 0
    assert run("show", copy, "--json").out == form.read_text(encoding="utf-8")
    assert exchange.read_project(form).title == "Kompetenceløft i jobcentret"


def test_a_project_is_shown_in_short(run: Run, home: Path, sample_document: Path) -> None:
    shown = run("show", sample_document).out
    assert "812.500,00 kr." in shown
    assert "Tilsagnsbrev af 6. januar 2020" in shown
    empty = home / "tom.budgetdesk"
    run("new", empty, "--call", "C02")
    assert "ikke angivet" in run("show", empty).out


def test_a_split_line_is_shown_with_its_parts(run: Run, home: Path) -> None:
    line = a_line("1", kr(5), parts={"2020-Q1": kr(2), "Kursus": kr(3)})
    form = home / "p.json"
    form.write_text(exchange.write_project(a_project(a_budget(line))), encoding="utf-8")
    run("new", home / "p.budgetdesk", "--json", form)
    lines = run("show", home / "p.budgetdesk").out.splitlines()
    assert [each.split() for each in lines if each.startswith("    ")] == [
        ["1.", "kvt.", "2020", "2,00"],
        ["Kursus", "3,00"],
    ]


def test_a_project_given_out_as_a_file_leaves_its_event(run: Run, home: Path) -> None:
    document, given = home / "p.budgetdesk", home / "ud.json"
    run("new", document, "--call", "C01")
    assert run("show", document, "--out", given).code == 0
    assert exchange.read_project(given).call.id == "C01"
    last = run("audit", document, "--json").form["events"][-1]
    assert (last["step"], last["facts"]["file"]) == ("export.exchange", "ud.json")
