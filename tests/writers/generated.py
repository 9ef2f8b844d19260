"""Projects of every shape an account can have, drawn at random, ready to be written."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.domain.budget import (
    BudgetLine,
    BudgetVersion,
    DetailRow,
    FundingForm,
    FundingSource,
)
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import (
    ImportBatch,
    KnownRow,
    Ledger,
    Part,
    PartKind,
    Placement,
    Posting,
    SkippedRow,
    VoucherFile,
)
from budgetdesk.domain.money import Money
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.review import ErrorType, Mark, Method, Review, ReviewItem
from budgetdesk.domain.rules import (
    CallRules,
    CarryOverRule,
    CofinancingBase,
    CofinancingRule,
    CostItem,
    EligibleRule,
    FreeLimit,
    GrantShareRule,
    Instalment,
    PayoutModel,
    PayoutRule,
    ReimbursementRule,
    Release,
    RepaymentRule,
    SettlementReading,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from budgetdesk.domain.value import LineId, PartnerId, PostingId, VersionId, VoucherId
from budgetdesk.operations.account import take
from budgetdesk.writers.paper import AccountPaper
from tests.builders import A_SOURCE, a_batch, a_line, a_posting, a_project, a_source, kr
from tests.writers.papers import a_full_paper, a_rule

HALF = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
YEAR = Period(start=date(2019, 12, 1), end=date(2019, 12, 31))
"""Ends with a year: then the budget says what was planned until now."""
_TEN_MILLION = 10**9
_TARGETS = {
    "10": (PartKind.COST, "1"),
    "20": (PartKind.COST, "2"),
    "30": (PartKind.COST, "gone"),
    "40": (PartKind.FUNDING, "F-other_grant"),
    "50": (PartKind.FUNDING, "F-income"),
    "60": (PartKind.SET_ASIDE, ""),
    "70": (PartKind.NOT_ELIGIBLE, ""),
    "80": (PartKind.FUNDING, "F-grant"),
}
_RULES = tuple(
    a_rule(number, code, kind, target)
    for number, (code, (kind, target)) in enumerate(_TARGETS.items(), start=1)
)
_PARTNER = PartnerId("p1")


def ore(least: int, most: int) -> st.SearchStrategy[Money]:
    return st.builds(Money, st.integers(least, most))


AMOUNTS = ore(0, _TEN_MILLION)


@st.composite
def batches(draw: st.DrawFn, number: int) -> ImportBatch:
    """Up to a dozen postings: costs, credits and receipts, in the period and out of it."""
    one = st.tuples(
        ore(-(10**7), 10**8),
        st.sampled_from([*_TARGETS, "99"]),
        st.dates(date(2019, 11, 1), date(2021, 1, 31)) | st.none(),
    )
    postings = tuple(
        replace(
            a_posting(row, amount, gl_code=code, posting_date=day, text="=1+1"),
            id=f"{number}-{row}",
        )
        for row, (amount, code, day) in enumerate(draw(st.lists(one, max_size=12)), start=2)
    )
    reasons = st.sampled_from(["heading", "blank", "total"])
    skipped = tuple(
        SkippedRow(row=row, reason=reason, raw="I alt;;100")
        for row, reason in enumerate(draw(st.lists(reasons, max_size=3)), start=100)
    )
    known = tuple(
        KnownRow(row=row, like=PostingId("1-2"))
        for row in range(200, 200 + draw(st.integers(0, 3)))
    )
    left = draw(st.integers(0, 3))
    return replace(
        a_batch(*postings, number=number),
        skipped=skipped,
        already_there=known,
        filtered_out=left,
        already_there_sum=draw(AMOUNTS) if known else Money(),
        control_total=draw(st.none() | AMOUNTS),
        rows_read=len(postings) + len(skipped) + len(known) + left,
    )


@st.composite
def payout_rules(draw: st.DrawFn) -> PayoutRule:
    """Any model; a span of what is held back, and instalments of which some ask for a result."""
    results = st.none() | st.just(Decimal(80)) | st.just(Decimal(95))
    shares = draw(st.sampled_from([(100,), (40, 60), (30, 30, 40)]))
    return PayoutRule(
        source=A_SOURCE,
        model=draw(st.sampled_from(PayoutModel)),
        number=draw(st.none() | st.integers(1, 4)),
        instalments=tuple(
            Instalment(
                percent=Decimal(share), release=draw(st.sampled_from(Release)), result=draw(results)
            )
            for share in shares
        ),
        held_back=draw(st.none() | st.just(Decimal(10))),
    )


def carry_over_rules() -> st.SearchStrategy[CarryOverRule]:
    """Free to a percentage, an amount or any, and perhaps no more than so much at all."""
    limit = st.builds(
        FreeLimit, percent=st.none() | st.just(Decimal(10)), amount=st.none() | AMOUNTS
    )
    return st.builds(
        CarryOverRule, source=st.just(A_SOURCE), limit=limit, at_most=st.none() | AMOUNTS
    )


@st.composite
def call_rules(draw: st.DrawFn) -> CallRules:
    percents = st.decimals("0.01", "90", places=2)
    bases = st.sampled_from(CofinancingBase)
    limit = kr(500_000)
    source = st.just(A_SOURCE)
    return CallRules(
        cofinancing=draw(
            st.none()
            | st.builds(
                CofinancingRule,
                source=source,
                percent=percents | st.just(Decimal(20)),
                base=bases,
                other_grants_count=st.none() | st.booleans(),
                grant_above=st.none() | AMOUNTS,
            )
        ),
        grant_share=draw(
            st.none() | st.builds(GrantShareRule, source=source, percent=percents, base=bases)
        ),
        reimbursement=draw(
            st.none() | st.builds(ReimbursementRule, source=source, percent=percents, base=bases)
        ),
        repayment=draw(
            st.none()
            | st.builds(
                RepaymentRule,
                source=source,
                trivial=st.none() | AMOUNTS,
                trivial_itself=st.none() | st.booleans(),
            )
        ),
        payout=draw(st.none() | payout_rules()),
        carry_over=draw(st.none() | carry_over_rules()),
        eligible=EligibleRule(source=A_SOURCE, items=(CostItem(key="a", label="A"),), closed=True),
        signoff=SignoffRule(
            source=A_SOURCE,
            basis=draw(st.sampled_from([None, *SignoffBasis])),
            classes=(
                SignoffClass(kind=SignoffKind.MANAGEMENT, below=limit),
                SignoffClass(kind=SignoffKind.AUDITOR, above=limit),
            ),
        ),
    )


@st.composite
def budget_versions(draw: st.DrawFn, partner: PartnerId | None) -> tuple[BudgetVersion, ...]:
    """One or two versions, with details that have decimals of units and of price."""
    detail = st.builds(
        DetailRow,
        text=st.just("Timer"),
        year=st.just(2020),
        units=st.decimals("0", "2000", places=2),
        unit_price=ore(0, 10**6),
    )

    def lines() -> tuple[BudgetLine, ...]:
        details = tuple(draw(st.lists(detail, max_size=2)))
        return (
            a_line("1", {2019: draw(AMOUNTS), 2020: draw(AMOUNTS)}, item="a", details=details),
            a_line("2", draw(AMOUNTS), item="b", partner=partner),
        )

    def version(number: int) -> BudgetVersion:
        return BudgetVersion(
            id=VersionId(f"v{number}"),
            name=f"Budget {number}",
            lines=lines(),
            funding=(
                *(a_source(source, draw(AMOUNTS)) for source in FundingSource),
                replace(
                    a_source(FundingSource.OWN, draw(AMOUNTS), "F-hours"),
                    form=draw(st.sampled_from(FundingForm)),
                    partner=partner,
                ),
            ),
            annual_hours=Decimal(1628),
        )

    return tuple(version(number) for number in range(1, draw(st.integers(2, 3))))


@st.composite
def orders(draw: st.DrawFn) -> tuple[Order, ...]:
    one = st.builds(
        Order,
        line=st.sampled_from([LineId("1"), LineId("2")]),
        text=st.just("Bestilt"),
        on=st.just(date(2020, 5, 1)),
        amount=ore(1, 10**8),
        ended=st.none() | st.just(date(2020, 6, 1)),
    )
    return tuple(draw(st.lists(one, max_size=3)))


def a_review(postings: list[Posting]) -> Review:
    """A review that has drawn these, found fault with the first, and one that is gone."""
    items = [
        ReviewItem(
            posting=each.id,
            voucher=each.voucher,
            amount=each.amount,
            mark=Mark.FINDING if not place else Mark.SEEN,
            error=None if place else ErrorType.AMOUNT,
            deducted=None if place else kr("12.50"),
        )
        for place, each in enumerate(postings)
    ]
    gone = ReviewItem(posting=PostingId("9-9"), amount=kr("7.25"))
    return Review(
        auditor="Revisor",
        at=datetime(2021, 2, 1, tzinfo=UTC),
        account="a" * 64,
        method=Method.RANDOM,
        seed="7",
        size=len(items),
        items=(*items, gone),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    partner = _PARTNER if draw(st.booleans()) else None
    decisions = [
        Decision(topic=Topic.SETTLEMENT, answer=each.value, reason="x", by="y", on=date(2021, 1, 1))
        for each in SettlementReading
    ]
    told = Decision(topic=Topic.RESULT, answer="90", reason="x", by="y", on=date(2021, 1, 1))
    read = [draw(batches(number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    postings = [posting for batch in read for posting in batch.postings]
    paid = draw(st.lists(AMOUNTS, max_size=2))
    *earlier, budget = draw(budget_versions(partner))
    project = a_project(
        budget,
        draw(call_rules()),
        partners=(Partner(id=_PARTNER, name="Nabokommunen"),) if partner else (),
        ledger=Ledger(
            batches=tuple(read),
            rules=_RULES,
            vouchers=tuple(
                VoucherFile(
                    id=VoucherId(each.id), posting=each.id, name="f.pdf", size=1, sha256="b" * 64
                )
                for each in postings[:2]
            ),
        ),
        payments=tuple(Payment(on=date(2020, 6, 1), amount=each) for each in paid),
        decisions=(
            *draw(st.lists(st.sampled_from(decisions), max_size=1)),
            *draw(st.lists(st.just(told), max_size=1)),
        ),
        orders=draw(orders()),
        reviews=(a_review(postings[:3]),) if draw(st.booleans()) else (),
    )
    return replace(project, versions=(*earlier, budget))


@st.composite
def papers(draw: st.DrawFn) -> AccountPaper:
    """The final account or an interim one, of a project that may have taken accounts before."""
    project = draw(projects())
    period = draw(st.sampled_from([None, HALF, YEAR]))
    if draw(st.booleans()):
        first = Period(start=date(2019, 12, 1), end=date(2020, 2, 29))
        project = take(project, build_account(project, first), on=date(2020, 3, 1), by="Kim")
        project = _moved_since(draw, project)
    return a_full_paper(project, period)


def _moved_since(draw: st.DrawFn, project: Project) -> Project:
    """Some of the postings are on other lines now, split, or set aside."""
    ledger = project.ledger
    postings = [posting for batch in ledger.batches for posting in batch.postings]
    if not postings:
        return project
    moved = draw(st.lists(st.sampled_from(postings), max_size=4, unique_by=lambda p: p.id))
    kinds = st.sampled_from([(PartKind.COST, "1"), (PartKind.COST, "2"), (PartKind.SET_ASIDE, "")])
    placements = {}
    for posting in moved:
        half = Money(posting.amount.ore // 2)
        parts = [
            Part(kind=kind, amount=amount, target=target, reason="" if target else "Driftens")
            for amount in (half, posting.amount - half)
            for kind, target in (draw(kinds),)
        ]
        placements[posting.id] = Placement(parts=tuple(parts), by="Kim")
    return replace(project, ledger=replace(ledger, placements=placements))
