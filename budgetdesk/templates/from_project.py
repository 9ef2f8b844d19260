"""A project as the content of a form."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.account import Account
from budgetdesk.domain.budget import BudgetVersion, DetailRow, FundingSource
from budgetdesk.domain.ledger import FROM_FORM
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import Call
from budgetdesk.templates.content import (
    Content,
    DetailContent,
    LineContent,
    PostContent,
    SourceContent,
    VoucherContent,
    project_field,
)
from budgetdesk.templates.words import Vocabulary

_ONE: Final = Decimal(1)


def content_of(project: Project, account: Account | None) -> Content:
    """What a form can be told of a project; with its account, when one was made."""
    return Content(
        fields=_fields(project),
        lines=tuple(_lines(project, account)),
        sources=tuple(_sources(project, account)),
        vouchers=tuple(_vouchers(project, account)) if account else (),
        first_year=project.period.start.year if project.period else None,
        has_account=account is not None,
    )


def finance_accounts(call: Call) -> Iterator[str]:
    """The accounts of the Finance Act that a call's money is on (R36)."""
    if call.rules.pool is not None:
        yield from call.rules.pool.accounts


def _fields(project: Project) -> Mapping[str, str]:
    known = {
        project_field("programme"): project.call.name,
        project_field("budget_account"): next(finance_accounts(project.call), "").removeprefix(
            "§ "
        ),
        "project.title": project.title,
        project_field("case_no"): project.journal_number,
        "project.recipient": project.recipient.name,
        "project.cvr": project.recipient.cvr,
        "project.contact": project.recipient.contact,
    }
    if project.participants is not None:
        known["project.participants"] = str(project.participants)
    if project.period is not None:
        known["project.start"] = project.period.start.isoformat()
        known["project.end"] = project.period.end.isoformat()
    for signer in project.signers[:1]:
        known["signoff.management_name"] = signer.name
        known["signoff.management_title"] = signer.title
    return {name: said for name, said in (known | dict(project.form_answers)).items() if said}


def _lines(project: Project, account: Account | None) -> Iterator[LineContent]:
    items = project.call.rules.eligible.items if project.call.rules.eligible else ()
    groups = {item.key: item.group for item in items}
    first = project.versions[0] if len(project.versions) > 1 else project.base_budget
    applied = {line.id: line.total for line in first.lines}
    actual = {line.id: line for line in account.lines} if account else {}
    budget = project.base_budget
    prices = Prices(budget)
    known = {line.id for line in budget.lines}
    later = [line for line in project.budget.lines if line.id not in known and line.id in actual]
    for line in (*budget.lines, *later):
        its = actual.get(line.id)
        yield LineContent(
            label=line.label,
            group=groups.get(line.item or "", "") or Vocabulary().group(line.label).name,
            amounts=line.amounts,
            details=tuple(_details(prices.plain_rows(line))),
            note=line.note,
            post=PostContent(
                applied=applied.get(line.id),
                actual=its.actual if its and (its.actual or its.budget) else None,
                explanation=its.explanation if its else "",
            ),
        )


def _details(rows: Sequence[DetailRow]) -> Iterator[DetailContent]:
    """The rows of one thing in several years as one: a form's row has a cell for each year."""
    group: list[DetailRow] = []
    for row in rows:
        if group and not _belongs(group, row):
            yield _detail(group)
            group = []
        group.append(row)
    if group:
        yield _detail(group)


def _belongs(group: Sequence[DetailRow], row: DetailRow) -> bool:
    first = group[0]
    same = (first.text, first.unit, first.note) == (row.text, row.unit, row.note)
    priced = first.unit_price == row.unit_price or all(each.units == _ONE for each in (*group, row))
    return same and priced and row.year not in {each.year for each in group}


def _detail(group: Sequence[DetailRow]) -> DetailContent:
    first = group[0]
    prices = {row.unit_price for row in group}
    return DetailContent(
        text=first.text,
        unit=first.unit,
        units=sum((row.units for row in group), Decimal(0)) if len(prices) == 1 else None,
        unit_price=first.unit_price if len(prices) == 1 else None,
        amounts={
            row.year: row.unit_price.times(row.units)
            for row in sorted(group, key=lambda row: row.year)
        },
        note=first.note,
    )


def _sources(project: Project, account: Account | None) -> Iterator[SourceContent]:
    actual = {each.source: each.actual for each in account.funding} if account else {}
    told: set[FundingSource] = set()
    first = project.versions[0]
    for line in project.base_budget.funding:
        yield SourceContent(
            source=line.source,
            label=line.label,
            amounts=line.amounts,
            note=line.note,
            post=PostContent(
                applied=_applied(first, line.id) if len(project.versions) > 1 else None,
                actual=None if line.source in told else actual.get(line.source),
                explanation=project.form_answers.get(f"explanation.{line.source.value}", ""),
            ),
        )
        told.add(line.source)


def _applied(version: BudgetVersion, funding_id: str) -> Money | None:
    return next((line.total for line in version.funding if line.id == funding_id), None)


def _vouchers(project: Project, account: Account | None) -> Iterator[VoucherContent]:
    """The costs of the account, a row for each part of a posting, in the order of the import."""
    places = _places(project)
    batches = {str(batch.number): batch.profile for batch in project.ledger.batches}
    parts = [(line, part) for line in (account.lines if account else ()) for part in line.parts]
    for line, part in sorted(parts, key=lambda each: places.get(each[1].posting.id, 0)):
        posting = part.posting
        if (
            posting.voucher == ""
            and posting.posting_date is None
            and _is_from_form(batches, posting.id)
        ):
            continue
        own = _is_from_form(batches, posting.id)
        yield VoucherContent(
            number=posting.voucher,
            day=posting.voucher_date or posting.posting_date,
            supplier=posting.supplier,
            text=posting.text,
            amount=part.amount,
            line=line.label,
            remark=posting.other if own else "",
        )


def _is_from_form(batches: Mapping[str, str], posting_id: str) -> bool:
    return batches.get(posting_id.partition("-")[0]) == FROM_FORM


def _places(project: Project) -> Mapping[str, int]:
    postings = (posting.id for batch in project.ledger.batches for posting in batch.postings)
    return {posting: number for number, posting in enumerate(postings)}
