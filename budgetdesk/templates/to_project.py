"""What a filled-in form holds, as a project on a call."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from msgspec.structs import replace
from rapidfuzz import fuzz

from budgetdesk.domain.budget import (
    BudgetLine,
    BudgetVersion,
    DetailRow,
    FundingLine,
    FundingSource,
)
from budgetdesk.domain.ledger import (
    FROM_FORM,
    ImportBatch,
    Ledger,
    Part,
    PartKind,
    Placement,
    Posting,
)
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.personal_data import has_personal_data
from budgetdesk.domain.project import Project, Signer
from budgetdesk.domain.recipient import Recipient
from budgetdesk.domain.rules import Call, CostItem
from budgetdesk.domain.value import FundingId, LineId, PostingId, Value, VersionId
from budgetdesk.templates.content import (
    ALL_YEARS,
    Content,
    DetailContent,
    LineContent,
    VoucherContent,
    project_field,
)
from budgetdesk.templates.words import fold
from budgetdesk.text import text

_SAME: Final = 85
_OWN: Final = frozenset(
    {
        "project.title",
        project_field("case_no"),
        "project.recipient",
        "project.cvr",
        "project.contact",
        "project.start",
        "project.end",
        project_field("total"),
        project_field("grant"),
        project_field("total_applied"),
        project_field("total_final"),
        "signoff.management_name",
        "signoff.management_title",
        "signoff.signer",
    }
)
"""Fields the project itself has a place for."""


class Origin(Value):
    """The file a form was read from."""

    file: str
    size: int
    sha256: str
    read_at: datetime


def nearest_call(programme: str, calls: Sequence[Call]) -> Call | None:
    """The call a form names as its own; None when it names none that is known."""
    wanted = fold(programme)
    named = [(fuzz.ratio(wanted, fold(call.name)), call) for call in calls] if wanted else []
    best = max(named, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= _SAME else None


def project_of(content: Content, call: Call, origin: Origin) -> Project:
    """A project with what the form holds; what it does not say is left unset."""
    lines = _numbered(content.lines)
    year = content.first_year or _earliest(content) or origin.read_at.year
    project = Project(
        call=call,
        versions=tuple(_versions(content, lines, call, year)),
        title=content.fields.get("project.title", ""),
        journal_number=content.fields.get(project_field("case_no"), ""),
        recipient=Recipient(
            name=content.fields.get("project.recipient", ""),
            cvr=content.fields.get("project.cvr", ""),
            contact=content.fields.get("project.contact", ""),
        ),
        period=_period(content.fields),
        signers=tuple(_signers(content.fields)),
        form_answers=_answers(content, call),
        explanations={
            line_id: line.post.explanation
            for line_id, line in lines.items()
            if line.post.explanation
        },
    )
    return replace(project, ledger=_ledger(content, lines, origin))


def _numbered(lines: Sequence[LineContent]) -> Mapping[LineId, LineContent]:
    return {LineId(str(number)): line for number, line in enumerate(lines, start=1)}


def _earliest(content: Content) -> int | None:
    years = [year for line in content.lines for year in line.amounts if year]
    return min(years, default=None)


def _period(fields: Mapping[str, str]) -> Period | None:
    start, end = fields.get("project.start"), fields.get("project.end")
    if not (start and end):
        return None
    return Period(start=date.fromisoformat(start), end=date.fromisoformat(end))


def _signers(fields: Mapping[str, str]) -> Iterator[Signer]:
    name = fields.get("signoff.management_name", "")
    title = fields.get("signoff.management_title", "")
    if not name and (both := fields.get("signoff.signer", "")):
        name, _, title = (part.strip() for part in both.partition(","))
    if name:
        yield Signer(name=name, title=title)


def _answers(content: Content, call: Call) -> Mapping[str, str]:
    answers = {name: said for name, said in content.fields.items() if said and name not in _OWN}
    if answers.get(project_field("programme")) == call.name:
        del answers[project_field("programme")]
    for source in content.sources:
        if source.post.explanation:
            answers[f"explanation.{source.source.value}"] = source.post.explanation
    return dict(sorted(answers.items()))


# --- budgets ------------------------------------------------------------------------------------


def _versions(
    content: Content, lines: Mapping[LineId, LineContent], call: Call, year: int
) -> Iterator[BudgetVersion]:
    """The budget; where a form has one as applied for and another as it ended, both in order."""
    posts = [line.post for line in content.lines] + [each.post for each in content.sources]
    differ = any(
        each.applied is not None and each.final not in (None, each.applied) for each in posts
    ) or any(
        each.final is not None and each.applied is None
        for each in posts
        if any(post.applied for post in posts)
    )
    roles = ("applied", "final") if differ else ("final",)
    items = call.rules.eligible.items if call.rules.eligible else ()
    for number, role in enumerate(roles, start=1):
        yield BudgetVersion(
            id=VersionId(f"v{number}"),
            name=text(f"templates.versions.{role}") if differ else "",
            lines=tuple(_line(line_id, each, items, role, year) for line_id, each in lines.items()),
            funding=tuple(_funding(content, role, year)),
        )


def _line(
    line_id: LineId, line: LineContent, items: Sequence[CostItem], role: str, year: int
) -> BudgetLine:
    return BudgetLine(
        id=line_id,
        label=line.label,
        item=item_of(line.label, line.group, items),
        note=line.note,
        amounts=_amounts(line, role, year),
        details=tuple(row for each in line.details for row in _rows(each, line, year)),
    )


def item_of(label: str, group: str, items: Sequence[CostItem]) -> str | None:
    """The cost item of a call that a line is: by its label, else the only one of its kind."""
    folded = fold(label)
    best = max(items, key=lambda item: fuzz.ratio(fold(item.label), folded), default=None)
    if best is not None and fuzz.ratio(fold(best.label), folded) >= _SAME:
        return best.key
    of_group = [item.key for item in items if group and item.group == group]
    return of_group[0] if len(of_group) == 1 else None


def _amounts(line: LineContent, role: str, year: int) -> Mapping[int, Money]:
    """The amounts by year; a form without years has one sum, which is put on the first year."""
    if line.amounts:
        return _by_year(line.amounts, year)
    post = line.post
    budgets = (
        (post.applied, post.final, post.approved)
        if role == "applied"
        else (
            post.final,
            post.applied,
            post.approved,
        )
    )
    found = next((each for each in budgets if each is not None), None)
    return {year: found} if found else {}


def _by_year(amounts: Mapping[int, Money], year: int) -> dict[int, Money]:
    """Years counted from one, and no year at all, as calendar years."""
    named: dict[int, Money] = {}
    for each, money in amounts.items():
        calendar = each if each > 100 else year + max(each - 1, ALL_YEARS)
        named[calendar] = named.get(calendar, Money(0)) + money
    return dict(sorted(named.items()))


def _rows(detail: DetailContent, line: LineContent, year: int) -> Iterator[DetailRow]:
    amounts = _by_year(detail.amounts, year)
    is_line_itself = len(line.details) == 1 and fold(detail.text) == fold(line.label)
    if is_line_itself and detail.units is None and not detail.note:
        return
    price = detail.unit_price
    for each, money in amounts.items():
        units, unit_price = _units(money, price, detail, len(amounts))
        yield DetailRow(
            text=detail.text,
            year=each,
            units=units,
            unit_price=unit_price,
            unit=detail.unit,
            note=detail.note,
        )


def _units(
    money: Money, price: Money | None, detail: DetailContent, years: int
) -> tuple[Decimal, Money]:
    """So many units at a price that they come to the amount; one unit of it where they cannot."""
    if price and detail.units is not None:
        if years == 1 and price.times(detail.units) == money:
            return detail.units, price
        units = Decimal(f"{Decimal(money.ore) / Decimal(price.ore):.9g}").normalize() + 0
        if price.times(units) == money:
            return units, price
    return Decimal(1), money


def _funding(content: Content, role: str, year: int) -> Iterator[FundingLine]:
    found = set()
    number = 0
    for number, source in enumerate(content.sources, start=1):
        found.add(source.source)
        post = source.post
        sums = (post.applied, post.final) if role == "applied" else (post.final, post.applied)
        whole = next((each for each in (*sums, post.approved) if each is not None), None)
        amounts = _by_year(source.amounts, year) or ({year: whole} if whole else {})
        yield FundingLine(
            id=FundingId(f"f{number}"),
            source=source.source,
            label=source.label,
            amounts=amounts,
            note=source.note,
        )
    for source_ in (FundingSource.GRANT, FundingSource.OWN):
        if source_ not in found:
            number += 1
            yield FundingLine(id=FundingId(f"f{number}"), source=source_)


# --- the account ---------------------------------------------------------------------------------


def _counted(content: Content) -> frozenset[str]:
    """The lines whose account is the sum of all their vouchers, whenever these are dated."""
    sums: dict[str, Money] = {}
    for voucher in content.vouchers:
        label = fold(voucher.line)
        sums[label] = sums.get(label, Money(0)) + (voucher.amount or Money(0))
    return frozenset(
        fold(line.label) for line in content.lines if line.post.actual == sums.get(fold(line.label))
    )


def late_vouchers(content: Content) -> Iterator[VoucherContent]:
    """Vouchers dated outside the period that the form's own account counts all the same."""
    period, counted = _period(content.fields), _counted(content)
    if period is None:
        return
    for voucher in content.vouchers:
        is_outside = voucher.day is not None and voucher.day not in period
        if is_outside and fold(voucher.line) in counted:
            yield voucher


