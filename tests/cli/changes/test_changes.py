"""Versions, differences and changes on the command line: real documents, real output."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from budgetdesk import exchange
from budgetdesk.session import Session
from tests.builders import kr
from tests.changed import approved, moved
from tests.cli.conftest import Run


@pytest.fixture
def document(home: Path) -> Path:
    path = home / "Løft.budgetdesk"
    Session.create(path, approved(), "Kim").close()
    return path


def test_the_life_of_a_change_from_move_to_approval(run: Run, document: Path) -> None:
    letter = document.with_name("brev.pdf")
    ran = run(
        "change", document, "--line", "Transport", "--move", "1:2:2020:300",
        "--move", "Husleje:Transport:2020-2019:50,50", "--reason", "Halv tid.",
        "--reason", "Kørsel.", "--fund", "F-own:2020:900", "--end", "30-06-2021",
        "--letter", letter, "--budget", letter.with_suffix(".xlsx"),
    )  # fmt: skip
    assert ran.code == 0
    assert load_workbook(letter.with_suffix(".xlsx")).sheetnames[0] == "Revideret budget"
    assert letter.read_bytes().startswith(b"%PDF")
    assert "Løn 2020 → Husleje 2020: 300,00 kr. – Halv tid." in ran.out
    assert "Ændringen skal godkendes af tilskudsgiver" in ran.out
    assert "»Omdisponeringer under 10 %" in ran.out

    form = run("change", document, "--reason", "Ny leder.", "--json").form
    assert form["reason"] == "Ny leder."
    assert form["period"] == {"start": "2019-12-01", "end": "2021-06-30"}
    assert [move["amount_ore"] for move in form["moves"]] == [30000, 5050]
    assert form["verdict"] == "ask"
    assert form["base"]["id"] == "v1"


def test_every_version_is_told_side_by_side(run: Run, document: Path) -> None:
    run("change", document, "--line", "Transport", "--move", "1:2:2020:300", "--reason", "Halv.")
    told = run("versions", document, "--lines").out
    assert "v1               v2" in told
    assert "Løn                                          2.000,00         1.700,00" in told
    assert "Transport                                    ikke med             0,00" in told
    form = run("versions", document, "--json").form
    assert form["lines"][1]["amounts_ore"] == {"v1": 200_000, "v2": 230_000}
    assert form["lines"][2] == {
        "id": "3",
        "label": "Transport",
        "amounts_ore": {"v1": None, "v2": 0},
    }
    assert [each["id"] for each in form["funding"]] == ["F-grant", "F-own"]


def test_a_difference_is_written_as_workbook_and_pdf(run: Run, document: Path) -> None:
    run("change", document, "--move", "1:2:2020:300", "--reason", "Halv tid.")
    pdf, xlsx = document.with_name("forskel.pdf"), document.with_name("forskel.xlsx")
    told = run("diff", document, "v1", "v2", "--pdf", pdf, "--xlsx", xlsx).out
    assert pdf.name in told
    assert xlsx.name in told
    assert pdf.read_bytes().startswith(b"%PDF")
    assert load_workbook(xlsx)["Forskel"]["D5"].value == "=C5-B5"


def test_an_answer_is_kept_whether_yes_or_no(run: Run, document: Path) -> None:
    run("change", document, "--move", "1:2:2020:300", "--reason", "Halv tid.")
    run("change", document, "--sent", "01-07-2020")
    refused = run("change", document, "--refuse", "05-07-2020", "--by", "STAR", "--why", "For sent")
    assert refused.code == 0
    run("change", document, "--move", "1:2:2020:300", "--reason", "Igen.")
    run("change", document, "--approve", "01-08-2020", "--reference", "20/99")
    listed = run("versions", document)
    assert "Afslået 05-07-2020 af STAR: For sent" in listed.out
    assert "Godkendt 01-08-2020 (20/99) – regnskabet holdes op imod denne" in listed.out
    form = run("versions", document, "--json").form
    assert (form["base"], form["worked_on"]) == ("v3", "v3")
    assert [each["standing"] for each in form["versions"]] == ["approved", "refused", "approved"]
    audit = run("audit", document)
    assert audit.code == 0
    assert "Ændring 1 afslået" in audit.out


def test_a_free_change_is_taken_into_use_and_one_that_is_not_is_refused(
    run: Run, document: Path
) -> None:
    free = ("--move", "1:2:2020:100", "--reason", "Lidt.", "--take", "01-06-2020")
    assert run("change", document, *free).code == 0
    assert "Taget i brug 01-06-2020 uden godkendelse" in run("versions", document).out
    again = run("change", document, *free)
    assert (again.code, again.out) == (2, "")
    assert "kræver tilskudsgivers godkendelse" in again.err
    assert len(run("versions", document, "--json").form["versions"]) == 2


def test_two_versions_differ_line_by_line(run: Run, document: Path) -> None:
    change = ("--line", "Ny", "--move", "1:2:2020:300", "--reason", "Halv tid.")
    run("change", document, *change, "--fund", "F-own:2020:700")
    pdf = document.with_name("forskel.pdf")
    ran = run("diff", document, "v1", "ændring 1", "--pdf", pdf)
    assert ran.code == 0
    assert "Fra Ansøgt til Ændring 1" in ran.out
    assert "Egen medfinansiering" in ran.out
    assert pdf.exists()
    form = run("diff", document, "v1", "v2", "--json").form
    assert not form["same"]
    pay, rent, new = form["lines"]
    assert (pay["change_ore"], pay["change_percent"]) == (-30000, "-15.00")
    assert rent["years"] == {
        "2020": {"before_ore": 100000, "after_ore": 130000, "change_ore": 30000}
    }
    assert (new["fate"], new["change_percent"]) == ("added", None)
    assert form["funding_change_ore"] == -10000
    assert "De to udgaver er ens." in run("diff", document, "v1", "V1").out


def test_a_note_that_changed_is_told_before_and_after(run: Run, home: Path) -> None:
    project = moved()
    line = replace(project.budget.lines[0], note="Se tilbud.")
    draft = replace(project.budget, lines=(line, *project.budget.lines[1:]))
    path = home / "noter.budgetdesk"
    Session.create(path, replace(project, versions=(project.versions[0], draft)), "Kim").close()
    form = run("diff", path, "v1", "v2", "--json").form
    assert form["lines"][0]["fields"] == {"note": {"before": "Begrundet.", "after": "Se tilbud."}}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("diff", "v1", "v9"), "Udgaverne er: v1"),
        (("change", "--move", "1:2:300"), "ikke en flytning"),
        (("change", "--move", "1:2:2020:mange"), "ikke et beløb"),
        (("change", "--fund", "F-own:300"), "ikke en finansiering"),
        (("change", "--move", "9:2:2020:3", "--reason", "."), "ingen post »9«"),
        (("change", "--move", "1:2:2020:3"), "hvorfor beløbet flyttes"),
        (
            (
                "change", "--move", "1:2:2020:3", "--move", "1:2:2020:3", "--move", "1:2:2020:3",
                "--reason", "a", "--reason", "b",
            ),
            "3 flytninger og 2 begrundelser",
        ),
        (("change", "--letter", "brev.pdf"), "ikke noget at skrive om"),
        (("change", "--approve", "i dag", "--reference", "x"), "er godkendt"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    run: Run, document: Path, words: tuple[str, ...], said: str
) -> None:
    before = run("show", document, "--json").out
    ran = run(words[0], document, *words[1:])
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert run("show", document, "--json").out == before


def test_a_change_that_nobody_asked_for_is_only_shown(run: Run, document: Path) -> None:
    ran = run("change", document)
    assert "Intet er ændret" in ran.out
    assert len(run("audit", document, "--json").form["events"]) == 1


def test_a_change_goes_through_the_exchange_form_unchanged(run: Run, document: Path) -> None:
    run("change", document, "--move", "1:2:2020:300", "--reason", "Halv.", "--end", "30-06-2021")
    run("change", document, "--refuse", "05-07-2020", "--by", "STAR")
    form = document.with_suffix(".json")
    with Session.open(document, "Kim", read_only=True) as session:
        project = session.project
    form.write_text(exchange.write_project(project), encoding="utf-8")
    assert exchange.read_project(form) == project
    assert "Afslået 05-07-2020 af STAR\n" in run("versions", document).out


def test_a_project_is_begun_after_an_earlier_one(run: Run, document: Path) -> None:
    new = document.with_name("ny.budgetdesk")
    period = ("--start", "01-01-2022", "--end", "31-12-2023")
    assert run("new", new, "--like", document, *period, "--amounts").code == 0
    with Session.open(new, "Kim", read_only=True) as session:
        begun = session.project
    assert begun.period is not None
    assert begun.period.end == date(2023, 12, 31)
    assert begun.budget.lines[0].amounts == {2022: kr(1000), 2023: kr(1000)}
    other = document.with_name("andet.budgetdesk")
    assert run("new", other, "--like", document, "--call", "C01").code == 0
    assert "2019" in run("show", other).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--start", "01-01-2022"), "--help"),
        (("--start", "01-01-2022", "--end", "01-01-2021"), "før den begynder"),
        (("--json", "x.json"), "--help"),
    ],
)
def test_a_project_is_not_begun_on_half_of_what_it_takes(
    run: Run, document: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run("new", "ny.budgetdesk", "--like", document, *words)
    assert ran.code == 2
    assert said in ran.err
