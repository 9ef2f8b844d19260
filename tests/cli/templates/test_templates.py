"""The commands about funders' forms: what they print, what they write, and how they end."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk import template_jobs
from budgetdesk.cli import main
from budgetdesk.cli.templates.words import tell_filled
from budgetdesk.domain.money import Money
from budgetdesk.session import Session
from budgetdesk.templates.compare import CellChange
from budgetdesk.templates.filling import Disagreement
from budgetdesk.templates.office import Recalculation
from tests.templates.books import filled, form, sheet_of, values

STAR = "star_budget_regnskab"
FOUR = "star_four_lines"


@pytest.fixture(autouse=True)
def told_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("budgetdesk.paths.user_templates", lambda: tmp_path / "told")
    monkeypatch.setattr("budgetdesk.templates.office.office", lambda: None)


def run(*words: object) -> int:
    return main([str(word) for word in words])


@pytest.fixture
def document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "projekt.budgetdesk"
    assert run("new", path, "--from", filled(STAR)) == 0
    said = capsys.readouterr().out
    assert "Projektet er oprettet" in said
    assert "Budget- og regnskabsskema (STAR)" in said
    return path


def test_fill_tells_each_changed_cell_and_that_nothing_else_changed(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "udfyldt skema.xlsx"
    assert run("fill", document, form(STAR), "--out", out) == 0
    said = capsys.readouterr().out
    assert "Projektoplysninger!C13: tom → 01-12-2019" in said
    assert "Intet andet er ændret: 30 af 38 dele" in said
    assert values(out.read_bytes())[("Budget", "I59")] == 625_000


def test_fill_as_json_is_the_whole_proof(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ud.xlsx"
    assert run("fill", document, form(STAR), "--out", out, "--json") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert told["differences"] == told["unplaced"] == told["questions"] == []
    assert {"sheet": "Budget", "cell": "E8", "before": "", "after": "385"}.items() <= next(
        each for each in told["changed"] if each["cell"] == "E8" and each["sheet"] == "Budget"
    ).items()
    assert told["parts"] == {"total": 38, "unchanged": 30}


def test_fill_ends_with_one_when_something_had_no_place(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ([], ["--json"]):
        words = ["fill", document, form(FOUR), "--out", tmp_path / "ud.xlsx", *more]
        assert run(*words) == 1
    said = capsys.readouterr().out
    assert "ingen post, der passer til »Projektevaluering« (15.630,00 kr.)" in said


def test_fill_tells_rows_put_in_and_assumptions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.budgetdesk"
    run("new", path, "--call", "C01", "--from", filled(FOUR))
    assert run("fill", path, form(FOUR), "--out", tmp_path / "a.xlsx") == 0
    assert "Indsat på arket »Budget«: 1 række under række 16" in capsys.readouterr().out
    assert run("fill", path, form("numbered_rows"), "--out", tmp_path / "b.xlsx") == 0
    assert "er skrevet under »Løn, projektledelse«" in capsys.readouterr().out
    assert run("fill", path, form("numbered_rows"), "--out", tmp_path / "b.xlsx", "--json") == 0


def test_fill_with_an_impossible_form_is_one_plain_line(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "ikke et skema.xlsx"
    bad.write_bytes(b"hej")
    assert run("fill", document, bad, "--out", tmp_path / "ud.xlsx") == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ikke en Excel-projektmappe" in said


def test_read_shows_each_value_with_its_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", filled(STAR)) == 0
    said = capsys.readouterr().out
    assert "Budget!F8  Projektleder: 15.400,00" in said
    assert run("read", filled(STAR), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    cells = {(each["sheet"], each["cell"]): each for each in told["fields"]}
    assert cells[("Regnskab", "D6")]["value_ore"] == 20_831_250
    assert cells[("Projektoplysninger", "C13")]["value"] == "2019-12-01"
    assert told["call"] == "C01"
    assert all(each["confidence"] >= 85 for each in told["inputs"])


def test_read_ends_with_one_when_a_value_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "fejl.xlsx"
    file.write_bytes(sheet_of(["Budgetpost", "Beløb", "Hvad end"], ["Løn", "mange", None]))
    assert run("read", file) == 1
    assert "Arket »Ark1«, celle B2: »mange« er ikke et beløb (Løn)" in capsys.readouterr().out
    assert run("read", file, "--json") == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["cell"] == "B2"


def test_questions_are_shown_and_answered_on_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nyt.xlsx"
    file.write_bytes(
        sheet_of(["Emneområder", "2020", "2021"], ["Løn", 5, 6], ["Revision", 1, None])
    )
    assert run("read", file, "--json") == 0
    assert json.loads(capsys.readouterr().out)["questions"][0]["label"] == "Emneområder"
    assert run("read", file) == 0
    assert "Hvad er »Emneområder«?" in capsys.readouterr().out
    assert run("read", file, "--answer", "Emneområder=Budgetpost") == 0
    assert "Hvad er" not in capsys.readouterr().out
    assert run("read", file, "--answer", "Emneområder") == 2
    assert "OVERSKRIFT=BETYDNING" in capsys.readouterr().err


def test_convert_moves_an_older_form_and_names_what_was_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nyt.xlsx"
    assert run("convert", filled(FOUR), form(STAR), "--out", out) == 1
    assert "Skemaet har intet felt til Øvrige bemærkninger" in capsys.readouterr().out
    assert values(out.read_bytes())[("Budget", "I59")] == 625_000


@pytest.mark.parametrize(
    "words", [[], ["--call", "C01", "--json", "x.json"], ["--json", "a", "--from", "b"]]
)
def test_new_wants_one_thing_to_begin_with(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", tmp_path / "p.budgetdesk", *words) == 2
    assert "budgetdesk new --help" in capsys.readouterr().err


def test_new_from_a_form_with_faults_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "fejl.xlsx"
    file.write_bytes(sheet_of(["Budgetpost", "Beløb"], ["Løn", "mange"], ["Revision", 10]))
    assert run("new", tmp_path / "p.budgetdesk", "--call", "C01", "--from", file) == 1
    assert "»mange«" in capsys.readouterr().out


def test_every_doubt_about_the_figures_is_told(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Session.open(document, "x", read_only=True) as session:
        made = template_jobs.fill_template(session.project, form(STAR), tmp_path / "ud.xlsx")
    change = CellChange(sheet="Budget", cell="I7", before="1", after="2")
    off = Disagreement(sheet="Budget", cell="I7", label="Loen", form="1", program=Money(200))
    doubted = replace(
        made,
        recalculation=Recalculation(formulas=1, differences=(change,)),
        filled=replace(made.filled, disagreements=(off,), not_reckoned=("Budget!I9",)),
    )
    assert not doubted.is_sound
    tell_filled(form(STAR), doubted)
    said = capsys.readouterr().out
    assert "LibreOffice får noget andet i Budget!I7: 2, ikke 1." in said
    assert "skemaet får 1, programmet 2,00 kr." in said
    assert "først regnes ud, når filen åbnes: Budget!I9" in said
    tell_filled(form(STAR), replace(made, recalculation=Recalculation(formulas=9, differences=())))
    assert "LibreOffice har regnet 9 formler efter" in capsys.readouterr().out


def test_all_that_changed_in_a_small_form_is_shown(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = tmp_path / "lille.xlsx"
    small.write_bytes(sheet_of(["Budgetpost", "Beløb"], ["Løn", None], ["Revision", None]))
    assert run("fill", document, small, "--out", tmp_path / "ud.xlsx") == 1
    said = capsys.readouterr().out
    assert "Ark1!B2: tom →" in said
    assert "se dem alle" not in said


def test_our_own_form_is_written_for_a_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "eget.xlsx"
    assert run("form", "C01", "--out", out) == 0
    assert "Skemaet er gemt" in capsys.readouterr().out
    assert run("read", out) == 0
    assert "BudgetDesk" in capsys.readouterr().out
    assert run("form", "C01", "--out", tmp_path / "eget.pdf") == 2
    assert "skal ende på .xlsx" in capsys.readouterr().err


def test_a_budget_to_be_asked_for_is_filled_in_before_it_is_approved(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Session.open(document, "Kim") as session:
        lines = session.project.base_budget.lines
        (year, money), *_ = lines[0].amounts.items()
        assert session.project.approved_budget is None
    assert run("change", document, "--approve", "01-12-2019", "--reference", "19/1") == 0
    move = f"{lines[0].id}:{lines[1].id}:{year}:1.000"
    assert run("change", document, "--move", move, "--reason", "Halv tid.") == 0
    newest = f"v{len(session.project.versions) + 1}"
    before, after = tmp_path / "godkendt.xlsx", tmp_path / "ansøgt.xlsx"
    assert run("fill", document, form(STAR), "--out", before) == 0
    assert run("fill", document, form(STAR), "--out", after, "--version", newest) == 0
    figures = [set(values(file.read_bytes()).values()) for file in (before, after)]
    assert money.ore / 100 in figures[0]
    assert (money.ore - 100_000) / 100 in figures[1]
    assert run("fill", document, form(STAR), "--out", after, "--version", "v9") == 2
    assert "v9" in capsys.readouterr().err
