"""The calls as they are listed, shown and checked."""

from pathlib import Path

import pytest

from budgetdesk import paths, rulepacks
from budgetdesk.cli.calls.words import show_rules
from tests.cli.conftest import Run


def test_the_calls_are_listed(run: Run) -> None:
    ran = run("calls", "--json")
    assert ran.code == 0
    first = ran.form["calls"][0]
    assert (first["id"], first["complete"]) == ("C01", True)
    assert "C01 " in run("calls").out


def test_a_broken_pack_of_ones_own_is_told_and_the_others_still_listed(run: Run) -> None:
    folder = paths.user_calls()
    folder.mkdir(parents=True)
    (folder / "egen.toml").write_text('id = "C01"\n', encoding="utf-8")
    form = run("calls", "--json").form
    assert "C01" in [call["id"] for call in form["calls"]]
    assert form["broken"][0]["path"].endswith("egen.toml")
    assert form["broken"][0]["faults"][0]["message"]
    assert "egen.toml« kan ikke bruges:" in run("calls").out


def test_a_call_is_shown_with_every_rule_its_quote_and_what_is_not_known(run: Run) -> None:
    form = run("calls", "show", "C01", "--json").form
    rules = {rule["kind"]: rule for rule in form["rules"]}
    assert rules["cofinancing"]["value"]["percent"] == "20"
    assert "20 procent" in rules["cofinancing"]["sources"][0]["quote"]
    assert "grant_limit" in form["unset"]
    assert rules["grant_limit"]["set"] is False
    shown = run("calls", "show", "C01").out
    assert "Medfinansiering: Mindst 20 %" in shown
    assert "Ikke oplyst i regelsættet:" in shown


def test_a_rule_taken_from_another_document_names_it(run: Run) -> None:
    assert "Tilskudsberettigede" in run("calls", "show", "C02").out


def test_a_place_whose_words_were_not_read_is_shown_without_quotation_marks(run: Run) -> None:
    out = run("calls", "show", "C03").out
    assert "Ansøgningsfrist: Senest 25-02-2022\n    Opslag: Pulje til jobrettede" in out
    assert "»«" not in out


def test_a_pack_is_checked_and_its_faults_named(run: Run, home: Path) -> None:
    shipped = paths.resources() / "calls" / "C01.toml"
    mine = home / "mit.toml"
    mine.write_text(shipped.read_text(encoding="utf-8").replace("percent = 20", "procent = 20"))
    assert run("calls", "check", shipped).code == 0
    good = run("calls", "check", shipped, "--json").form
    assert (good["ok"], good["faults"], good["understood"]["id"]) == (True, [], "C01")
    ran = run("calls", "check", mine)
    assert ran.code == 1
    assert "percent" in ran.out
    form = run("calls", "check", mine, "--json").form
    assert form["ok"] is False
    assert form["faults"][0]["line"] > 1
    assert form["faults"][0]["message"]


def test_a_call_that_says_everything_has_nothing_unset(capsys: pytest.CaptureFixture[str]) -> None:
    call = rulepacks.load_call("C01")
    known = tuple(row for row in rulepacks.describe(call) if row.is_set)
    show_rules(call, known)
    assert "Ikke oplyst" not in capsys.readouterr().out
