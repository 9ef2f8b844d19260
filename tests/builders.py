"""Small real values with sensible defaults, so that a test names only what it is about."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from budgetdesk.domain.budget import (
    Approval,
    BudgetLine,
    BudgetVersion,
    FundingLine,
    FundingSource,
)
from budgetdesk.domain.finding import Source
from budgetdesk.domain.ledger import ImportBatch, Ledger, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import Call, CallRules
from budgetdesk.domain.value import FundingId, LineId, PostingId, VersionId

A_SOURCE = Source(document="Opslaget", section="Krav", url="https://example.dk", quote="...")


def kr(kroner: str | int) -> Money:
    """`kr("1234.56")` is 1.234,56 kr."""
    return Money.parse(str(kroner))


def a_call(rules: CallRules | None = None, *, complete: bool = True) -> Call:
    return Call(
        id="T01",
        name="Prøvepuljen",
        funder="Styrelsen",
        complete=complete,
        where_to_look=A_SOURCE,
        rules=rules or CallRules(),
    )


def a_line(
    line_id: str = "1", amounts: Mapping[int, Money] | Money | None = None, **fields: object
) -> BudgetLine:
    """A cost line; one amount is put on 2020."""
    per_year = {2020: amounts} if isinstance(amounts, Money) else dict(amounts or {})
    defaults: dict[str, object] = {"label": f"Linje {line_id}", "note": "Begrundet."}
    return BudgetLine(id=LineId(line_id), amounts=per_year, **(defaults | fields))  # type: ignore[arg-type]


def a_source(source: FundingSource, amount: Money, funding_id: str = "") -> FundingLine:
    return FundingLine(
        id=FundingId(funding_id or f"F-{source.value}"), source=source, amounts={2020: amount}
    )


def a_budget(
    *lines: BudgetLine,
    grant: Money | None = None,
    own: Money | None = None,
    other: Money | None = None,
    approved: bool = False,
) -> BudgetVersion:
    sources = (
        (FundingSource.GRANT, grant),
        (FundingSource.OWN, own),
        (FundingSource.OTHER_GRANT, other),
    )
    return BudgetVersion(
        id=VersionId("v1"),
        name="Ansøgt",
        lines=lines,
        funding=tuple(a_source(kind, money) for kind, money in sources if money is not None),
        approval=Approval(on=date(2020, 1, 2), reference="19/12345") if approved else None,
    )


def a_posting(row: int = 2, amount: Money | None = None, **fields: object) -> Posting:
    """A posting of batch 1 in the middle of 2020 with a voucher."""
    defaults: dict[str, object] = {
        "posting_date": date(2020, 6, 15),
        "voucher": f"B{row}",
        "text": f"Bilag {row}",
    }
    return Posting(
        id=PostingId(f"1-{row}"),
        row=row,
        amount=kr(100) if amount is None else amount,
        **(defaults | fields),  # type: ignore[arg-type]
    )


def a_batch(*postings: Posting, number: int = 1) -> ImportBatch:
    return ImportBatch(
        number=number,
        file="udtraek.csv",
        size=1000,
        sha256="0" * 64,
        format="csv",
        profile="prisme",
        rows_read=len(postings),
        already_there=(),
        postings=postings,
        skipped=(),
        imported_at=datetime(2021, 1, 15, 9, 0, tzinfo=UTC),
    )


def a_ledger(*postings: Posting) -> Ledger:
    return Ledger(batches=(a_batch(*postings),))


def a_project(
    budget: BudgetVersion | None = None, rules: CallRules | None = None, **fields: object
) -> Project:
    """A municipality's project from December 2019 to December 2020."""
    defaults: dict[str, object] = {
        "title": "Kompetenceløft",
        "journal_number": "19/12345",
        "recipient": Recipient(name="Prøvestrup Kommune", kind=RecipientKind.MUNICIPALITY),
        "period": Period(start=date(2019, 12, 1), end=date(2020, 12, 31)),
    }
    return Project(
        call=a_call(rules),
        versions=(budget or a_budget(),),
        **(defaults | fields),  # type: ignore[arg-type]
    )


def pct(percent: str) -> Decimal:
    return Decimal(percent)
