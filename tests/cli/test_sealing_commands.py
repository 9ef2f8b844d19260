"""Seal, verify, attach, review, answer, and what changed: as a person types them."""

import json
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pikepdf
import pytest
from msgspec.structs import replace

from budgetdesk import paths
from budgetdesk.domain.review import Mark, Review
from budgetdesk.reviews import read_review, review_file
from budgetdesk.session import Session
from tests.cli.conftest import Run, one_plain_line
from tests.importers.signing import a_person, signed_by
from tests.packages.sealed import finished
from tests.templates.books import form


@pytest.fixture
def document(home: Path) -> Path:
    """The finished sample, saved."""
    path = home / "Løft.budgetdesk"
    Session.create(path, finished(), "Karen").close()
    return path


@pytest.mark.parametrize("command", ["seal", "reopen", "verify", "attach", "review", "changes"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Brug: budgetdesk {command}")


def test_a_life_from_the_seal_to_the_next_one(run: Run, document: Path, home: Path) -> None:
    ran = run("seal", document, "--out", home / "pakke", "--json")
    assert (ran.code, len(ran.form["files"])) == (0, 7)
    assert run("verify", home / "pakke").code == 0
    assert run("verify", home / "pakke", "--json").form["ok"]
    again = run("seal", document, "--out", home / "pakke")
    assert (again.code, "findes allerede" in again.err) == (2, True)
    assert ran.form["seal"] in run("seal", document, "--out", home / "igen").out
    opened = run("reopen", document, "--reason", "Bilag 3 var glemt")
    assert (opened.code, "genåbnet" in opened.out) == (0, True)
    assert run("reopen", document, "--reason", "igen").code == 2
    assert "magen til" in run("seal", document, "--out", home / "ny").err
    (home / "pakke" / "Bilag.json").unlink()
    broken = run("verify", home / "pakke")
    assert (broken.code, "MANGLER" in broken.out) == (1, True)
    changed = run("changes", document, "--since", "seal")
    assert "Regnskabet genåbnet: Bilag 3 var glemt." in changed.out


def test_interim_accounts_are_sealed_beside_each_other(
    run: Run, document: Path, home: Path
) -> None:
    first = ("--to", "30-06-2020")
    ran = run("seal", document, *first, "--out", home / "en", "--json")
    assert (ran.code, ran.form["kind"]) == (0, "interim")
    assert ran.form["period"] == {"from": "2019-12-01", "to": "2020-06-30"}
    second = ("--from", "01-07-2020", "--to", "30-09-2020")
    said = run("seal", document, *second, "--out", home / "to")
    assert "Delregnskab for 01-07-2020 – 30-09-2020 er forseglet." in said.out
    assert "Delregnskab for 01-12-2019 – 30-06-2020" in run("verify", home / "en").out
    (earlier,) = run("account", document, *second, "--json").form["earlier_accounts"]
    assert earlier["period"]["end"] == "2020-06-30"
    assert "bygger videre" in run("reopen", document, "--reason", "Fejl", *first).err
    assert run("reopen", document, "--reason", "Fejl", *second).code == 0
    assert run("seal", document, "--again", 2, "--out", home / "igen").code == 0
    assert run("verify", home / "igen").code == 0
    assert run("seal", document, "--again", 9, "--out", home / "x").code == 2
    whole = ("--from", "01-12-2019", "--to", "31-12-2020")
    assert run("seal", document, *whole, "--out", home / "alt", "--json").form["kind"] == "final"
    assert run("reopen", document, "--reason", "Fejl", *whole).code == 0


def test_a_signed_account_comes_back(run: Run, document: Path, home: Path) -> None:
    paper, content = home / "Underskrevet.pdf", signed_by(a_person("Ole Olsen"))
    paper.write_bytes(content)
    assert "ikke noget forseglet" in run("attach", document, paper).err
    run("seal", document, "--out", home / "pakke")
    ran = run("attach", document, paper)
    assert (ran.code, "dækker hele dokumentet" in ran.out) == (0, True)
    [told] = run("attach", document, paper, "--json").form["signatures"]
    assert (told["is_intact"], told["certificate"]) == (True, "self_signed")
    paper.write_bytes(content.replace(b"/MediaBox [ 0 0 612", b"/MediaBox [ 0 0 613", 1))
    assert run("attach", document, paper).code == 1
    with Session.open(document, "Ole", read_only=True) as session:
        kept = session.project.signed
        assert [each.seal for each in kept] == [1, 1]
        assert session.content(kept[0].sha256) == content


def test_a_scan_has_no_signature_to_read(run: Run, document: Path, home: Path) -> None:
    run("seal", document, "--out", home / "pakke")
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(home / "scan.pdf")
    assert "ingen elektronisk underskrift" in run("attach", document, home / "scan.pdf").out


def drawn(run: Run, document: Path, *more: object) -> Review:
    out = document.with_suffix(".revision")
    out.unlink(missing_ok=True)
    size = ("--size", 4)
    ran = run("audit", document, "--sample", "mus", *size, "--seed", "X", "--out", out, *more)
    assert ran.code == 0, ran.err
    return read_review(out)


def test_the_same_seed_draws_the_same_rows(run: Run, document: Path) -> None:
    one, other = drawn(run, document), drawn(run, document, "--json")
    assert [item.posting for item in one.items] == [item.posting for item in other.items]
    assert len(one.items) == 4
    made_up = run("audit", document, "--sample", "random", "--size", 2, "--json").form
    again = ("--size", 2, "--seed", made_up["seed"], "--json")
    assert run("audit", document, "--sample", "random", *again).form["items"] == made_up["items"]
    above = run("audit", document, "--sample", "above", "--at-least", "20.000")
    assert "Fra og med 20.000,00 kr." in above.out
    stratified = run("audit", document, "--sample", "stratified", "--size", 4)
    assert "Tilfældig på hver post" in stratified.out


def test_a_sample_is_never_written_over_a_file(run: Run, document: Path, home: Path) -> None:
    (home / "r.revision").write_text("mit")
    out = ("--out", home / "r.revision")
    ran = run("audit", document, "--sample", "random", "--size", 2, *out)
    assert (ran.code, (home / "r.revision").read_text()) == (2, "mit")


def test_a_review_comes_in_and_is_answered(run: Run, document: Path, home: Path) -> None:
    assert "ingen gennemgang" in run("review", document).out
    review = drawn(run, document)
    asked = replace(review.items[0], mark=Mark.QUESTION, note="Hvor er bilaget?")
    wrong = replace(
        review.items[1], mark=Mark.FINDING, note="Mangler", deducted=review.items[1].amount
    )
    file = home / "tilbage.revision"
    file.write_bytes(review_file(replace(review, items=(asked, wrong, *review.items[2:]))))
    read = run("review", document, file)
    assert read.code == 1
    assert "Hvor er bilaget?" in read.out
    assert "Trækkes fra" in read.out
    answered = run("review", document, "--answer", 1, "--text", "Vedlagt")
    assert (answered.code, "Vedlagt" in answered.out) == (1, True)
    last = run("review", document, "--answer", 2, "--text", "Enig", "--json")
    assert last.code == 0
    assert last.form["reviews"][0]["items"][1]["answer"] == "Enig"
    assert run("review", document).code == 0
    assert run("review", document, file).code == 0
    assert len(run("review", document, "--json").form["reviews"]) == 1


@pytest.mark.parametrize(
    "words", [["--answer", "9", "--text", "x"], ["--answer", "1", "--text", ""]]
)
def test_an_answer_needs_words_and_something_to_answer(
    run: Run, document: Path, home: Path, words: list[str]
) -> None:
    assert run("review", document, *words).code == 2
    run("review", document, _written(run, document, home))
    assert run("review", document, *words).code == 2


def _written(run: Run, document: Path, home: Path) -> Path:
    file = home / "r.revision"
    file.write_bytes(review_file(drawn(run, document)))
    return file


def test_a_changed_or_foreign_review_is_refused(run: Run, document: Path, home: Path) -> None:
    file = _written(run, document, home)
    whole = json.loads(file.read_bytes())
    assert whole["format"] == "budgetdesk.review"
    file.write_bytes(file.read_bytes().replace(b'"seed": "X"', b'"seed": "Y"'))
    assert "ændret" in run("review", document, file).err
    file.write_bytes(b"{}")
    assert "ikke en gennemgang" in run("review", document, file).err
    assert "kan ikke læses" in run("review", document, home / "væk").err
    file.write_bytes(review_file(replace(drawn(run, document), account="0" * 64)))
    assert "andet regnskab" in run("review", document, file).err


def test_what_changed_is_told_and_printed(run: Run, document: Path, home: Path) -> None:
    with Session.open(document, "Ole") as session:
        session.run("project.identify", lambda p: replace(p, title="Nyt navn"))
        session.save()
    told = run("changes", document, "--since", 1, "--pdf", home / "c.pdf")
    assert "Projektets navn: før Kompetenceløft i jobcentret, nu Nyt navn." in told.out
    assert (home / "c.pdf").read_bytes().startswith(b"%PDF")
    [change] = run("changes", document, "--since", 1, "--json").form["changes"]
    assert change["user"] == "Ole"
    assert "Nyt navn" in run("changes", document, "--since", "01-01-2020").out
    assert "Intet er ændret." in run("changes", document, "--since", 2).out
    for wrong in ("v9", "seal"):
        assert run("changes", document, "--since", wrong).code == 2


WRITING = {
    "account": ("account", "--pdf", "x.pdf"),
    "workbook": ("account", "--xlsx", "x.xlsx"),
    "interim": ("account", "--to", "31-12-2019", "--pdf", "x.pdf"),
    "exchange": ("show", "--out", "x.json"),
    "changes": ("changes", "--since", "1", "--pdf", "x.pdf"),
    "sample": ("audit", "--sample", "random", "--size", "3", "--out", "x.revision"),
    "difference": ("diff", "v1", "v1", "--pdf", "x.pdf"),
    "form": ("fill", form("numbered_rows"), "--out", "x.xlsx"),
    "seal": ("seal", "--out", "x"),
}


@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING)
def test_a_total_that_differs_stops_whatever_would_be_written(
    run: Run, document: Path, home: Path, words: tuple[str | Path, ...]
) -> None:
    """A posting of no import: the one way to the sum counts it, the other never sees it."""
    with closing(connect(document)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE posting SET batch = 77 WHERE id = (SELECT max(id) FROM posting)")
    before = document.read_bytes()
    command, *rest = words
    ran = run(command, document, *rest)
    assert (ran.code, one_plain_line(ran.err)) == (2, True)
    [report] = (paths.logs()).glob("*.txt")
    assert str(report) in ran.err
    assert "FiguresDifferError" in report.read_text(encoding="utf-8")
    assert sorted(each.name for each in home.iterdir()) == [document.name]
    assert document.read_bytes() == before
    report.unlink()


def test_without_room_for_a_report_the_bug_is_told_all_the_same(
    run: Run, document: Path, home: Path
) -> None:
    with closing(connect(document)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE posting SET batch = 77")
    paths.logs().parent.mkdir(parents=True, exist_ok=True)
    paths.logs().write_bytes(b"no folder")
    ran = run("account", document, "--pdf", home / "x.pdf")
    assert (ran.code, one_plain_line(ran.err)) == (2, True)
    assert "Dokumentet er, som det var" in ran.err


def test_what_was_written_is_told_from(run: Run, document: Path, home: Path) -> None:
    run("account", document, "--pdf", home / "Regnskab.pdf")
    run("account", document, "--take", "--json")
    since = run("changes", document, "--since", "Regnskab.pdf", "--json").form
    assert [each["words"].split(":")[0] for each in since["changes"]] == ["Aflagte regnskaber"]
    assert run("changes", document, "--since", "export", "--json").form == since
    assert run("changes", document, "--since", "account", "--json").form["changes"] == []
    listed = run("audit", document).out
    assert "Regnskabet gemt som PDF: Regnskab.pdf" in listed


def test_an_auditors_copy_is_not_touched(run: Run, document: Path, home: Path) -> None:
    before = document.read_bytes()
    ran = run("account", document, "--pdf", home / "a.pdf", "--read-only")
    assert "ikke i kontrolsporet" in ran.err
    with Session.open(document, "Ole"):
        ran = run("account", document, "--xlsx", home / "a.xlsx")
        assert "ikke i kontrolsporet" in ran.err
    assert document.read_bytes() == before
    assert {each.name for each in home.iterdir()} == {document.name, "a.pdf", "a.xlsx"}
