"""The findings as they are shown."""

from pathlib import Path

import pytest

from budgetdesk import exchange, sample
from budgetdesk.cli.findings.words import show_findings
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
