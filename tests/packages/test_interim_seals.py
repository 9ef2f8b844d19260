"""Interim accounts sealed one after another, each kept for ever beside a project that goes on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import exchange, finding_jobs, jobs, packages, sample
from budgetdesk.domain.account import AccountKind, CorrectionKind
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, Severity
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.rules import InterimEvery, InterimRule
from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from budgetdesk.operations.account import take, take_back
from budgetdesk.operations.project import decide, identify, set_payments, set_signers
from budgetdesk.operations.sealing import guard, reopen, set_reservation
from budgetdesk.session import Session
from budgetdesk.verify import verify
from budgetdesk.verify.told import form, lines
from tests.builders import A_SOURCE, a_posting, kr
from tests.packages.sealed import AT, WHY, finished, opened
from tests.packages.test_sealing import AN_ERROR, refused
from tests.writers.reading import pdf_text

WHOLE = jobs.whole_period(finished())
FIRST = Period(start=WHOLE.start, end=date(2020, 6, 30))
SECOND = Period(start=date(2020, 7, 1), end=date(2020, 9, 30))
NOTHING = ()


def interim_rule(*classes: SignoffClass, **fields: object) -> InterimRule:
    made = {"every": InterimEvery.HALF_YEAR, "months": 2} | fields
    return InterimRule(source=A_SOURCE, classes=classes, **made)  # type: ignore[arg-type]


def with_rule(rule: InterimRule, project: Project | None = None) -> Project:
    held = project or finished()
    rules = replace(held.call.rules, interim_account=rule)
    return replace(held, call=replace(held.call, rules=rules))


SIGNED_BY_MANAGEMENT = with_rule(interim_rule(SignoffClass(kind=SignoffKind.MANAGEMENT)))


def sealed(project: Project, *periods: Period | None) -> Project:
    for period in periods:
        project = packages.sealing(project, NOTHING, AT, "Karen", period)
    return project


def more(project: Project, day: date, kroner: int) -> Project:
    """One more posting on the first line, in the first import."""
    batch = project.ledger.batches[0]
    row = max(posting.row for posting in batch.postings) + 1
    line = project.base_budget.lines[0].id
    posting = a_posting(row, kr(kroner), posting_date=day, voucher=f"N{row}")
    part = Part(kind=PartKind.COST, amount=posting.amount, target=line)
    placed = {**project.ledger.placements, posting.id: Placement(parts=(part,))}
    batches = (replace(batch, postings=(*batch.postings, posting)), *project.ledger.batches[1:])
    return replace(project, ledger=replace(project.ledger, batches=batches, placements=placed))


def through_the_form(project: Project, folder: Path) -> Project:
    """The project as another document gets it: without the bytes of packages and vouchers."""
    file = folder / "projekt.json"
    file.write_text(exchange.write_project(project), encoding="utf-8")
    return exchange.read_project(file)


def _codes(project: Project, findings: Sequence[Finding]) -> list[str]:
    """What is in the way of the first interim account."""
    found = packages.hindrances(project, findings, FIRST, on=AT.date())
    return [each.code for each in found]


def test_to_seal_an_interim_account_is_to_take_it() -> None:
    project = sealed(finished(), FIRST)
    (taken,), (seal,) = project.accounts, project.seals
    assert (taken.period, seal.period, seal.kind) == (FIRST, FIRST, AccountKind.INTERIM)
    assert (taken.digest, taken.on, taken.by) == (seal.account, AT.date(), "Karen")
    assert seal.numbers == taken.numbers
    assert project.seal_of(FIRST) is seal
    assert (project.seal, project.seal_of(SECOND)) == (None, None)
    assert _codes(project, NOTHING) == ["seal.already"]


def test_an_account_taken_before_it_was_sealed_is_taken_anew() -> None:
    project = finished()
    taken = take(project, jobs.account(project, FIRST), on=date(2020, 7, 2), by="Kim")
    moved_on = more(taken, date(2020, 6, 1), 70)
    (account,) = sealed(moved_on, FIRST).accounts
    assert (account.on, account.by) == (AT.date(), "Karen")
    assert account.added == jobs.account(project, FIRST).actual + kr(70)
    later = take(taken, jobs.account(taken, SECOND), on=date(2020, 10, 2), by="Kim")
    with refused("seal.later_taken"):
        sealed(later, FIRST)


def test_several_hold_side_by_side_and_the_next_shows_earlier_and_this() -> None:
    project = sealed(finished(), FIRST, SECOND)
    assert [each.holds for each in project.seals] == [True, True]
    second = jobs.account(project, SECOND)
    assert second.earlier == jobs.account(project, FIRST).actual
    assert second.earlier + second.this == second.actual
    numbers = [*project.seals[0].numbers.values(), *project.seals[1].numbers.values()]
    assert numbers == list(range(1, len(numbers) + 1))
    closed = sealed(project, None)
    assert closed.seal is closed.seals[2]
    assert closed.seals[2].kind is AccountKind.FINAL
    for period in (FIRST, SECOND, None, Period(start=WHOLE.start, end=date(2020, 8, 31))):
        with refused("seal.already"):
            sealed(closed, period)


def test_the_project_goes_on_beside_a_sealed_interim_account(tmp_path: Path) -> None:
    with opened(tmp_path / "d.budgetdesk", sealed(finished(), FIRST)) as session:
        session.run("project.identify", lambda p: identify(p, title="Nyt", journal_number="1"))
        session.run("ledger.place", lambda p: more(p, date(2020, 5, 1), 40))
        (correction,) = jobs.account(session.project, SECOND).corrections
        assert (correction.kind, correction.change) == (CorrectionKind.LATE, kr(40))
        forged = replace(session.project.accounts[0], by="En anden")
        for accounts in ((forged,), ()):
            changed = replace(session.project, accounts=accounts)
            with refused("seal.kept"):
                session.run("account.take_back", lambda _, made=changed: made)  # type: ignore[misc]
        with refused("account.is_sealed"):
            session.run("account.take_back", take_back)


def test_only_the_last_account_is_opened_again_and_its_numbers_stand() -> None:
    project = sealed(finished(), FIRST, SECOND)
    with refused("seal.later_taken"):
        reopen(project, WHY, FIRST)
    with refused("seal.none"):
        reopen(project, WHY, WHOLE)
    back = reopen(project, WHY, SECOND)
    assert back == reopen(project, WHY)
    assert [each.holds for each in back.seals] == [True, False]
    assert [each.period for each in back.accounts] == [FIRST]
    anew = sealed(more(back, date(2020, 7, 2), 30), SECOND)
    kept, new = anew.seals[1], anew.seals[2]
    assert kept == back.seals[1]
    assert set(new.numbers) - set(kept.numbers) == set(new.numbers)
    last = max(kept.numbers.values())
    assert list(new.numbers.values()) == [last + 1]
    guard(back, anew)
    with refused("seal.unchanged"):
        sealed(back, SECOND)


def test_the_gate_of_an_interim_account_is_its_own() -> None:
    project = replace(SIGNED_BY_MANAGEMENT, signers=())
    assert _codes(project, [AN_ERROR]) == [
        "seal.blocked", "seal.no_signer",
    ]  # fmt: skip
    assert jobs.account(project, FIRST).signoff.kind is SignoffKind.MANAGEMENT
    assert jobs.account(project).signoff.kind is not SignoffKind.MANAGEMENT
    assert jobs.account(project, FIRST).due == date(2020, 8, 31)
    own_end = Period(start=WHOLE.start, end=date(2020, 5, 15))
    assert jobs.account(project, own_end).due == date(2020, 7, 15)
    assert jobs.account(finished(), FIRST).due is None


def test_who_signs_an_interim_account_is_decided_where_its_classes_leave_it_open() -> None:
    open_case = with_rule(
        interim_rule(
            SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(1)),
            SignoffClass(kind=SignoffKind.AUDITOR, above=kr(9_000_000)),
        )
    )
    assert _codes(open_case, NOTHING) == ["seal.undecided"]
    found = jobs.findings(open_case, sample.DAY, period=FIRST)
    (asked,) = (each for each in found if each.code.startswith("signoff."))
    assert (asked.severity, asked.subject.id) == (Severity.ERROR, "interim_account")
    (question,) = (q for q in finding_jobs.questions(open_case) if q.about == "interim_account")
    assert question.proposed == "auditor"
    decision = Decision(
        topic=Topic.SIGNOFF,
        about="interim_account",
        answer="management",
        reason="Aftalt",
        by="Kim",
        on=sample.DAY,
    )
    decided = finding_jobs.deciding(open_case, decision).operation(open_case)
    assert jobs.account(decided, FIRST).signoff.kind is SignoffKind.MANAGEMENT
    assert jobs.account(decided).signoff == jobs.account(open_case).signoff
    assert packages.hindrances(decided, NOTHING, FIRST, on=AT.date()) == ()
    (outdated,) = (
        each
        for each in jobs.findings(
            decide(open_case, replace(decision, answer="sagkyndig")), sample.DAY, period=FIRST
        )
        if each.code.startswith("signoff.")
    )
    assert outdated.code == "signoff.decision_outdated"


def test_what_is_unplaced_after_its_period_does_not_hold_an_interim_account_back() -> None:
    project = more(finished(), date(2020, 8, 1), 10)
    ledger = replace(project.ledger, placements={})
    unplaced = replace(project, ledger=replace(ledger, rules=()))
    early = {f.code: f for f in jobs.findings(unplaced, sample.DAY, period=FIRST)}
    whole = {f.code: f for f in jobs.findings(unplaced, sample.DAY)}
    count = int(str(early["ledger.unplaced"].facts["count"]))
    assert 0 < count < int(str(whole["ledger.unplaced"].facts["count"]))
    assert "ledger.outside_period" not in early


def test_verify_tells_which_account_a_package_is_of(tmp_path: Path) -> None:
    project = sealed(SIGNED_BY_MANAGEMENT, FIRST)
    packages.write_package(packages.package_of(project), tmp_path / "del")
    reports = verify([tmp_path / "del"])
    assert reports[0].is_sound
    said = list(lines(reports))
    assert said[0].startswith("Delregnskab for 01-12-2019 – 30-06-2020: ")
    (told,) = form(reports)["packages"]
    assert (told["kind"], told["period"]) == (
        "interim", {"from": "2019-12-01", "to": "2020-06-30"},
    )  # fmt: skip


def test_a_manifest_of_no_known_account_is_told_as_it_says(tmp_path: Path) -> None:
    packages.write_package(packages.package_of(sealed(finished(), FIRST)), tmp_path / "del")
    (report,) = verify([tmp_path / "del"])
    assert report.manifest is not None
    odd = report.manifest._replace(kind="halvt", start="snart", end="2020-06-30")
    (head, *_) = lines([report._replace(manifest=odd)])
    assert head.startswith("halvt for snart – 30-06-2020: ")


def test_the_package_of_an_interim_account_is_kept_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "d.budgetdesk"
    with opened(path, SIGNED_BY_MANAGEMENT) as session:
        packages.seal_to(session, tmp_path / "en", NOTHING, AT, FIRST)
        session.run("ledger.place", lambda p: more(p, date(2020, 5, 1), 40))
        packages.seal_to(session, tmp_path / "to", NOTHING, AT, SECOND)
        session.run("seal.reopen", lambda p: reopen(p, WHY, SECOND), reason=WHY.reason)
        session.save()
    with Session.open(path, "Ole") as session:
        packages.seal_to(session, tmp_path / "igen", NOTHING, AT, FIRST)
        packages.write_again(session, 2, tmp_path / "genåbnet")
        with refused("seal.no_such"):
            packages.write_again(session, 3, tmp_path / "x")
        copied = through_the_form(session.project, tmp_path)
    for one, other in (("en", "igen"), ("to", "genåbnet")):
        for file in (tmp_path / one).iterdir():
            assert file.read_bytes() == (tmp_path / other / file.name).read_bytes()
        assert verify([tmp_path / other])[0].is_sound
    with opened(tmp_path / "kopi.budgetdesk", copied) as session, refused("seal.gone"):
        packages.seal_to(session, tmp_path / "y", NOTHING, AT, FIRST)


def test_a_final_account_without_its_bytes_is_drawn_up_again(tmp_path: Path) -> None:
    path = tmp_path / "d.budgetdesk"
    with opened(path) as session:
        packages.seal_to(session, tmp_path / "en", NOTHING, AT)
        copied = through_the_form(session.project, tmp_path)
    with opened(tmp_path / "kopi.budgetdesk", copied) as session:
        packages.seal_to(session, tmp_path / "to", NOTHING, AT)
    for file in (tmp_path / "en").glob("*.json"):
        assert file.read_bytes() == (tmp_path / "to" / file.name).read_bytes()


def test_a_payment_after_the_seal_is_noted_and_leaves_the_sealed_account_alone(
    tmp_path: Path,
) -> None:
    before = Payment(on=date(2020, 7, 1), amount=kr(100))
    soon = Payment(on=AT.date() + timedelta(days=5), amount=kr(9))
    later = Payment(on=AT.date() + timedelta(days=30), amount=kr(1000))

    def paid(session: Session, *payments: Payment) -> None:
        session.run("funding.payments", lambda p: set_payments(p, payments))

    with opened(tmp_path / "d.budgetdesk", replace(finished(), payments=(before, soon))) as session:
        packages.seal_to(session, tmp_path / "en", NOTHING, AT)
        seals = session.project.seals
        assert seals[0].paid_out == kr(100)
        paid(session, before, soon, later)
        assert (session.project.paid_out, session.project.seals) == (kr(1109), seals)
        account = packages.package_of(session.project)["Regnskab.json"]
        assert account == (tmp_path / "en" / "Regnskab.json").read_bytes()
        paid(session, before)
        for wrong in ((), (before, replace(soon, on=AT.date()))):
            with refused("seal.paid_before"):
                paid(session, *wrong)


def test_the_signer_is_changed_until_the_seal_and_after_opening_it_again(tmp_path: Path) -> None:
    new = (Signer(name="Eva", title="Kst. chef"), Signer(name="Ib", title="Direktør"))
    with opened(tmp_path / "d.budgetdesk") as session:
        assert packages.hindrances(session.project, NOTHING, on=AT.date()) == ()
        session.run("project.signers", lambda p: set_signers(p, new[:1]))
        assert packages.hindrances(session.project, NOTHING, on=AT.date()) == ()
        packages.seal_to(session, tmp_path / "en", NOTHING, AT)
        with refused("seal.locked"):
            session.run("project.signers", lambda p: set_signers(p, new))
        session.run("seal.reopen", lambda p: reopen(p, WHY), reason=WHY.reason)
        session.run("project.signers", lambda p: set_signers(p, new))
        packages.seal_to(session, tmp_path / "to", NOTHING, AT + timedelta(days=30))
        assert [each.signers for each in session.project.seals] == [
            "Eva – Kst. chef", "Eva – Kst. chef, Ib – Direktør",
        ]  # fmt: skip
    said = " ".join(pdf_text((tmp_path / "to" / "Regnskab.pdf").read_bytes()).split())
    assert "Underskrivere: før Eva – Kst. chef, nu Eva – Kst. chef, Ib – Direktør." in said


@pytest.mark.parametrize("hour", [0, 23])
def test_the_day_of_the_seal_is_the_day_where_it_was_sealed(hour: int) -> None:
    at = datetime(2021, 2, 15, hour, 30, tzinfo=UTC)
    (taken,) = packages.sealing(finished(), NOTHING, at, "Karen").accounts
    assert taken.on == date(2021, 2, 15)


def test_a_reservation_of_one_account_is_not_that_of_the_next() -> None:
    project = set_reservation(sealed(set_reservation(finished(), "Et bilag mangler."), FIRST), "")
    assert [each.reservation for each in sealed(project, SECOND).seals] == ["Et bilag mangler.", ""]


def test_a_document_whose_seal_was_never_noted_as_taken_can_be_opened_and_written() -> None:
    project = replace(sealed(finished(), None), accounts=())
    assert packages.package_of(project)["Regnskab.json"]
    back = reopen(project, WHY)
    assert (back.seals[0].holds, back.accounts) == (False, ())
    assert sealed(more(back, date(2020, 8, 1), 5), None).seals[1].holds
