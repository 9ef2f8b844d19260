"""Writing packs with the command line: help, check, copy, upgrade."""

import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import paths
from budgetdesk.cli import main
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import NoteRule
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.project import new_project, upgrade_call
from budgetdesk.rulepacks import copy_call, load_call, read_pack
from budgetdesk.session import Session
from tests.builders import A_SOURCE, a_budget, a_call, a_line, kr
from tests.rulepacks.packs import HEAD, write


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    monkeypatch.setattr(paths, "user_calls", lambda: folder)
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(words) == code
    return "".join(capsys.readouterr())


def test_the_page_and_the_folder_are_shown(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    assert "# Skriv et regelsæt" in said(capsys, "calls", "help")
    assert "# Skriv et regelsæt" in said(capsys, "help", "regelsæt")
    assert f"Dine egne regelsæt lægges i mappen {own}" in said(capsys, "calls")


def test_a_good_pack_is_told_back_with_what_it_leaves_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write(tmp_path, HEAD + '[rules.notes]\nsource = { document = "opslag" }\n')
    told = said(capsys, "calls", "check", str(path))
    assert "Sådan er det forstået:" in told
    assert "Noter til budgettet: Hver budgetpost forklares med en note." in told
    assert "Ikke oplyst i regelsættet: Puljens størrelse" in told
    form = json.loads(said(capsys, "calls", "check", str(path), "--json"))
    assert form["ok"]
    assert "notes" not in form["unset"]
    assert "deadline" in form["unset"]


def test_a_bad_pack_is_told_by_line_and_nothing_more(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write(tmp_path, HEAD + "[rules.nots]\n")
    told = said(capsys, "calls", "check", str(path), code=1)
    assert (
        "Linje 11, rules.nots: Nøglen »nots« kendes ikke her. Mente du »notes«? De mulige er: notes"
        in told
    )
    assert "Sådan er det forstået" not in told
    form = json.loads(said(capsys, "calls", "check", str(path), "--json", code=1))
    assert (form["ok"], form["understood"], form["unset"]) == (False, None, [])


def test_a_copy_is_a_pack_of_ones_own_and_never_overwrites(
    capsys: pytest.CaptureFixture[str], own: Path
) -> None:
    said(capsys, "calls", "copy", "C01")
    copy = own / "C01-kopi.toml"
    assert read_pack(copy).id == "C01-kopi"
    assert load_call("C01-kopi").rules == load_call("C01").rules
    assert "Den bliver ikke overskrevet" in said(capsys, "calls", "copy", "C01", code=2)


def test_a_copy_goes_where_it_is_asked_to_or_says_why_not(own: Path, tmp_path: Path) -> None:
    assert copy_call("C02", tmp_path / "mit.toml").exists()
    own.write_text("en fil, hvor mappen skulle være", encoding="utf-8")
    for target in (None, tmp_path / f"{'n' * 300}.toml"):
        with pytest.raises(BudgetDeskError) as raised:
            copy_call("C03", target)
        assert raised.value.code in ("rulepacks.not_written", "rulepacks.exists")
    with pytest.raises(BudgetDeskError):
        copy_call("C99")


def an_old_document(tmp_path: Path) -> Path:
    """A document whose copy of the call lacks what the pack has learnt since."""
    call = load_call("X01")
    older = replace(
        call,
        rules=replace(call.rules, carry_over=None, notes=NoteRule(source=A_SOURCE)),
        facts={"pay_rates": "Som aftalt"},
    )
    path = tmp_path / "gammelt.budgetdesk"
    with Session.create(path, new_project(older), "Karen"):
        return path


def test_the_documents_copy_is_changed_only_on_purpose(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = an_old_document(tmp_path)
    shown = said(capsys, "calls", "upgrade", str(path))
    assert "Overførsel mellem år\n    før: Ikke oplyst, se opslaget.\n    nu:  frit op til" in shown
    assert "Dokumentet er ikke ændret" in shown
    with Session.open(path, "Karen", read_only=True) as session:
        assert session.project.call.rules.carry_over is None
    form = json.loads(said(capsys, "calls", "upgrade", str(path), "--json"))
    assert not form["done"]
    assert "Løn og satser" in [each["name"] for each in form["changes"]]
    assert "er skiftet i dokumentet" in said(capsys, "calls", "upgrade", str(path), "--yes")
    with Session.open(path, "Karen", read_only=True) as session:
        assert session.project.call == load_call("X01")
    assert "har allerede reglerne" in said(capsys, "calls", "upgrade", str(path))


def test_the_change_can_be_undone() -> None:
    call = load_call("X01")
    older = replace(call, rules=replace(call.rules, carry_over=None))
    with Session.create(None, new_project(older), "Karen") as session:
        session.run("project.upgrade_call", lambda p: upgrade_call(p, call), call=call.id)
        assert session.project.call == call
        session.undo()
        assert session.project.call == older


def test_a_document_never_changes_to_another_call() -> None:
    with pytest.raises(BudgetDeskError) as raised:
        upgrade_call(new_project(load_call("C01")), a_call())
    assert raised.value.code == "project.other_call"


def test_the_project_is_shown_with_its_due_days_and_expected_payments(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    period = Period(start=date(2022, 7, 1), end=date(2024, 6, 30))

    def told(call_id: str, **parts: Money) -> str:
        path = tmp_path / f"{call_id}.budgetdesk"
        budget = a_budget(a_line("1", kr(1000), parts=parts), grant=kr(1000))
        project = replace(new_project(load_call(call_id)), period=period, versions=(budget,))
        with Session.create(path, project, "Karen"):
            return said(capsys, "show", str(path))

    general = told("X01")
    assert "Delregnskab for 01-07-2022 til 31-12-2022: dagen er ikke oplyst" in general
    assert "Sidste dag at søge forlængelse: 30-06-2024" in general
    assert "Ventet udbetaling: 125,00 kr., 01-07-2022" in general
    assert "Ventet udbetaling: 400,00 kr., på grundlag af det endelige regnskab, når" in told("C41")
    assert "Ventet udbetaling: 1.000,00 kr., K1" in told("X22", K1=kr(1000))
