"""Each command once as it should go, and each way it can be misused."""

import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import exchange, paths, rulepacks, sample
from budgetdesk.cli.calls.words import show_rules
from budgetdesk.cli.commands import COMMANDS
from budgetdesk.cli.findings.words import show_findings
from budgetdesk.domain.project import Payment
from tests.builders import kr
from tests.cli.conftest import Run

NOON = datetime(2021, 2, 1, 12, tzinfo=UTC)


def one_plain_line(said: str) -> bool:
    return said.count("\n") == 1 and "Traceback" not in said


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_without_a_command_the_short_help_is_shown(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert ran.code == 0
    assert "budgetdesk KOMMANDO" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Brug: budgetdesk {command}")


@pytest.mark.parametrize(
    "words",
    [
        ["regnskab"],
        ["check"],
        ["check", "a", "b"],
        ["new", "x.budgetdesk"],
        ["new", "x.txt", "--call", "C01"],
        ["new", "x.budgetdesk", "--call", "C01", "--json", "p.json"],
        ["account", "x.budgetdesk", "--from", "32-13-2020"],
        ["account", "x.budgetdesk", "--to", ""],
        ["import", "x.budgetdesk", "y.csv", "--control-total", "mange"],
        ["import", "x.budgetdesk", "y.csv", "--control-total", ""],
        ["import", "x.budgetdesk", "y.csv", "--only", "PSP"],
        ["calls", "show"],
        ["calls", "show", "C99"],
        ["calls", "slet", "C01"],
        ["show", "findes ikke.budgetdesk"],
    ],
)
def test_what_cannot_be_done_is_one_plain_line_and_exit_2(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert one_plain_line(ran.err)
    assert "usage:" not in ran.err


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


def test_the_audit_trail_holds_and_a_change_behind_our_back_is_found(
    run: Run, home: Path, sample_document: Path
) -> None:
    run("import", sample_document, sample.ledger_file())
    sound = run("audit", sample_document, "--json")
    assert (sound.code, sound.form["ok"], sound.form["fault"]) == (0, True, None)
    assert [event["step"] for event in sound.form["events"]] == ["create", "ledger.import"]
    assert "Kontrolsporet er ubrudt: 2 hændelser" in run("audit", sample_document).out
    forged = home / "forfalsket.budgetdesk"
    shutil.copy(sample_document, forged)
    with sqlite3.connect(forged) as db:
        db.execute("UPDATE posting SET amount_ore = amount_ore + 100 WHERE row = 5")
    broken = run("audit", forged, "--json")
    assert (broken.code, broken.form["ok"]) == (1, False)
    assert "KONTROLSPORET ER BRUDT" in run("audit", forged).out


def test_an_auditors_commands_leave_the_document_as_it_was(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    before = (sample_document.read_bytes(), sample_document.stat().st_mtime_ns)
    for command in ("show", "check", "account", "audit"):
        run(command, sample_document)
    assert (sample_document.read_bytes(), sample_document.stat().st_mtime_ns) == before
    assert [path.name for path in sample_document.parent.glob("Komp*")] == [sample_document.name]


def test_the_demo_goes_the_whole_way_and_twice_in_one_folder(run: Run, home: Path) -> None:
    ran = run("demo", "--out", "eksempel")
    assert ran.code == 0
    assert "14,07 %" in ran.out
    run("demo", "--out", "eksempel")
    names = {path.name for path in (home / "eksempel").iterdir()}
    stems = ("kompetenceloeft", "kompetenceloeft-2")
    assert names == {f"{stem}{end}" for stem in stems for end in (".budgetdesk", ".xlsx", ".pdf")}
    check = run("check", "eksempel/kompetenceloeft.budgetdesk", "--json")
    assert check.form["counts"]["error"] == 0
    (home / "fil").write_text("")
    assert run("demo", "--out", "fil").code == 2


def test_money_paid_out_above_what_was_earned_is_to_be_paid_back(run: Run, home: Path) -> None:
    paid = Payment(on=date(2020, 6, 1), amount=kr(700_000))
    form = home / "p.json"
    form.write_text(exchange.write_project(replace(sample.finished(NOON), payments=(paid,))))
    run("new", home / "p.budgetdesk", "--json", form)
    settlement = run("account", home / "p.budgetdesk", "--json").form["settlement"]
    assert (settlement["repay_ore"], settlement["claim_ore"]) == (9_516_600, 0)
    assert "Til tilbagebetaling: 95.166,00 kr." in run("account", home / "p.budgetdesk").out


def test_that_nothing_is_wrong_is_said_too(capsys: pytest.CaptureFixture[str]) -> None:
    show_findings(sample.project(), ())
    assert capsys.readouterr().out == ("Der er ingen bemærkninger.\n0 fejl, 0 advarsler, 0 noter\n")


def test_a_call_that_says_everything_has_nothing_unset(capsys: pytest.CaptureFixture[str]) -> None:
    call = rulepacks.load_call("C01")
    known = tuple(row for row in rulepacks.describe(call) if row.is_set)
    show_rules(call, known)
    assert "Ikke oplyst" not in capsys.readouterr().out


def test_columns_that_were_taken_for_their_content_are_told_of(
    run: Run, home: Path, sample_document: Path
) -> None:
    ledger = home / "ukendt.csv"
    rows = "Hvornår;Hvad;Kroner\n05-03-2020;Løn;900,00\n06-03-2020;Taxa;70,50\n"
    ledger.write_text(rows, encoding="utf-8")
    assert "valgt ud fra deres indhold" in run("import", sample_document, ledger).out
