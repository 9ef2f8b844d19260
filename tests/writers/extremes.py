"""The worst case: all that an account can hold at once, in the longest words."""

from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk import paper_jobs, rulepacks
from budgetdesk.accounting.build import build_account
from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import Approval, BudgetVersion, DetailRow, FundingSource
from budgetdesk.domain.ledger import (
    Ledger,
    Part,
    PartKind,
    Placement,
    Posting,
    SkippedRow,
    VoucherFile,
)
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.seal import Reopening, SealedAccount
from budgetdesk.domain.value import LineId, PartnerId, VersionId, VoucherId
from budgetdesk.operations.account import take
from budgetdesk.writers.paper import AccountPaper, ChangeTold
from tests.builders import a_batch, a_line, a_posting, a_source, kr
from tests.writers.generated import a_review
from tests.writers.papers import FINDINGS, MADE_AT, a_real_project, a_rule

LONG = (
    "Udvikling, afprøvning og udbredelse af en fælles tilgang til den virksomhedsrettede indsats"
    " for borgere med problemer ud over ledighed, i samarbejde med nabokommunerne"
)
LINES = 40
FIRST = Period(start=date(2019, 12, 1), end=date(2020, 3, 31))


def a_worst_paper(postings: int = 200) -> AccountPaper:
    """The paper of a project with everything; a sealed account before it, and one taken."""
    begun = _project(postings)
    first = build_account(begun, FIRST)
    project = _moved(take(begun, first, on=date(2020, 4, 15), by="Kim"))
    account = build_account(project)
    changes = tuple(
        ChangeTold(
            at=datetime(2021, 1, number % 28 + 1, 9, tzinfo=UTC), by="Anne Bogholder", words=LONG
        )
        for number in range(12)
    )
    paper = paper_jobs.paper(project, account, FINDINGS, MADE_AT, "Anne Bogholder")
    return replace(paper, changes=changes)


def _project(postings: int) -> Project:
    made = tuple(_posting(number) for number in range(postings))
    half = len(made) // 2
    second = replace(a_batch(*made[half:], number=2), control_total=kr("12345.67"))
    skipped = SkippedRow(row=1, reason="heading", raw=";".join(LONG.split()))
    batches = tuple(
        replace(each, skipped=(skipped,) * 5, rows_read=len(each.postings) + 5)
        for each in (a_batch(*made[:half]), second)
    )
    rules = [a_rule(line, f"{line:04d}", PartKind.COST, str(line)) for line in range(1, LINES + 1)]
    others = [
        a_rule(91, "9001", PartKind.SET_ASIDE, reason=LONG),
        a_rule(92, "9002", PartKind.NOT_ELIGIBLE, reason=LONG),
        a_rule(93, "9003", PartKind.FUNDING, "F-other_grant"),
    ]
    ledger = Ledger(
        batches=batches,
        rules=(*rules, *others),
        vouchers=tuple(
            VoucherFile(
                id=VoucherId(f"f{number}"),
                posting=posting.id,
                name=f"{LONG[:60]}.pdf",
                size=123_456,
                sha256="ab" * 32,
            )
            for number, posting in enumerate(made[:6])
        ),
    )
    return replace(
        a_real_project(),
        title=LONG,
        call=rulepacks.load_call("C01"),
        versions=(_version(1), _version(2)),
        partners=(Partner(id=PartnerId("p1"), name=f"Nabokommunen, {LONG[:60]}"),),
        ledger=ledger,
        payments=(Payment(on=date(2020, 6, 2), amount=kr("250000"), note=LONG),),
        explanations={LineId(str(line)): LONG * 3 for line in range(1, LINES + 1, 3)},
        orders=(
            Order(line=LineId("2"), text=LONG, on=date(2020, 11, 1), amount=kr("12500.50")),
            Order(
                line=LineId("3"),
                text="Tryk",
                on=date(2020, 10, 1),
                amount=kr("900"),
                ended=date(2020, 11, 1),
            ),
        ),
        seals=(_seal(),),
        reviews=(a_review(list(made[:12])), a_review(list(made[12:20]))),
    )


def _posting(number: int) -> Posting:
    codes = [*(f"{line:04d}" for line in range(1, LINES + 1)), "9001", "9002", "9003", "9999"]
    credit = number % 7 == 0
    amount = kr(f"{'-' if credit else ''}{(number * 7919) % 99_000 + 1}.{number % 100:02d}")
    day = date(2019, 11 + number % 2, 28) if number % 11 == 0 else date(2020, number % 12 + 1, 9)
    return a_posting(
        number + 2,
        amount,
        gl_code=codes[number % len(codes)],
        posting_date=day,
        text=f"={LONG}" if number % 5 == 0 else f"Faktura {number}",
        supplier="Konsulenthuset Nordfjord & Søbakke Læring ApS" if number % 3 else "",
    )


def _version(number: int) -> BudgetVersion:
    lines = tuple(
        a_line(
            str(line),
            kr(20_000 + line * 100 + (500 * number if line % 9 == 0 else 0)),
            label=f"{LONG}, delpost {line}" if line % 4 == 0 else f"Delpost {line}",
            partner=PartnerId("p1") if line % 5 == 0 else None,
            details=(
                DetailRow(
                    text=f"Projektleder, {LONG[:40]}",
                    year=2020,
                    units=Decimal("40.25"),
                    unit="timer",
                    unit_price=kr(0),
                    annual_cost=kr("612345.67"),
                ),
            )
            if line < 4
            else (),
        )
        for line in range(1, LINES + 1)
    )
    return BudgetVersion(
        id=VersionId(f"v{number}"),
        name=f"Budget {number}",
        lines=lines,
        funding=(
            a_source(FundingSource.GRANT, kr(650_000)),
            a_source(FundingSource.OWN, kr(162_500)),
            a_source(FundingSource.OTHER_GRANT, kr(60_000)),
            a_source(FundingSource.INCOME, kr(0)),
        ),
        approval=Approval(on=date(2020, number, 2), reference=f"tilsagn 19/12345-{number}"),
        annual_hours=Decimal("1628.5"),
        reason=LONG if number > 1 else "",
    )


def _moved(project: Project) -> Project:
    """Some postings of the first account are on another line since, or set aside."""
    ledger = project.ledger
    placements = {}
    for number, posting in enumerate(ledger.batches[0].postings[:20]):
        kind, target = (PartKind.COST, "7") if number % 2 else (PartKind.SET_ASIDE, "")
        part = Part(kind=kind, amount=posting.amount, target=target, reason=LONG)
        placements[posting.id] = Placement(parts=(part,), by="Kim Holm")
    return replace(project, ledger=replace(ledger, placements=placements))


def _seal() -> SealedAccount:
    opened = Reopening(reason=LONG, by="Ole", at=datetime(2021, 3, 1, 8, tzinfo=UTC))
    return SealedAccount(
        kind=AccountKind.FINAL,
        at=datetime(2021, 2, 20, 9, tzinfo=UTC),
        by="Karen",
        digest="cd" * 32,
        account="ef" * 32,
        version="0.1.0",
        start=date(2019, 12, 1),
        end=date(2020, 12, 31),
        earned=kr("600000"),
        paid_out=kr("250000"),
        reopening=opened,
    )
