"""What the command line says of imports, vouchers and the way to the audit."""

from pathlib import Path

from msgspec.structs import replace

from budgetdesk import exchange, sample
from budgetdesk.domain.ledger import VoucherFile
from budgetdesk.domain.value import PostingId, VoucherId
from budgetdesk.operations.ledger import attach_voucher
from budgetdesk.session import Session
from tests.cli.conftest import Run


def test_an_import_is_printed_as_its_journal(run: Run, home: Path, sample_document: Path) -> None:
    ran = run("import", sample_document, sample.ledger_file(), "--pdf", "journal.pdf")
    assert ran.code == 0
    assert "Skrevet: journal.pdf" in ran.out
    assert (home / "journal.pdf").read_bytes().startswith(b"%PDF-")
    form = run("import", sample_document, sample.ledger_file(), "--pdf", "igen.pdf", "--json").form
    assert form["imported"] == 0
    assert (home / "igen.pdf").exists()


def test_check_tells_how_far_it_is_to_the_audit(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    form = run("check", sample_document, "--json").form
    left = form["readiness"]
    assert left["steps_left"] == len(left["steps"]) > 0
    amounts = [step["amount_ore"] for step in left["steps"]]
    assert amounts == sorted(amounts, reverse=True)
    assert form["folder"] is None
    told = run("check", sample_document).out
    assert f"Klar til revision om {left['steps_left']} skridt:" in told
    assert left["steps"][0]["message"] in told


def test_check_looks_through_the_folder_when_asked(
    run: Run, home: Path, sample_document: Path
) -> None:
    run("import", sample_document, sample.ledger_file())
    other = home / "nabo.budgetdesk"
    other.write_bytes(sample_document.read_bytes())
    (home / "i stykker.budgetdesk").write_bytes(b"nej")
    form = run("check", sample_document, "--folder", "--json").form
    assert form["folder"] == {"read": 1, "unread": ["i stykker.budgetdesk"]}
    double = [each for each in form["findings"] if each["code"] == "ledger.claimed_elsewhere"]
    assert [each["facts"]["file"] for each in double] == ["nabo.budgetdesk"]
    told = run("check", sample_document, "--folder").out
    assert "Mappens 1 andet projekt er gennemset" in told
    assert "Kunne ikke læses: i stykker.budgetdesk" in told


def test_a_voucher_s_file_that_is_gone_is_told(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    gone = VoucherFile(
        id=VoucherId(""),
        posting=PostingId("1-2"),
        name="a.pdf",
        size=1,
        sha256="0" * 64,
        path="/findes/ikke/a.pdf",
    )
    with Session.open(sample_document, "Bo") as session:
        session.run("ledger.attach", lambda project: attach_voucher(project, gone), file="a.pdf")
        session.save()
    codes = {each["code"] for each in run("check", sample_document, "--json").form["findings"]}
    assert "ledger.voucher_file_missing" in codes


def test_show_hides_people_unless_it_is_asked_not_to(
    run: Run, home: Path, sample_document: Path
) -> None:
    with Session.open(sample_document, "Bo") as session:
        session.run(
            "project.explain", lambda project: replace(project, explanations={"1": "010180-1234"})
        )
        project = session.project
        session.save()
    hidden = run("show", sample_document, "--json").out
    assert "010180-1234" not in hidden
    whole = run("show", sample_document, "--json", "--with-personal-data").out
    file = home / "hele.json"
    file.write_text(whole, encoding="utf-8")
    assert exchange.read_project(file) == project
