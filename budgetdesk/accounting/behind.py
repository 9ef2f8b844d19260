"""What stands behind a figure: postings, and what else it is made of, adding up to the figure.

A figure that takes something from something else has the one with its sign and the other with the
opposite, so that what is listed always comes to the figure itself, to the øre.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Final

from budgetdesk.domain.account import Account, AccountLine, AllocatedPart
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.ledger import Ledger, PartKind, Posting
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.order import Order
from budgetdesk.domain.project import Project
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.domain.value import LineId, PostingId, Value


class Kind(Enum):
    """What adds to a figure."""

    POSTING = "posting"
    BUDGET = "budget"  # a line of the budget, in one year
    FUNDING = "funding"  # a source of the budget, in one year
    PLAN = "plan"  # a line's share of the budget in a stretch of time
    PAYMENT = "payment"
    ORDER = "order"
    OWN_PART = "own_part"  # what the call's share leaves to the recipient
    FLOOR = "floor"  # a grant is never below nothing
    LET_GO = "let_go"  # too little to be claimed back
    SHARE = "share"  # an organisation's share of the grant that was earned


class Contribution(Value, gc=False):
    """What one thing adds to a figure; a cost on its line is positive.

    `posting` is None for what is no posting; `name` is a line's, a source's or a payment's own, and
    `year` the budget year, where there is one.
    """

    kind: Kind
    amount: Money
    posting: Posting | None = None
    name: str = ""
    year: int | None = None
    on: date | None = None


Contributions = Iterable[Contribution]


def total(found: Contributions) -> Money:
    """What contributions come to."""
    return Money(sum(each.amount.ore for each in found))


def minus(found: Contributions) -> Iterator[Contribution]:
    """The same, taken away."""
    for each in found:
        yield Contribution(
            kind=each.kind,
            amount=-each.amount,
            posting=each.posting,
            name=each.name,
            year=each.year,
            on=each.on,
        )


def parts(found: Iterable[AllocatedPart]) -> Iterator[Contribution]:
    """Parts of postings."""
    for each in found:
        yield Contribution(kind=Kind.POSTING, amount=each.amount, posting=each.posting)


def orders(found: Iterable[Order]) -> Iterator[Contribution]:
    """What is ordered and not invoiced."""
    for each in found:
        yield Contribution(kind=Kind.ORDER, amount=each.amount, name=each.text, on=each.on)


def plan(name: str, amount: Money) -> Iterator[Contribution]:
    """A line's budget in a stretch of time."""
    if amount:
        yield Contribution(kind=Kind.PLAN, amount=amount, name=name)


# --- the lines of an account ----------------------------------------------------------------------


def budgeted(project: Project, lines: Iterable[AccountLine]) -> Iterator[Contribution]:
    """The years of the budget an account is held against."""
    planned = {line.id: line for line in project.base_budget.lines}
    for each in lines:
        if each.id in planned:
            for year, amount in planned[each.id].amounts.items():
                yield Contribution(kind=Kind.BUDGET, amount=amount, name=each.label, year=year)


def used(lines: Iterable[AccountLine]) -> Iterator[Contribution]:
    """The postings on lines."""
    for each in lines:
        yield from parts(each.parts)


def reported(
    accounts: Iterable[TakenAccount], lines: Iterable[LineId], ledger: Ledger
) -> Iterator[Contribution]:
    """What accounts taken before told of lines, posting by posting; one that is gone has its id."""
    wanted = frozenset(lines)
    at_hand = {posting.id: posting for batch in ledger.batches for posting in batch.postings}
    for (posting_id, line), amount in _told(accounts).items():
        if line in wanted and amount:
            yield Contribution(
                kind=Kind.POSTING,
                amount=Money(amount),
                posting=at_hand.get(posting_id, Posting(posting_id, 0, Money(amount))),
            )


def _told(accounts: Iterable[TakenAccount]) -> Mapping[tuple[PostingId, LineId], int]:
    told: dict[tuple[PostingId, LineId], int] = {}
    for account in accounts:
        for entry in account.entries:
            key = entry.posting, entry.line
            told[key] = told.get(key, 0) + entry.amount.ore
    return told


def net_by_posting(found: Contributions) -> Iterator[Contribution]:
    """Each posting once, with what it adds in all; what adds nothing is left out."""
    sums: dict[PostingId, int] = {}
    postings: dict[PostingId, Posting] = {}
    for each in found:
        if each.posting is None:
            yield each
        else:
            sums[each.posting.id] = sums.get(each.posting.id, 0) + each.amount.ore
            postings.setdefault(each.posting.id, each.posting)
    for posting_id, ore in sums.items():
        if ore:
            yield Contribution(kind=Kind.POSTING, amount=Money(ore), posting=postings[posting_id])


