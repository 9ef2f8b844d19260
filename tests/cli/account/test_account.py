"""The account built, written and told."""

from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace

from budgetdesk import exchange, rulepacks, sample
from budgetdesk.domain.personal_data import MASK
from budgetdesk.domain.project import Payment
from budgetdesk.operations.project import explain
from budgetdesk.session import Session
from tests.builders import kr
from tests.cli.conftest import Run

NOON = datetime(2021, 2, 1, 12, tzinfo=UTC)


def test_the_final_account_is_built_and_written(
    run: Run, home: Path, sample_document: Path
) -> None:
    run("import", sample_document, sample.ledger_file())
    ran = run("account", sample_document, "--xlsx", "r.xlsx", "--pdf", "r.pdf", "--json")
    form = ran.form
    assert form["kind"] == "final"
    assert form["period"] == {"from": "2019-12-01", "to": "2020-12-31"}
    assert form["totals"]["budget_ore"] == 81_250_000
    # by hand from the file: salary 304.855,01, consultants 348.437,50 less the 4.750,00 of January
    # 2021, rent 84.000,00 less the 1.500,00 of November 2019, audit 25.000,00
    assert [line["actual_ore"] for line in form["lines"]] == [
        30_485_501,
        34_368_750,
        8_250_000,
        2_500_000,
    ]
    assert form["lines"][1]["deviation_ore"] == 5_631_250
    assert form["lines"][1]["deviation_percent"] == "14.07"
    # 80 % of 756.042,51 is 604.834,008 and rounds down
    assert form["settlement"]["earned_ore"] == 60_483_400
    assert form["settlement"]["claim_ore"] == 60_483_400
    assert form["cofinancing"]["met"] is True
    assert form["signoff"]["kind"] == "auditor"
    assert form["signoff"]["threshold_ore"] == 50_000_000
    assert form["due"] == "2021-03-31"
    assert len(form["digest"]) == 64
    assert (home / "r.xlsx").read_bytes()[:2] == b"PK"
    assert (home / "r.pdf").read_bytes()[:5] == b"%PDF-"
    told = run("account", sample_document, "--pdf", "igen.pdf").out
    assert "Skrevet: igen.pdf" in told
    assert "604.834,00" in told


def test_an_interim_account_covers_what_was_asked(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    form = run("account", sample_document, "--to", "31-03-2020", "--json").form
    assert (form["kind"], form["period"]["to"]) == ("interim", "2020-03-31")
    assert "Delregnskab" in run("account", sample_document, "--to", "31-03-2020").out
    whole = ("--from", "2019-12-01", "--to", "2020-12-31", "--json")
    assert run("account", sample_document, *whole).form["kind"] == "final"
    backwards = run("account", sample_document, "--from", "1-5-2020", "--to", "1-4-2020")
    assert backwards.code == 2


def test_a_project_without_a_period_has_no_account(run: Run, home: Path) -> None:
    run("new", home / "tom.budgetdesk", "--call", "C01")
    ran = run("account", home / "tom.budgetdesk", "--from", "1-1-2020")
    assert ran.code == 2
    assert "periode" in ran.err


def test_who_signs_is_said_to_be_unknown_where_the_call_is_silent(run: Run, home: Path) -> None:
    silent = replace(sample.project(), call=rulepacks.load_call("C02"))
    form = home / "p.json"
    form.write_text(exchange.write_project(silent), encoding="utf-8")
    run("new", home / "p.budgetdesk", "--json", form)
    account = run("account", home / "p.budgetdesk", "--json").form
    assert (account["signoff"]["kind"], account["due"], account["cofinancing"]) == (None,) * 3
    assert "ikke oplyst, se opslaget" in run("account", home / "p.budgetdesk").out


def test_a_grant_of_exactly_500000_is_undecided_and_the_stricter_proposed(
    run: Run, home: Path
) -> None:
    text = exchange.write_project(sample.project())
    text = text.replace('"2020": 62800000', '"2020": 47800000')
    form = home / "p.json"
    form.write_text(text, encoding="utf-8")
    run("new", home / "p.budgetdesk", "--json", form)
    signoff = run("account", home / "p.budgetdesk", "--json").form["signoff"]
    assert (signoff["kind"], signoff["proposed"]) == ("undecided", "auditor")
    assert "foreslået: Revisorpåtegnet" in run("account", home / "p.budgetdesk").out


def test_money_paid_out_above_what_was_earned_is_to_be_paid_back(run: Run, home: Path) -> None:
    paid = Payment(on=date(2020, 6, 1), amount=kr(700_000))
    form = home / "p.json"
    form.write_text(exchange.write_project(replace(sample.finished(NOON), payments=(paid,))))
    run("new", home / "p.budgetdesk", "--json", form)
    settlement = run("account", home / "p.budgetdesk", "--json").form["settlement"]
    assert (settlement["repay_ore"], settlement["claim_ore"]) == (9_516_600, 0)
    assert "Til tilbagebetaling: 95.166,00 kr." in run("account", home / "p.budgetdesk").out


def test_no_number_of_a_person_is_in_the_machine_form(run: Run, sample_document: Path) -> None:
    with Session.open(sample_document, "Bo") as session:
        line = session.project.base_budget.lines[0].id
        session.run("account.explain", lambda p: explain(p, line, "Kim, 010180-1234"), line="Løn")
        session.save()
    told = run("account", sample_document, "--json")
    assert "010180" not in told.out
    assert told.form["lines"][0]["explanation"] == f"Kim, {MASK}"
    assert "010180" in run("account", sample_document).out
    changed = run("changes", sample_document, "--since", "1", "--json").out
    assert "010180" not in changed
    assert MASK in changed
