"""What stands in the way of a seal, what it keeps, and that nothing shown can change under it."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import budgetdesk
from budgetdesk import jobs, packages, sample
from budgetdesk.accounting.sealing import differences
from budgetdesk.domain.budget import DetailRow
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement, VoucherFile
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project, Signer
from budgetdesk.domain.rules import CallRules, SignoffRule
from budgetdesk.domain.seal import SealedAccount, SealedLine, SealedPart, SignedPaper
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from budgetdesk.domain.value import LineId, PostingId, VoucherId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.project import explain, identify, set_signers
from budgetdesk.operations.sealing import (
    add_seal,
    add_signed,
    before_seal,
    guard,
    reopen,
    set_reservation,
)
from budgetdesk.session import Session
from budgetdesk.writers.differences import difference_words
from tests.builders import A_SOURCE, kr
from tests.packages.sealed import AT, WHY, finished, opened, sealed, sealed_anew
from tests.writers.reading import pdf_text

SEALED = sealed(finished())
AN_ERROR = Finding(severity=Severity.ERROR, code="budget.empty", subject=Subject(kind="project"))


def refused(code: str) -> pytest.RaisesExc[BudgetDeskError]:
    return pytest.raises(BudgetDeskError, match=code.replace(".", r"\."))


def can_undo(session: Session) -> bool:
    return session.undo_step is not None


def undecided() -> Project:
    project = finished()
    rule = SignoffRule(
        source=A_SOURCE,
        classes=(
            SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(1)),
            SignoffClass(kind=SignoffKind.AUDITOR, above=kr(9_000_000)),
        ),
        basis=SignoffBasis.COMMITMENT,
    )
    rules = replace(project.call.rules, signoff=rule)
    return replace(project, call=replace(project.call, rules=rules))


def codes(project: Project, *findings: Finding) -> list[str]:
    return [each.code for each in packages.hindrances(project, findings, on=AT.date())]


def test_a_finished_account_can_be_sealed() -> None:
    assert codes(finished()) == []


def test_everything_in_the_way_is_told_at_once() -> None:
    project = replace(undecided(), signers=())
    assert codes(project, AN_ERROR) == ["seal.blocked", "seal.undecided", "seal.no_signer"]
    with refused("seal.blocked"):
        packages.sealing(project, [AN_ERROR], AT, "Karen")


def test_no_account_is_sealed_before_its_period_is_over() -> None:
    project = finished()
    first = Period(start=date(2019, 12, 1), end=date(2020, 6, 30))
    last, soon = datetime(2020, 12, 31, 12, tzinfo=UTC), datetime(2020, 6, 29, 12, tzinfo=UTC)
    for at, period in ((last, None), (soon, first)):
        with refused("seal.not_over"):
            packages.sealing(project, [], at, "Karen", period)
    assert packages.hindrances(project, [], first, on=date(2020, 7, 1)) == ()


def test_an_account_of_nothing_is_sealed_only_when_each_line_tells_why() -> None:
    project = replace(finished(), ledger=Ledger())
    assert codes(project) == ["seal.no_postings"]
    for line in project.base_budget.lines:
        project = explain(project, line.id, "Projektet begyndte aldrig.")
    assert codes(project) == []


def test_an_account_without_a_period_and_one_sealed_already_cannot_be_sealed() -> None:
    assert codes(replace(finished(), period=None)) == ["account.no_period"]
    assert codes(SEALED) == ["seal.already"]


def test_warnings_do_not_stand_in_the_way() -> None:
    assert codes(finished(), replace(AN_ERROR, severity=Severity.WARNING)) == []


def test_what_is_sealed_is_the_account_line_by_line_and_posting_by_posting() -> None:
    account, seal = jobs.account(finished()), SEALED.seals[-1]
    assert [(line.label, line.actual) for line in seal.lines] == [
        (line.label, line.actual) for line in account.lines
    ]
    assert sum(part.amount.ore for part in seal.parts) == account.reconciliation.imported.ore
    assert (seal.account, seal.earned) == (account.digest, account.settlement.earned)
    assert seal.signers == "Bo Prøve – Jobcenterchef, Lis Eksempel – Økonomichef"


def test_the_package_holds_the_same_contents_whenever_it_is_made() -> None:
    one, other = packages.package_of(SEALED), packages.package_of(SEALED)
    in_seal = [
        file["name"] for file in json.loads(one["Manifest.json"])["files"] if file["in_seal"]
    ]
    assert len(in_seal) == 4
    assert all(one[name] == other[name] for name in (*in_seal, "Regnskab.pdf"))


def test_what_comes_after_the_seal_does_not_change_its_package() -> None:
    paper = SignedPaper(name="u.pdf", size=1, sha256="0" * 64, seal=1, at=AT, by="Karen")
    after = packages.package_of(add_signed(SEALED, paper))
    assert after["Projekt.json"] == packages.package_of(SEALED)["Projekt.json"]


def test_nothing_personal_leaves_the_house_in_a_package() -> None:
    line = finished().base_budget.lines[0].id
    said = "Borger 010203-4444 deltog"
    project = set_reservation(explain(finished(), line, said), said)
    for made in (sealed(project), sealed_anew(sealed(project), "Uden navn")):
        for name, content in packages.package_of(made).items():
            if name.endswith(".json"):
                assert b"010203" not in content, name


def test_no_salary_and_no_employee_leaves_the_house_in_a_package() -> None:
    project = finished()
    version = project.versions[-1]
    row = DetailRow(
        text="Leder",
        year=2020,
        units=Decimal(10),
        unit_price=kr(0),
        annual_cost=kr(577_200),
        employee="M-4711",
    )
    line = replace(version.lines[0], details=(row,))
    lines = (line, *version.lines[1:])
    paid = replace(version, annual_hours=Decimal(1924), lines=lines)
    project = replace(project, versions=(*project.versions[:-1], paid))
    made = packages.sealing(project, (), AT, "Karen")
    content = packages.package_of(made)["Projekt.json"]
    assert b"M-4711" not in content
    assert b"57720000" not in content
    assert b"Leder" in content


def test_a_voucher_tells_of_its_files() -> None:
    project = finished()
    posting = project.ledger.batches[0].postings[0].id
    file = VoucherFile(id=VoucherId("1"), posting=posting, name="f.pdf", size=3, sha256="a" * 64)
    project = replace(project, ledger=replace(project.ledger, vouchers=(file,)))
    vouchers = json.loads(packages.package_of(sealed(project))["Bilag.json"])["vouchers"]
    told = [each["files"] for each in vouchers if each["posting"] == posting]
    assert told == [[{"name": "f.pdf", "size": 3, "sha256": "a" * 64}]]


def test_a_package_needs_a_seal_that_holds() -> None:
    for project in (finished(), reopen(SEALED, WHY)):
        with refused("seal.none"):
            packages.package_of(project)


def test_a_program_that_would_draw_it_up_otherwise_says_so() -> None:
    other = replace(SEALED.seals[-1], digest="0" * 64)
    with refused("seal.other_program"):
        packages.package_of(replace(SEALED, seals=(other,)))
    assert other.version == budgetdesk.__version__


def test_a_new_account_must_differ_from_the_one_before() -> None:
    opened_again = reopen(SEALED, WHY)
    with refused("seal.unchanged"):
        sealed(opened_again)
    anew = sealed_anew(SEALED)
    assert len(anew.seals) == 2
    assert anew.seals[0] == opened_again.seals[0]


def test_the_difference_is_printed_with_the_reason_it_was_opened() -> None:
    files = packages.package_of(sealed_anew(SEALED))
    said = " ".join(pdf_text(files["Regnskab.pdf"]).split())
    assert "Bilag 3 var glemt" in said
    assert "Aflyst en måned." in said


def test_what_the_account_shows_cannot_be_changed_while_it_is_sealed(tmp_path: Path) -> None:
    with opened(tmp_path / "d.budgetdesk", SEALED) as session:
        for step in (
            lambda p: identify(p, title="Andet", journal_number=""),
            lambda p: set_signers(p, ()),
            lambda p: set_reservation(p, "Forbehold"),
        ):
            with refused("seal.locked"):
                session.run("project.identify", step)
        assert session.project == SEALED


def test_sealing_and_opening_again_are_never_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path / "d.budgetdesk") as session:
        session.run("project.identify", lambda p: identify(p, title="Nyt", journal_number="1"))
        assert can_undo(session)
        session.run("seal.seal", sealed, seal="x")
        assert not can_undo(session)
        session.run("seal.reopen", lambda p: reopen(p, WHY), reason=WHY.reason)
        assert not can_undo(session)
        other = replace(session.project, seals=())
        with refused("seal.kept"):
            session.run("seal.seal", lambda _: other)
        forged = (replace(session.project.seals[0], by="En anden"),)
        with refused("seal.kept"):
            session.run("seal.seal", lambda p: replace(p, seals=forged))
        session.run("project.identify", lambda p: identify(p, title="Frit", journal_number="1"))
        session.undo()
        assert session.project.title == "Nyt"


def test_a_reopening_that_was_written_stays_as_it_was() -> None:
    opened_again = reopen(SEALED, WHY)
    other = replace(opened_again.seals[0], reopening=replace(WHY, reason="Noget andet"))
    with refused("seal.kept"):
        guard(opened_again, replace(opened_again, seals=(other,)))


def test_opening_again_needs_a_seal_and_a_reason() -> None:
    with refused("seal.none"):
        reopen(finished(), WHY)
    with refused("seal.no_reason"):
        reopen(SEALED, replace(WHY, reason="  "))
    with refused("seal.already"):
        add_seal(SEALED, SEALED.seals[0], SEALED.accounts[0])


def test_the_project_before_the_seal_is_the_one_that_was_sealed() -> None:
    assert before_seal(SEALED) == finished()


def test_the_same_signed_paper_twice_is_one() -> None:
    paper = SignedPaper(name="u.pdf", size=1, sha256="0" * 64, seal=1, at=AT, by="Karen")
    once = add_signed(SEALED, paper)
    assert add_signed(once, replace(paper, name="kopi.pdf")) is once


def an_account(*parts: SealedPart, **fields: object) -> SealedAccount:
    line = SealedLine(id=LineId("1"), label="Løn", budget=kr(100), actual=kr(90))
    given_fields: dict[str, object] = {"lines": (line,)} | fields
    return replace(SEALED.seals[0], funding=(), parts=parts, **given_fields)


def a_part(amount: int = 50, target: str = "1", **fields: object) -> SealedPart:
    made = SealedPart(
        posting=PostingId("1-2"), voucher="B2", amount=kr(amount), kind=PartKind.COST, target=target
    )
    return replace(made, **fields)


def told(old: SealedAccount, new: SealedAccount) -> list[str]:
    return [difference_words(each) for each in differences(old, new)]


def test_a_posting_that_moved_is_told_with_both_places() -> None:
    to = SealedLine(id=LineId("2"), label="Konsulent", budget=kr(1), actual=kr(0))
    lines = (*an_account().lines, to)
    assert told(an_account(a_part(), lines=lines), an_account(a_part(target="2"), lines=lines)) == [
        "Bilag B2: før Løn (50,00 kr.), nu Konsulent (50,00 kr.)."
    ]
    assert told(an_account(a_part()), an_account(a_part(is_outside=True))) == [
        "Bilag B2: før Løn (50,00 kr.), nu Uden for perioden (50,00 kr.)."
    ]
    assert told(an_account(a_part()), an_account(a_part(kind=None, target=""))) == [
        "Bilag B2: før Løn (50,00 kr.), nu Ikke placeret (50,00 kr.)."
    ]


def test_a_posting_that_came_or_went_is_told_with_its_amount() -> None:
    assert told(an_account(), an_account(a_part())) == ["Bilag B2 er kommet til: 50,00 kr."]
    assert told(an_account(a_part()), an_account()) == ["Bilag B2 er ikke længere med: 50,00 kr."]


def test_lines_figures_and_words_that_changed_are_told() -> None:
    (line,) = an_account().lines
    changed = replace(line, label="Lønninger", budget=kr(1), actual=kr(2), explanation="Fordi")
    new = an_account(
        lines=(changed,), reservation="Et bilag mangler", end=date(2021, 1, 1), earned=kr(5)
    )
    said = told(an_account(), new)
    assert said[0] == "Forbehold: før »(intet)«, nu »Et bilag mangler«."
    assert said[1].startswith("Periode: før 01-12-2019")
    assert said[2].startswith("Optjent tilskud: før")
    assert said[3:] == [
        "Posten »Løn« hedder nu »Lønninger«.",
        "Lønninger, budget: før 100,00 kr., nu 1,00 kr.",
        "Lønninger, regnskab: før 90,00 kr., nu 2,00 kr.",
        "Lønninger, forklaring: før »(intet)«, nu »Fordi«.",
    ]
    assert told(an_account(), an_account(lines=())) == [
        "Løn: posten med 90,00 kr. er ikke længere i regnskabet."
    ]
    assert told(an_account(lines=()), an_account()) == ["Løn: ny post med 90,00 kr."]


def test_sources_that_changed_are_told() -> None:
    row = replace(SEALED.seals[0].funding[0], budget=kr(10), actual=kr(5))
    assert told(an_account(), replace(an_account(), funding=(row,))) == [
        "Tilskud, budget: før 0,00 kr., nu 10,00 kr.",
        "Tilskud, regnskab: før 0,00 kr., nu 5,00 kr.",
    ]
    assert told(replace(an_account(), funding=(row,)), replace(an_account(), funding=(row,))) == []


@given(st.lists(st.integers(-9, 9).map(lambda n: a_part(n * 10)), max_size=4))
@settings(max_examples=20)
def test_an_account_does_not_differ_from_itself(parts: list[SealedPart]) -> None:
    assert differences(an_account(*parts), an_account(*parts)) == ()


def test_a_reservation_stands_in_the_statement() -> None:
    project = set_reservation(finished(), "  Bilag 7 er ikke fundet. ")
    said = pdf_text(packages.package_of(sealed(project))["Regnskab.pdf"])
    assert "Bilag 7 er ikke fundet." in " ".join(said.split())


def test_a_placement_by_hand_is_sealed_and_its_move_is_told() -> None:
    project = finished()
    posting = jobs.account(project).lines[0].parts[0].posting
    part = Part(kind=PartKind.SET_ASIDE, amount=posting.amount, reason="Privat")
    placements = {**project.ledger.placements, posting.id: Placement(parts=(part,), by="Karen")}
    moved = replace(reopen(SEALED, WHY), ledger=replace(project.ledger, placements=placements))
    new = sealed(moved)
    said = [difference_words(each) for each in differences(new.seals[0], new.seals[1])]
    assert any(each.endswith("kr.).") and "nu Holdt uden for projektet" in each for each in said)


def test_a_decision_made_undecided_accounts_sealable() -> None:
    project = undecided()
    decision = Decision(
        topic=Topic.SIGNOFF, answer="auditor", reason="Spurgt", by="Ole", on=date(2021, 2, 1)
    )
    assert codes(project) == ["seal.undecided"]
    assert codes(replace(project, decisions=(*project.decisions, decision))) == []
    assert codes(replace(project, call=replace(project.call, rules=CallRules()))) == []


def test_sealing_to_a_folder_saves_the_document(tmp_path: Path) -> None:
    path, folder = tmp_path / "d.budgetdesk", tmp_path / "pakke"
    with opened(path) as session:
        packages.seal_to(session, folder, jobs.findings(session.project, sample.DAY), AT)
        assert not session.is_unsaved
        packages.seal_to(session, tmp_path / "igen", (), AT)
    with Session.open(path, "Ole", read_only=True) as session:
        assert session.project.seal is not None
    assert {file.name for file in folder.iterdir()} == {
        f.name for f in (tmp_path / "igen").iterdir()
    }


def test_a_document_that_was_never_saved_cannot_be_sealed(tmp_path: Path) -> None:
    with (
        Session.create(None, finished(), "Karen") as session,
        refused("session.no_place"),
    ):
        packages.seal_to(session, tmp_path / "pakke", (), AT)


def test_a_document_that_cannot_be_saved_leaves_no_package(tmp_path: Path) -> None:
    path, folder = tmp_path / "d.budgetdesk", tmp_path / "pakke"
    with opened(path) as session:
        path.unlink()
        with refused("storage.gone"):
            packages.seal_to(session, folder, (), AT)
    assert list(tmp_path.glob("pakke*")) == []


def test_a_signer_without_a_title_is_named_alone() -> None:
    project = set_signers(finished(), (Signer(name="Ole"),))
    assert sealed(project).seals[0].signers == "Ole"
