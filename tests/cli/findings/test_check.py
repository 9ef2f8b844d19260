"""The findings as they are shown."""

from pathlib import Path

import pytest

from budgetdesk import exchange, sample
from budgetdesk.cli.findings.words import show_findings
from tests.checks.test_decisions import counted_hours
from tests.cli.conftest import Run


def test_a_new_budget_has_errors_and_exit_1(run: Run, home: Path) -> None:
    document = home / "tom.budgetdesk"
    run("new", document, "--call", "C01")
    ran = run("check", document, "--json")
    assert ran.code == 1
    form = ran.form
    assert form["counts"]["error"] >= 1
    assert set(form["counts"]) == {"error", "warning", "note"}
    finding = form["findings"][0]
    assert finding["severity"] == "error"
    assert finding["waived"] is None
    assert {"code", "subject", "message", "source", "facts", "fixes"} <= set(finding)
    assert "1. Fejl: " in run("check", document).out


def test_the_classic_mistake_is_found_with_its_smallest_fixes(run: Run, home: Path) -> None:
    text = exchange.write_project(sample.project())
    text = text.replace('"2019": 2200000,\n', '"2019": 4700000,\n')  # grant up, own down
    text = text.replace('"2020": 15700000', '"2020": 13200000')
    form = home / "p.json"
    form.write_text(text, encoding="utf-8")
    run("new", home / "p.budgetdesk", "--json", form)
    findings = run("check", home / "p.budgetdesk", "--json").form["findings"]
    short = next(f for f in findings if f["code"].startswith("funding.cofinancing"))
    assert short["facts"]["missing_ore"] == 2_500_000
    assert "20 procent" in short["source"]["quote"]
    assert [fix["amount_ore"] for fix in short["fixes"]] == [16_250_000, 16_875_000]
    assert all(fix["text"] for fix in short["fixes"])
    assert "Forslag 1: Behold udgifterne" in run("check", home / "p.budgetdesk").out


def test_that_nothing_is_wrong_is_said_too(capsys: pytest.CaptureFixture[str]) -> None:
    show_findings(sample.project(), ())
    assert capsys.readouterr().out == ("Der er ingen bemærkninger.\n0 fejl, 0 advarsler, 0 noter\n")


def test_the_documents_of_the_application_are_told_ready_or_not(run: Run, home: Path) -> None:
    document = home / "tom.budgetdesk"
    run("new", document, "--call", "C01")
    name = "Budget- og regnskabsskema (Excel)"
    form = run("check", document, "--json").form
    assert form["checklist"] == [{"name": name, "ready": False}]
    assert f"Bilag til ansøgningen, mangler: {name}" in run("check", document).out
    offered = [fix for each in form["findings"] for fix in each["fixes"]]
    number = next(fix["number"] for fix in offered if fix["code"] == "documents.ready")
    assert f"Bilag til ansøgningen, klar: {name}" in run("check", document, "--fix", number).out


def test_what_a_decision_rested_on_is_told_when_it_moved(run: Run, home: Path) -> None:
    form = home / "p.json"
    form.write_text(exchange.write_project(counted_hours(9_000)), encoding="utf-8")
    run("new", home / "p.budgetdesk", "--json", form)
    asked = run("check", home / "p.budgetdesk", "--json").form["questions"]
    (question,) = (each for each in asked if each["topic"] == "contribution")
    assert question["outdated"]
    assert question["moved"] == [{"name": "own_hours", "then_ore": 500_000, "now_ore": 900_000}]
    out = run("check", home / "p.budgetdesk").out
    assert "Afgørelsen hvilede på Egne timer, 5.000,00 kr." in out


def test_pages_that_disagree_are_each_told_in_words(run: Run, home: Path) -> None:
    run("new", home / "p.budgetdesk", "--call", "C22")
    out = run("check", home / "p.budgetdesk").out
    assert "Nr. 1, »Opslag: Fritidsjobambassadører" in out
    assert "boligområder«: 9.200.000,00 kr. i alt" in out
    assert "april 2017«: 10.000.000,00 kr. i alt" in out
    run("new", home / "q.budgetdesk", "--call", "C50")
    out = run("check", home / "q.budgetdesk").out
    assert "Senest 03-03-2016 (»fredag den 3. marts 2016«)" in out


def test_a_project_with_an_error_is_never_told_to_be_ready(run: Run, home: Path) -> None:
    document = home / "p.budgetdesk"
    run("new", document, "--call", "C01")
    told = run("check", document)
    assert told.code == 1
    assert "intet mangler" not in told.out
