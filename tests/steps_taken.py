"""Operations as a person takes them, each with the words its change must be told in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.domain.account import AccountKind
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
    PartKind,
    Share,
    VoucherFile,
)
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.recipient import Partner, Recipient, RecipientKind
from budgetdesk.domain.review import Mark, Method, Review, ReviewItem
from budgetdesk.domain.seal import Reopening, SealedAccount, SignedPaper
from budgetdesk.domain.value import (
    FundingId,
    LineId,
    PartnerId,
    PostingId,
    RuleId,
    VoucherId,
)
from budgetdesk.domain.waiver import Waiver
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
from budgetdesk.operations import parts as line_parts
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
    kind=AccountKind.FINAL,
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
    account_taken = replace(taken(held).accounts[-1], period=SEALED.period)
    return sealing.add_seal(held, SEALED, account_taken)


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
    "parts.set_parts": Run(lambda p: line_parts.set_parts(p, {(TWO, "2020-Q1"): kr(30)}), "30,00"),
    "parts.remove_part": Run(
        lambda p: line_parts.remove_part(p, "2020-Q1"),
        "fjernet 30,00",
        before=lambda p: line_parts.set_parts(p, {(TWO, "2020-Q1"): kr(30)}),
    ),
    "parts.spread_parts": Run(
        lambda p: line_parts.spread_parts(p, [TWO], ["2020-Q1", "2020-Q2"]),
        "2. kvt. 2020: tilføjet 37,50",
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
}