def _ledger(content: Content, lines: Mapping[LineId, LineContent], origin: Origin) -> Ledger:
    """The list of vouchers as postings on their lines; without a list, each line's actual costs."""
    by_label = {fold(line.label): line_id for line_id, line in lines.items()}
    made: list[tuple[Posting, LineId | None]] = []
    for row, voucher in enumerate(content.vouchers, start=1):
        words = f"{voucher.supplier} {voucher.text} {voucher.remark}"
        posting = Posting(
            id=PostingId(f"1-{row}"),
            row=row,
            amount=voucher.amount or Money(0),
            posting_date=voucher.day,
            voucher_date=voucher.day,
            voucher=voucher.number,
            supplier=voucher.supplier,
            text=voucher.text,
            other=voucher.remark,
            is_personal=has_personal_data(words),
        )
        made.append((posting, by_label.get(fold(voucher.line))))
    if not content.vouchers:
        told = [(line_id, line) for line_id, line in lines.items() if line.post.actual]
        for row, (line_id, line) in enumerate(told, start=1):
            said = text("templates.actual", line=line.label, file=origin.file)
            amount = line.post.actual or Money(0)
            posting = Posting(id=PostingId(f"1-{row}"), row=row, amount=amount, text=said)
            made.append((posting, line_id))
    if not made:
        return Ledger()
    batch = ImportBatch(
        number=1,
        file=origin.file,
        size=origin.size,
        sha256=origin.sha256,
        format="xlsx",
        profile=FROM_FORM,
        rows_read=len(made),
        already_there=(),
        postings=tuple(posting for posting, _ in made),
        skipped=(),
        imported_at=origin.read_at,
    )
    placements = {
        posting.id: Placement(
            parts=(Part(kind=PartKind.COST, amount=posting.amount, target=target),), by=origin.file
        )
        for posting, target in made
        if target is not None
    }
    return Ledger(batches=(batch,), placements=placements)
