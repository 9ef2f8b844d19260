"""Every operation is run, and what it changed is told in words that hold no code of the program."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_type_hints

import pytest
from msgspec.structs import fields, replace

from budgetdesk import operations
from budgetdesk.accounting.build import build_account
from budgetdesk.domain.budget import (
    Approval,
    DetailRow,
    FundingForm,
    FundingSource,
    IndexKind,
    Move,
    Refusal,
    YearIndex,
)
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.ledger import (
    AllocationRule,
    DayKind,
    ImportBatch,
    Part,
    PartKind,
    Placement,
    Share,
    VoucherFile,
)
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.recipient import Partner, Recipient, RecipientKind
from budgetdesk.domain.review import Mark, Method, Review, ReviewItem
from budgetdesk.domain.rules import Call
from budgetdesk.domain.seal import Reopening, SealedAccount, SignedPaper
from budgetdesk.domain.taken import Entry
from budgetdesk.domain.value import (
    FundingId,
    LineId,
    PartnerId,
    PostingId,
    RuleId,
    VoucherId,
)
from budgetdesk.domain.waiver import Waiver
from budgetdesk.history import changed_since
from budgetdesk.operations import (
    account,
    budget,
    changes,
    fixes,
    funding,
    ledger,
    project,
    review,
    salary,
    sealing,
    solver,
    versions,
    waivers,
)
from budgetdesk.session import Session
from budgetdesk.text import has_text
from tests.builders import a_batch, a_budget, a_call, a_line, a_posting, a_project, kr

DAY = date(2020, 6, 1)
NOON = datetime(2020, 6, 1, 12, 0, tzinfo=UTC)
ONE, TWO = LineId("1"), LineId("2")
RULE = AllocationRule(
    id=RuleId("r1"),
    kind=PartKind.COST,
    target="1",
    gl_from="0100",
    gl_to="0199",
    supplier="Firma",
    amount_from=kr(1),
    shares=(Share(percent=Decimal("12.5"), kind=PartKind.SET_ASIDE, reason="Privat"),),
)
OTHER_RULE = replace(RULE, id=RuleId("r2"), target="2", gl_from="0200", gl_to="")
VOUCHER = VoucherFile(
    id=VoucherId("v1"), posting=PostingId("1-2"), name="faktura.pdf", size=4, sha256="0" * 64
)
ITEM = ReviewItem(posting=PostingId("1-2"), voucher="B2", mark=Mark.QUESTION, note="Hvad?")
REVIEW = Review(
    auditor="Rita", at=NOON, account="a" * 64, method=Method.RANDOM, digest="d", items=(ITEM,)
)
SEALED = SealedAccount(
    at=NOON,
    by="Karen",
    digest="s" * 64,
    account="a" * 64,
    version="1",
    start=date(2019, 12, 1),
    end=date(2020, 12, 31),
    earned=kr(1),
    paid_out=kr(1),
)
PAPER = SignedPaper(name="u.pdf", size=1, sha256="0" * 64, seal=1, at=NOON, by="Karen")
MOVE = Move(from_line=ONE, from_year=2020, to_line=TWO, to_year=2020, amount=kr(5), reason="Skift")
FINDING = Finding(
    code="ledger.outside_period",
    severity=Severity.WARNING,
    subject=Subject(kind="posting", id="1-2"),
)
DECISION = Decision(topic=Topic.SIGNOFF, answer="auditor", reason="Spurgt.", by="Ole", on=DAY)
DETAIL = DetailRow(
    text="Konsulent",
    year=2020,
    units=Decimal(11),
    unit_price=kr(5),
    unit="timer",
    note="Tilbud",
    indexed_by=IndexKind.PRICE,
)


def start() -> Project:
    """Something of everything, in a budget that may be written in."""
    made = a_project(
        a_budget(
            a_line("1", kr(100), label="Løn"), a_line("2", kr(50), label="Leje"), grant=kr(150)
        ),
        participants=4,
        partners=(Partner(id=PartnerId("P1"), name="Foreningen"),),
    )
    made = ledger.add_batch(made, a_batch(a_posting(2, kr(100)), a_posting(3, kr(50))))
    made = ledger.add_allocation_rule(made, RULE)
    made = ledger.attach_voucher(made, VOUCHER)
    return ledger.hide_word(made, "Karen")


def approved(held: Project) -> Project:
    return versions.approve_budget(held, Approval(on=DAY, reference="20/1"))


def revised(held: Project) -> Project:
    return versions.start_revision(approved(held), "Ændring 1")


def sealed(held: Project) -> Project:
    return sealing.add_seal(held, SEALED)


def taken(held: Project) -> Project:
    period = Period(start=date(2019, 12, 1), end=date(2020, 3, 31))
    return account.take(held, build_account(held, period), on=DAY, by="Karen")


def a_waiver() -> Waiver:
    given = {"reason": "Aftalt", "by": "Ole", "permission": "Brev"}
    return waivers.make_waiver(FINDING, on=DAY, **given)


@dataclass(frozen=True)
class Run:
    """An operation, what must have been done before it, and words its sentence must hold."""

    do: Callable[[Project], Project]
    says: str
    step: str = "project.identify"
    before: Callable[[Project], Project] = lambda held: held


def with_details(held: Project) -> Project:
    return budget.set_details(held, TWO, (DETAIL,))


RUNS: dict[str, Run] = {
    "account.take": Run(taken, "Aflagte regnskaber: tilføjet Delregnskab"),
    "account.take_back": Run(account.take_back, "Aflagte regnskaber: fjernet", before=taken),
    "account.set_orders": Run(
        lambda p: account.set_orders(p, (Order(line=TWO, text="Lokaler", on=DAY, amount=kr(10)),)),
        "Disponerede beløb: tilføjet Lokaler, 01-06-2020, 10,00, post Leje",
    ),
    "budget.add_line": Run(
        lambda p: budget.add_line(p, "Rejser"), "Budget, Ansøgt, post, Rejser: tilføjet Rejser"
    ),
    "budget.remove_line": Run(lambda p: budget.remove_line(p, TWO), "fjernet Leje"),
    "budget.move_line": Run(lambda p: budget.move_line(p, TWO, 0), ""),
    "budget.rename_line": Run(
        lambda p: budget.rename_line(p, TWO, "Husleje"), "navn: før Leje, nu Husleje"
    ),
    "budget.choose_item": Run(
        lambda p: budget.choose_item(p, TWO, None),
        "udgiftsart: fjernet Husleje",
        before=lambda p: budget.put_budget(
            p,
            replace(p.budget, lines=(replace(p.budget.lines[1], item="Husleje"),)),
        ),
    ),
    "budget.write_note": Run(lambda p: budget.write_note(p, TWO, "Ny."), "note: før Begrundet"),
    "budget.choose_partner": Run(
        lambda p: budget.choose_partner(p, TWO, PartnerId("P1")), "partner: tilføjet"
    ),
    "budget.set_amount": Run(
        lambda p: budget.set_amount(p, TWO, 2020, kr(60)), "2020: før 50,00, nu 60,00"
    ),
    "budget.set_amounts": Run(
        lambda p: budget.set_amounts(p, {(TWO, 2020): kr(61)}), "2020: før 50,00, nu 61,00"
    ),
    "budget.set_details": Run(with_details, "specifikation: tilføjet Konsulent, år 2020"),
    "budget.put_budget": Run(
        lambda p: budget.put_budget(p, replace(p.budget, name="Nyt navn")), "navn: før Ansøgt"
    ),
    "budget.change_budget": Run(
        lambda p: budget.change_budget(p, lambda v: replace(v, name="Nyt")), "navn: før Ansøgt"
    ),
    "changes.move_money": Run(
        lambda p: changes.move_money(p, MOVE), "flytninger: tilføjet", before=revised
    ),
    "changes.take_back_move": Run(
        lambda p: changes.take_back_move(p, 0),
        "flytninger: fjernet",
        before=lambda p: changes.move_money(revised(p), MOVE),
    ),
    "changes.give_reason": Run(
        lambda p: changes.give_reason(p, "Færre deltagere"), "begrundelse: tilføjet", before=revised
    ),
    "changes.ask_for_period": Run(
        lambda p: changes.ask_for_period(p, Period(start=date(2019, 12, 1), end=date(2021, 6, 30))),
        "Projektperiode: tilføjet fra 01-12-2019, til 30-06-2021",
        before=revised,
    ),
    "changes.take_into_use": Run(
        lambda p: changes.take_into_use(p, DAY),
        "taget i brug: tilføjet 01-06-2020",
        before=lambda p: changes.move_money(revised(p), MOVE),
    ),
    "fixes.answer_fix": Run(
        lambda p: fixes.answer_fix(
            p,
            Fix(code="signoff.decide", facts={"kind": "auditor"}),
            reason="Spurgt.",
            by="Ole",
            on=DAY,
        ),
        "Afgørelser: tilføjet",
    ),
    "funding.add_funding": Run(
        lambda p: funding.add_funding(p, FundingSource.INCOME, "Salg"), "tilføjet"
    ),
    "funding.remove_funding": Run(
        lambda p: funding.remove_funding(p, FundingId("F-grant")), "kilde"
    ),
    "funding.change_funding": Run(
        lambda p: funding.change_funding(
            p,
            replace(p.budget.funding[0], form=FundingForm.OWN_HOURS, hours=Decimal("7.5")),
        ),
        "timer: tilføjet 7,5",
    ),
    "funding.set_funding_amount": Run(
        lambda p: funding.set_funding_amount(p, FundingId("F-grant"), 2020, kr(1)),
        "2020: før 150,00, nu 1,00",
    ),
    "funding.set_source_total": Run(
        lambda p: funding.set_source_total(p, FundingSource.GRANT, kr(2)), "nu 2,00"
    ),
    "project.upgrade_call": Run(
        lambda p: project.upgrade_call(p, replace(a_call(), name="Ny udgave")),
        "Reglerne i T01 hentet igen",
        step="project.upgrade_call",
    ),
    "project.identify": Run(
        lambda p: project.identify(p, title="Nyt", journal_number="20/1"), "J.nr.: før 19/12345"
    ),
    "project.set_recipient": Run(
        lambda p: project.set_recipient(
            p, Recipient(name="Foreningen", kind=RecipientKind.ASSOCIATION, cvr="12345678")
        ),
        "CVR-nr.: tilføjet 12345678",
    ),
    "project.set_period": Run(
        lambda p: project.set_period(p, Period(start=DAY, end=date(2021, 1, 31))),
        "Projektperiode, fra: før 01-12-2019, nu 01-06-2020",
    ),
    "project.set_participants": Run(
        lambda p: project.set_participants(p, 9), "Deltagere: før 4, nu 9"
    ),
    "project.set_partners": Run(
        lambda p: project.set_partners(
            p, (*p.partners, Partner(id=PartnerId("P2"), name="Skolen", cvr="87654321"))
        ),
        "tilføjet Skolen, CVR-nr. 87654321",
    ),
    "project.set_signers": Run(
        lambda p: project.set_signers(p, (Signer(name="Bo", title="Chef"),)),
        "Underskrivere: tilføjet Bo, Chef",
    ),
    "project.set_checklist": Run(
        lambda p: project.set_checklist(p, ("Budget",)), "Bilag til ansøgningen: tilføjet Budget"
    ),
    "project.set_goals": Run(
        lambda p: project.set_goals(
            p, (Goal(name="I job", at_least=Decimal("5.5"), months=(Decimal(3),)),)
        ),
        "Mål: tilføjet I job, mindst 5,5, måneder 3",
    ),
    "project.set_payments": Run(
        lambda p: project.set_payments(p, (Payment(on=DAY, amount=kr(20), note="Rate 1"),)),
        "Udbetalinger: tilføjet 01-06-2020, 20,00, note Rate 1",
    ),
    "project.decide": Run(lambda p: project.decide(p, DECISION), "Afgørelser: tilføjet"),
    "project.explain": Run(
        lambda p: project.explain(p, ONE, "Færre timer"), "Forklaring på, Løn: tilføjet Færre timer"
    ),
    "review.add_review": Run(
        lambda p: review.add_review(p, REVIEW), "Gennemgang fra Rita", step="review.add"
    ),
    "review.answer": Run(
        lambda p: review.answer(p, 0, 0, "Se bilaget", "Karen", DAY),
        "Svar til revisor på nr. 1",
        step="review.answer",
        before=lambda p: review.add_review(p, REVIEW),
    ),
    "salary.set_annual_hours": Run(
        lambda p: salary.set_annual_hours(p, Decimal("1924.5")), "timenorm: tilføjet 1.924,5"
    ),
    "salary.set_indices": Run(
        lambda p: salary.set_indices(
            p, (YearIndex(kind=IndexKind.WAGE, year=2020, percent=Decimal("2.5"), source="KL"),)
        ),
        "lønindeks, KL, år 2020, sats i procent 2,5",
    ),
    "salary.use_details": Run(
        lambda p: salary.use_details(p, {TWO}),
        "2020: før 50,00, nu 55,00",
        before=lambda p: budget.set_amount(
            budget.set_details(p, TWO, (replace(DETAIL, indexed_by=None),)), TWO, 2020, kr(50)
        ),
    ),
    "sealing.set_reservation": Run(
        lambda p: sealing.set_reservation(p, "Et bilag mangler"), "Forbehold: tilføjet"
    ),
    "sealing.add_seal": Run(sealed, "Regnskabet forseglet", step="seal.seal"),
    "sealing.reopen": Run(
        lambda p: sealing.reopen(p, Reopening(reason="Glemt bilag", by="Ole", at=NOON)),
        "Regnskabet genåbnet: Glemt bilag",
        step="seal.reopen",
        before=sealed,
    ),
    "sealing.add_signed": Run(
        lambda p: sealing.add_signed(p, PAPER),
        "Underskrevet regnskab vedlagt: u.pdf",
        step="seal.attach",
        before=sealed,
    ),
    "solver.use_plan": Run(lambda p: solver.use_plan(p, kr(120), kr(30)), "120,00"),
    "versions.send_budget": Run(
        lambda p: versions.send_budget(p, DAY), "sendt: tilføjet 01-06-2020"
    ),
    "versions.approve_budget": Run(approved, "godkendelse: tilføjet 01-06-2020, brev 20/1"),
    "versions.refuse_budget": Run(
        lambda p: versions.refuse_budget(p, Refusal(on=DAY, by="Styrelsen", reason="For sent")),
        "afslag: tilføjet 01-06-2020, af Styrelsen, begrundelse For sent",
        before=lambda p: versions.send_budget(changes.move_money(revised(p), MOVE), DAY),
    ),
    "versions.start_revision": Run(
        lambda p: versions.start_revision(p, "Ændring 1"),
        "Budgetudgaven Ændring 1 er oprettet",
        before=approved,
    ),
    "waivers.waive": Run(
        lambda p: waivers.waive(p, a_waiver()), "Fravigelser", step="findings.waive"
    ),
    "waivers.unwaive": Run(
        lambda p: waivers.unwaive(p, FINDING),
        "Fravigelser",
        before=lambda p: waivers.waive(p, a_waiver()),
    ),
    "ledger.choose_day": Run(
        lambda p: ledger.choose_day(p, DayKind.POSTING), "datoen, der gælder: før Bilagsdato"
    ),
    "ledger.choose_vat": Run(
        lambda p: ledger.choose_vat(p, bears_vat=True), "kommunen bærer momsen: før Nej, nu Ja"
    ),
    "ledger.hide_word": Run(
        lambda p: ledger.hide_word(p, "Ole"), "Skjulte navne og numre: tilføjet Ole"
    ),
    "ledger.show_word": Run(
        lambda p: ledger.show_word(p, "Karen"), "Skjulte navne og numre: fjernet Karen"
    ),
    "ledger.add_batch": Run(
        lambda p: ledger.add_batch(p, a_batch(a_posting(9), number=2)), "Indlæsning 2: udtraek.csv"
    ),
    "ledger.remove_batch": Run(
        lambda p: ledger.remove_batch(p, 1), "Indlæsning 1 er taget ud: udtraek.csv"
    ),
    "ledger.place": Run(
        lambda p: ledger.place(p, [PostingId("1-2")], PartKind.COST, target="2", by="Ole"),
        "Bilag B2: placeret på Leje (100,00 kr.)",
    ),
    "ledger.split": Run(
        lambda p: ledger.split(
            p,
            PostingId("1-3"),
            (
                Part(kind=PartKind.COST, amount=kr(30), target="1"),
                Part(kind=PartKind.NOT_ELIGIBLE, amount=kr(20), reason="Moms."),
            ),
        ),
        "Løn (30,00 kr.), Ikke tilskudsberettiget: Moms (20,00 kr.)",
    ),
    "ledger.unplace": Run(
        lambda p: ledger.unplace(p, [PostingId("1-2")]),
        "Bilag B2: placeringen på Leje (100,00 kr.) er taget tilbage",
        before=lambda p: ledger.place(p, [PostingId("1-2")], PartKind.COST, target="2"),
    ),
    "ledger.add_allocation_rule": Run(
        lambda p: ledger.add_allocation_rule(p, OTHER_RULE),
        "Placeringsregel, nr. 2: tilføjet Udgift på en budgetpost, beløb fra 1,00, konto fra 0200",
    ),
    "ledger.add_rule_for": Run(
        lambda p: ledger.add_rule_for(p, OTHER_RULE, 0, [PostingId("1-2")]), "Placeringsregel"
    ),
    "ledger.add_allocation_rules": Run(
        lambda p: ledger.add_allocation_rules(p, (OTHER_RULE,)), "Placeringsregel, nr. 2"
    ),
    "ledger.change_allocation_rule": Run(
        lambda p: ledger.change_allocation_rule(p, replace(RULE, supplier="Andre")),
        "leverandør: før Firma, nu Andre",
    ),
    "ledger.move_allocation_rule": Run(
        lambda p: ledger.move_allocation_rule(p, RuleId("r2"), 0),
        "Placeringsregel: rækkefølgen er ændret",
        before=lambda p: ledger.add_allocation_rule(p, OTHER_RULE),
    ),
    "ledger.remove_allocation_rule": Run(
        lambda p: ledger.remove_allocation_rule(p, RuleId("r1")), "Placeringsregel, nr. 1: fjernet"
    ),
    "ledger.attach_voucher": Run(
        lambda p: ledger.attach_voucher(p, replace(VOUCHER, sha256="1" * 64, name="b.pdf")),
        "Bilagsfil, nr. 2: tilføjet b.pdf, bilag B2",
    ),
    "ledger.detach_voucher": Run(
        lambda p: ledger.detach_voucher(p, VoucherId("1")), "Bilagsfil, nr. 1: fjernet"
    ),
}
_NO_STEP = {
    "begin_like": "makes a document",
    "new_project": "makes a document",
    "before_seal": "the project as it was sealed, for its papers",
    "apply_fix": "runs the other operations; its own are in tests/operations/test_fixes.py",
    "change": "what the ledger's operations stand on",
}


def _operations() -> Iterator[str]:
    """Every public function of the room that takes a project and gives one."""
    for found in pkgutil.walk_packages(operations.__path__, "budgetdesk.operations."):
        module = importlib.import_module(found.name)
        room = found.name.split(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == found.name and not name.startswith("_")
            if is_own and get_type_hints(function).get("return") is Project:
                yield f"{room}.{name}"


def test_every_operation_is_run_here() -> None:
    named = {each for each in _operations() if each.split(".")[1] not in _NO_STEP}
    assert named == set(RUNS)


_CODE = re.compile(
    r"[a-z]+_[a-z]+|\b(None|True|False)\b|[{}\[\]]|\b\d{4}-\d{2}-\d{2}\b|[0-9a-f]{16}"
)


def _told(run: Run) -> list[str]:
    with Session.create(None, run.before(start()), "Karen") as session:
        facts = {"call": "T01", "auditor": "Rita", "number": 1, "seal": "abc", "file": "u.pdf"}
        session.run(run.step, run.do, reason="Glemt bilag", **facts)
        events = session.audit().events
        return [each.words for each in changed_since(events, session.project, 1)]


@pytest.mark.parametrize("name", RUNS)
def test_what_an_operation_changed_is_told_in_words(name: str) -> None:
    run = RUNS[name]
    said = _told(run)
    assert any(run.says in each for each in said), said
    for each in said:
        assert not _CODE.search(each), each
        assert each.endswith(".")


def _names(kind: type, seen: set[type]) -> Iterator[str]:
    """The names under which the fields of a value, and of the values in it, can stand in a path."""
    if kind in seen or not hasattr(kind, "__struct_fields__"):
        return
    seen.add(kind)
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield field.encode_name
        yield from _inside(hints[field.name], seen)


def _inside(hint: object, seen: set[type]) -> Iterator[str]:
    if isinstance(hint, type):
        yield from _names(hint, seen)
    for each in getattr(hint, "__args__", ()):
        yield from _inside(each, seen)


def test_every_field_that_can_change_has_a_name() -> None:
    told_otherwise = {
        *(Call, SealedAccount, Review, ImportBatch, Waiver, Decision, SignedPaper, Entry),
        *(Move, Placement),
    }
    found = set(_names(Project, told_otherwise))
    never_said = {"id", "sha256", "size", "path", "by", "call", "seals", "signed", "reviews"}
    of_taken = {"digest", "entries", "numbers", "earned_ore"}
    assert {
        each for each in found - never_said - of_taken if not has_text(f"history.place.{each}")
    } == set()
