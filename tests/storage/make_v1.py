"""Makes tests/files/v1.budgetdesk and what it holds as JSON: only until version 1 is released.

    PYTHONPATH=. python tests/storage/make_v1.py

From then on the two files are never made again: whoever has such a document can open it for ever.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import (
    DetailRow,
    FundingForm,
    FundingLine,
    FundingSource,
    IndexKind,
    Move,
    Refusal,
    YearIndex,
)
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.ledger import (
    AllocationRule,
    DayKind,
    ImportBatch,
    KnownRow,
    Ledger,
    LedgerChoices,
    Part,
    PartKind,
    Placement,
    Share,
    SkippedRow,
    VoucherFile,
)
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.plain import to_json
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.recipient import Partner, Recipient, RecipientKind
from budgetdesk.domain.review import ErrorType, Mark, Method, Review, ReviewItem
from budgetdesk.domain.seal import (
    Reopening,
    SealedAccount,
    SealedFunding,
    SealedLine,
    SealedPart,
    SignedPaper,
)
from budgetdesk.domain.taken import Entry, TakenAccount
from budgetdesk.domain.value import (
    FundingId,
    LineId,
    PartnerId,
    PostingId,
    RuleId,
    VersionId,
    VoucherId,
)
from budgetdesk.domain.waiver import Waiver
from budgetdesk.rulepacks import load_call
from budgetdesk.session import Session
from tests.builders import a_budget, a_line, a_posting, a_project, kr
from tests.storage.projects import replace

FILES = Path("tests/files")
PARTNER = Partner(
    id=PartnerId("p1"), name="Sprogskolen", kind=RecipientKind.ASSOCIATION, cvr="87654321"
)
DETAIL = DetailRow(
    text="Projektleder",
    year=2020,
    units=Decimal("37.5"),
    unit_price=kr("412.25"),
    unit="timer",
    note="Efter overenskomst.",
)
SALARY = DetailRow(
    text="Projektleder",
    year=2020,
    units=Decimal(100),
    unit_price=ZERO,
    annual_cost=kr(600_000),
    employee="4711",
    indexed_by=IndexKind.WAGE,
)
INDEX = YearIndex(kind=IndexKind.WAGE, year=2020, percent=Decimal("2.1"), source="KL")
LINES = (
    a_line("1", {2019: kr(1000), 2020: kr("15459.38")}, item="løn", details=(DETAIL, SALARY)),
    a_line("2", kr(80_000), partner=PartnerId("p1"), parts={"1. kvartal": kr(80_000)}),
)
IN_KIND = FundingLine(
    id=FundingId("F-hours"),
    source=FundingSource.OWN,
    label="Egne timer",
    form=FundingForm.OWN_HOURS,
    amounts={2020: kr(5000)},
    note="Efter timeregnskab.",
    hours=Decimal("40.5"),
    partner=PartnerId("p1"),
)
APPLIED = a_budget(*LINES, grant=kr(80_000), own=kr(11_459), other=kr("0.38"), approved=True)
REFUSED = replace(
    APPLIED,
    id=VersionId("v2"),
    name="Ændring 1",
    approval=None,
    sent=date(2020, 8, 1),
    taken=date(2020, 7, 1),
    refusal=Refusal(on=date(2020, 9, 1), by="Styrelsen", reason="For sent."),
    moves=(
        Move(
            from_line=LineId("2"),
            from_year=2020,
            to_line=LineId("1"),
            to_year=2019,
            amount=kr(500),
            reason="Flere timer.",
        ),
    ),
    reason="Ny leder.",
    period=Period(start=date(2019, 12, 1), end=date(2021, 6, 30)),
)
REVISED = replace(APPLIED, id=VersionId("v3"), name="Ændring 2", approval=None)
POSTING = a_posting(
    3,
    kr("-1234.56"),
    voucher_date=date(2020, 6, 14),
    service_from=date(2020, 6, 1),
    service_to=date(2020, 6, 30),
    voucher_line="1",
    gl_code="0220",
    gl_name="Løn",
    psp="XG-0001-20",
    cost_center="4711",
    supplier="Firma & Søn",
    invoice="F-17",
    posting_type="KR",
    accounting_year=2020,
    reference="r",
    other="Momskode: I25",
    is_personal=True,
    raw="3;-1.234,56;…",
)
BATCH = ImportBatch(
    number=1,
    file="udtræk juni.csv",
    size=2048,
    sha256="ab" * 32,
    format="csv",
    profile="prisme",
    rows_read=5,
    already_there=(KnownRow(row=5, like=PostingId("1-2"), raw="15-06-2020;B2;100,00"),),
    already_there_sum=kr(250),
    postings=(a_posting(2), POSTING),
    skipped=(SkippedRow(row=4, reason="no_amount", raw=";;;"),),
    imported_at=datetime(2021, 1, 15, 9, 0, 0, 123456, tzinfo=UTC),
    filtered_out=1,
    filters=(("PSP", "XG-0001-20"),),
    control_total=kr("-1134.56"),
)
RULE = AllocationRule(
    id=RuleId("r1"),
    kind=PartKind.NOT_ELIGIBLE,
    target="1",
    reason="Ikke projektets",
    gl_from="0200",
    gl_to="0299",
    psp="XG",
    cost_center="47",
    supplier="søn",
    text="bilag",
    amount_from=kr("-5000"),
    amount_to=kr("-0.01"),
    shares=(
        Share(percent=Decimal("33.33"), kind=PartKind.COST, target="2"),
        Share(percent=Decimal(10), kind=PartKind.SET_ASIDE, reason="Moms"),
    ),
)
VOUCHER = b"%PDF-1.7\n"
ATTACHED = VoucherFile(
    id=VoucherId("1"),
    posting=PostingId("1-2"),
    name="faktura.pdf",
    size=9,
    sha256=sha256(VOUCHER).hexdigest(),
)
LINKED = replace(ATTACHED, id=VoucherId("2"), posting=PostingId("1-3"), path="/bilag/faktura.pdf")
PARTS = (
    Part(kind=PartKind.COST, amount=kr(60), target="1"),
    Part(kind=PartKind.SET_ASIDE, amount=kr(40), reason="Privat kørsel"),
)
LEDGER = Ledger(
    batches=(BATCH,),
    rules=(RULE, replace(RULE, id=RuleId("r2"), kind=PartKind.FUNDING, target="F-grant")),
    placements={PostingId("1-2"): Placement(parts=PARTS, by="Karen")},
    vouchers=(ATTACHED, LINKED),
    choices=LedgerChoices(day=DayKind.POSTING, bears_vat=True),
    vat_lines=(LineId("2"),),
    hidden_words=("Marie Prøve",),
    open_words=("Kompetenceløft Syd",),
)
DECISION = Decision(
    topic=Topic.SOURCES,
    about="deadline",
    answer="1",
    reason="Aftalt",
    by="Karen",
    on=date(2021, 2, 1),
    figures={"commitment": kr(80_000)},
)

WAIVER = Waiver(
    code="budget.no_note",
    kind="line",
    id="2",
    field="note",
    facts='{"label":"Linje 2","number":2}',
    reason="Aftalt i telefonen",
    by="Karen",
    on=date(2021, 2, 2),
    permission="Brev af 1. februar 2021",
)


SEALED = SealedAccount(
    kind=AccountKind.FINAL,
    at=datetime(2021, 2, 15, 9, 30, tzinfo=UTC),
    by="Karen Jensen",
    digest="cd" * 32,
    account="ef" * 32,
    version="0.1.0",
    start=date(2019, 12, 1),
    end=date(2020, 12, 31),
    earned=kr(80_000),
    paid_out=kr(20_000),
    reservation="Et bilag mangler.",
    signers="Ole Olsen",
    lines=(
        SealedLine(
            id=LineId("1"),
            label="Linje 1",
            budget=kr(16_459),
            actual=kr(60),
            explanation="Færre timer.",
        ),
    ),
    funding=(SealedFunding(source=FundingSource.OWN, budget=kr(11_459), actual=kr(12)),),
    parts=(
        SealedPart(
            posting=PostingId("1-2"),
            voucher="B2",
            amount=kr(60),
            kind=PartKind.COST,
            target="1",
            reason="Aftalt",
            is_outside=True,
        ),
        SealedPart(posting=PostingId("1-3"), voucher="B3", amount=kr("-1234.56")),
    ),
    numbers={"B2 2020": 1},
    package="56" * 32,
    reopening=Reopening(
        reason="Bilag 3 var glemt", by="Ole", at=datetime(2021, 3, 1, 8, 0, tzinfo=UTC)
    ),
)
REVIEW = Review(
    auditor="Revisor",
    at=datetime(2021, 3, 2, 8, 0, tzinfo=UTC),
    account="ef" * 32,
    method=Method.ABOVE,
    seed="frø",
    size=2,
    at_least=kr(50),
    digest="12" * 32,
    items=(
        ReviewItem(
            posting=PostingId("1-2"),
            voucher="B2",
            amount=kr(100),
            mark=Mark.FINDING,
            note="Ingen faktura",
            error=ErrorType.VOUCHER,
            deducted=kr(40),
            answer="Vedlagt",
            answered_by="Karen",
            answered_on=date(2021, 3, 3),
        ),
    ),
)
SIGNED = SignedPaper(
    name="Underskrevet.pdf",
    size=1000,
    sha256="34" * 32,
    seal=1,
    at=datetime(2021, 3, 4, 8, 0, tzinfo=UTC),
    by="Karen",
)
ORDERS = (
    Order(line=LineId("1"), text="Kursus", on=date(2020, 5, 1), amount=kr(4000)),
    Order(
        line=LineId("2"),
        text="Lokale",
        on=date(2020, 2, 1),
        amount=kr("1200.50"),
        ended=date(2020, 6, 2),
    ),
)
TAKEN = TakenAccount(
    kind=AccountKind.INTERIM,
    period=Period(start=date(2019, 12, 1), end=date(2020, 6, 30)),
    on=date(2020, 7, 5),
    by="Karen Jensen",
    digest="cd" * 32,
    earned=kr("48.00"),
    entries=(Entry(posting=PostingId("1-2"), line=LineId("1"), amount=kr(60)),),
    numbers={"B2 2020": 1},
)


def everything() -> Project:
    """A project that uses every table and column there is."""
    hours = replace(
        APPLIED,
        funding=(*APPLIED.funding, IN_KIND),
        annual_hours=Decimal("1628.4"),
        indices=(INDEX,),
    )
    return replace(
        a_project(),
        call=load_call("C01"),
        versions=(hours, REFUSED, REVISED),
        recipient=Recipient(
            name="Prøvestrup Kommune",
            kind=RecipientKind.MUNICIPALITY,
            cvr="12345678",
            contact="Karen Jensen",
            members=30,
        ),
        partners=(PARTNER,),
        participants=40,
        ledger=LEDGER,
        payments=(Payment(on=date(2020, 7, 1), amount=kr(20_000), note="1. rate"),),
        decisions=(DECISION,),
        waivers=(WAIVER,),
        explanations={LineId("1"): "Færre timer end ventet."},
        goals=(Goal(name="I job", at_least=Decimal("85.5"), months=(None, Decimal("86.25"))),),
        signers=(Signer(name="Ole Olsen", title="Direktør"),),
        reservation="Et bilag mangler.",
        seals=(SEALED,),
        signed=(SIGNED,),
        reviews=(REVIEW,),
        form_answers={"project.phone": "12 34 56 78"},
        checklist=("Budgetskema",),
        orders=ORDERS,
        accounts=(TAKEN,),
    )


def main() -> None:
    """Makes both files anew; the document has a few steps behind it."""
    path = FILES / "v1.budgetdesk"
    path.unlink(missing_ok=True)
    project = everything()
    with Session.create(path, replace(project, ledger=Ledger()), "Karen Jensen") as session:
        session.keep(VOUCHER)
        session.run("ledger.add_batch", lambda _: project, file="udtræk juni.csv", rows=2)
        session.undo()
        session.redo()
        session.save()
    (FILES / "v1.json").write_bytes(to_json(project))


if __name__ == "__main__":
    main()
