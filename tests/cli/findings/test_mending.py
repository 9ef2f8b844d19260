"""Findings mended, waived and decided on the command line."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import exchange, sample
from tests.checks.asked import the_budget, the_project
from tests.checks.test_limits_told import EUROS, signed_by
from tests.cli.conftest import Run, one_plain_line


@pytest.fixture
def short(run: Run, home: Path) -> Path:
    """A document whose own share is too small, with a line that has no note."""
    text = exchange.write_project(sample.project())
    text = text.replace('"2019": 2200000,\n', '"2019": 4700000,\n')
    text = text.replace('"2020": 15700000', '"2020": 13200000')
    project = exchange.read_project(written(home / "p.json", text))
    (version, *_) = project.versions
    lines = (replace(version.lines[0], note=""), *version.lines[1:])
    project = replace(project, versions=(replace(version, lines=lines, approval=None),))
    run(
        "new",
        home / "p.budgetdesk",
        "--json",
        written(home / "p.json", exchange.write_project(project)),
    )
    return home / "p.budgetdesk"


def written(file: Path, words: str) -> Path:
    file.write_text(words, encoding="utf-8")
    return file


def test_a_fix_is_followed_by_its_number_and_kept(run: Run, short: Path) -> None:
    before = run("check", short, "--json").form
    first = before["findings"][0]
    assert first["arithmetic"][0].startswith("20 % af 812.500,00 kr. = 162.500,00 kr.; I har ")
    assert first["place"] == "siden Finansiering, linjen »Egen medfinansiering«"
    after = run("check", short, "--fix", first["fixes"][0]["number"], "--json").form
    assert first["code"] not in [each["code"] for each in after["findings"]]
    assert run("check", short, "--json").form == after
    assert "Forslag fulgt: Behold udgifterne" in run("audit", short).out


def test_a_demand_is_waived_with_the_permission_and_taken_back(run: Run, short: Path) -> None:
    form = run("check", short, "--json").form
    note = next(each for each in form["findings"] if each["code"] == "budget.no_note")
    assert note["waivable"] == "permission"
    said = ("--waive", note["number"], "--reason", "Aftalt")
    refused = run("check", short, *said)
    assert (refused.code, one_plain_line(refused.err)) == (2, True)
    form = run("check", short, *said, "--permission", "Brev 12", "--by", "Ida", "--json").form
    waived = form["findings"][-1]
    assert (waived["code"], waived["waived"]["by"]) == ("budget.no_note", "Ida")
    assert (waived["waived"]["reason"], waived["waived"]["permission"]) == ("Aftalt", "Brev 12")
    assert form["waived"] == 1
    out = run("check", short).out
    assert "tilskudsgivers tilladelse (Brev 12): Aftalt" in out
    assert "1 bemærkning er fraveget" in out
    back = run("check", short, "--unwaive", waived["number"], "--json").form
    assert back["waived"] == 0


@pytest.mark.parametrize("words", [("--fix", 99), ("--waive", 99), ("--unwaive", 0), ("--fix", 2)])
def test_a_number_that_leads_nowhere_is_told(run: Run, short: Path, words: tuple[str, int]) -> None:
    ran = run("check", short, *words)
    assert (ran.code, ran.out) == (2, "")
    assert one_plain_line(ran.err)


def test_a_decision_is_made_by_following_its_fix(run: Run, home: Path) -> None:
    budget = the_budget(625_000)
    form = written(home / "p.json", exchange.write_project(the_project(budget)))
    run("new", home / "p.budgetdesk", "--json", form)
    said = ("check", home / "p.budgetdesk", "--fix", 1)
    assert run(*said).code == 2
    after = run(*said, "--reason", "Brev fra styrelsen", "--json").form
    assert "signoff.undecided" not in [each["code"] for each in after["findings"]]


def test_a_question_is_shown_with_its_answers_and_decided(run: Run, home: Path) -> None:
    form = written(home / "p.json", exchange.write_project(the_project(the_budget(625_000))))
    document = home / "p.budgetdesk"
    run("new", document, "--json", form)
    asked = run("check", document, "--json").form["questions"]
    assert [(each["topic"], each["open"], each["proposed"]) for each in asked] == [
        ("signoff", True, "auditor")
    ]
    shown = run("check", document).out
    assert "Uafgjort: Påtegning [signoff" in shown
    assert "auditor: Revisorpåtegnet (foreslået)" in shown
    said = ("decide", document, "signoff", "management", "--reason", "Brev 12", "--by", "Ida")
    assert "Ledelsespåtegnet, besluttet af Ida" in run(*said).out
    form = run(*said, "--json").form
    assert form["questions"][0]["decision"]["answer"] == "management"
    assert form["questions"][0]["open"] is False
    refused = run("decide", document, "signoff", "ingen", "--reason", "Brev")
    assert (refused.code, one_plain_line(refused.err)) == (2, True)


def test_a_rate_is_told_with_a_comma_and_an_unclear_one_is_refused(run: Run, home: Path) -> None:
    document = home / "e.budgetdesk"
    form = written(home / "e.json", exchange.write_project(signed_by(*EUROS)))
    run("new", document, "--json", form)
    shown = run("check", document)
    assert "Uafgjort: Valutakurs (EUR) [exchange_rate EUR]" in shown.out
    assert "Oplys kursen: kroner for én EUR." in shown.out
    refused = run("check", document, "--fix", 1, "--reason", "Brev")
    assert (refused.code, "budgetdesk decide" in refused.err) == (2, True)
    said = ("--about", "EUR", "--reason", "Nationalbanken")
    unclear = run("decide", document, "exchange_rate", "7.461", *said)
    assert (unclear.code, "er ikke en kurs" in unclear.err) == (2, True)
    run("decide", document, "exchange_rate", "7,461", *said)
    assert "7,461 kr. for én, besluttet af" in run("check", document).out