# --- who paid, and what the grant comes to --------------------------------------------------------


def promised(project: Project, source: FundingSource) -> Iterator[Contribution]:
    """What a source is to bring, by its lines and years."""
    for line in project.base_budget.funding:
        if line.source is source:
            for year, amount in line.amounts.items():
                yield Contribution(kind=Kind.FUNDING, amount=amount, name=line.label, year=year)


def received(
    project: Project, account: Account, sources: Sequence[FundingSource]
) -> Iterator[Contribution]:
    """What sources brought: money received is negative in a ledger and counts positive here."""
    base = {line.id: line.source for version in project.versions for line in version.funding}
    base |= {line.id: line.source for line in project.base_budget.funding}
    came = (
        part
        for part in account.other_parts
        if part.kind is PartKind.FUNDING
        and not part.is_outside
        and base.get(part.target) in sources  # type: ignore[call-overload]
    )
    return minus(parts(came))


OTHERS: Final = (FundingSource.OTHER_GRANT, FundingSource.INCOME)
"""The sources that are neither the grant nor the recipient."""


def brought(project: Project, account: Account, source: FundingSource) -> Iterator[Contribution]:
    """What a source brought: the grant is what was earned, the own share what nobody else paid."""
    match source:
        case FundingSource.GRANT:
            yield from earned(project, account)
        case FundingSource.OWN:
            own = (
                *used(account.lines),
                *minus(earned(project, account)),
                *minus(received(project, account, OTHERS)),
            )
            yield from net_by_posting(own)
        case _:
            yield from received(project, account, (source,))


def paid(project: Project) -> Iterator[Contribution]:
    """What the funder has paid."""
    for each in project.payments:
        yield Contribution(kind=Kind.PAYMENT, amount=each.amount, name=each.note, on=each.on)


def limit(project: Project, account: Account, name: str) -> Iterator[Contribution]:
    """What one of the settlement's limits is made of."""
    figure = account.settlement.limits[name]
    match name:
        case "commitment":
            yield from promised(project, FundingSource.GRANT)
        case "share":
            base = tuple(used(account.lines))
            yield from base
            rest = figure - total(base)
            if rest:
                yield Contribution(kind=Kind.OWN_PART, amount=rest)
        case _:
            yield from used(account.lines)
            yield from minus(received(project, account, OTHERS))
            if name == "own_stands":
                yield from minus(promised(project, FundingSource.OWN))


def earned(project: Project, account: Account) -> Iterator[Contribution]:
    """The grant that was earned: its lowest limit, never below nothing."""
    limits = account.settlement.limits
    lowest = min(limits, key=lambda each: limits[each])
    yield from limit(project, account, lowest)
    if limits[lowest] < ZERO:
        yield Contribution(kind=Kind.FLOOR, amount=-limits[lowest])


def settled(project: Project, account: Account, step: str) -> Iterator[Contribution]:
    """A step of the settlement: a limit, or what follows of them."""
    settlement = account.settlement
    match step:
        case "earned":
            yield from earned(project, account)
        case "paid_out":
            yield from paid(project)
        case "unused":
            yield from promised(project, FundingSource.GRANT)
            yield from minus(earned(project, account))
        case "claim" | "repay" | "advance":
            due = (*earned(project, account), *minus(paid(project)))
            over = due if step == "claim" else tuple(minus(due))
            yield from over
            told: Money = getattr(settlement, step)
            rest = told - total(over)
            if rest:
                kind = Kind.LET_GO if settlement.is_let_go else Kind.FLOOR
                yield Contribution(kind=kind, amount=rest)
        case _:
            yield from limit(project, account, step)


# --- the reconciliation ---------------------------------------------------------------------------


def boxed(account: Account, kind: PartKind | None, *, is_outside: bool = False) -> Contributions:
    """The parts in one box of the reconciliation; None is what nobody has placed."""
    if kind is PartKind.COST and not is_outside:
        return used(account.lines)
    return parts(
        part
        for part in account.other_parts
        if part.is_outside is is_outside and (is_outside or part.kind is kind)
    )


def imported(account: Account) -> Iterator[Contribution]:
    """Every part of every posting."""
    yield from used(account.lines)
    yield from parts(account.other_parts)
