"""What stands behind the figures of an organisation of a joint project, used and budgeted."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from budgetdesk.accounting.behind import (
    OTHERS,
    Contribution,
    Kind,
    budgeted,
    minus,
    net_by_posting,
    parts,
    used,
)
from budgetdesk.accounting.partners import known_partners, owner
from budgetdesk.domain.account import Account, AllocatedPart, PartnerAccount
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine, FundingSource
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PartnerId


def of_partner(
    project: Project, account: Account, whose: PartnerAccount, figure: str
) -> Iterator[Contribution]:
    """What a figure of `PartnerAccount` is made of; `others` is what neither it nor the grant gave.

    The grant is a share of the one that was earned, and is told as that.
    """
    lines = [line for line in account.lines if line.partner == whose.id]
    match figure:
        case "budget":
            yield from budgeted(project, lines)
        case "actual":
            yield from used(lines)
        case "deviation":
            yield from budgeted(project, lines)
            yield from minus(used(lines))
        case "grant":
            yield _share(whose)
        case "others":
            yield from _received(project, account, whose)
        case _:
            others = _received(project, account, whose)
            own = (*used(lines), *minus((_share(whose), *others)))
            yield from net_by_posting(own)


def of_partner_budget(
    project: Project, version: BudgetVersion, whose: PartnerId | None, figure: str
) -> Iterator[Contribution]:
    """What a figure of `PartnerBudget` is made of: lines of a budget, year by year."""
    there, sources = known_partners(project), _SOURCES.get(figure, ())
    kind = Kind.FUNDING if sources else Kind.BUDGET
    lines: Iterable[BudgetLine | FundingLine] = (
        [line for line in version.funding if line.source in sources] if sources else version.lines
    )
    for line in lines:
        if owner(line.partner, there) == whose:
            for year, amount in line.amounts.items():
                yield Contribution(kind=kind, amount=amount, name=line.label, year=year)


_SOURCES: Final[Mapping[str, tuple[FundingSource, ...]]] = {
    "grant": (FundingSource.GRANT,),
    "own": (FundingSource.OWN,),
    "others": OTHERS,
}
"""The sources a figure sums; costs are of none."""


def _share(whose: PartnerAccount) -> Contribution:
    return Contribution(kind=Kind.SHARE, amount=whose.brought(FundingSource.GRANT), name=whose.name)


def _received(project: Project, account: Account, whose: PartnerAccount) -> Iterator[Contribution]:
    """Money received is negative in a ledger and counts positive here."""
    versions = (*project.versions, project.base_budget)
    sources = {line.id: line for version in versions for line in version.funding}
    there = known_partners(project)

    def is_theirs(part: AllocatedPart) -> bool:
        line = sources[part.target]  # type: ignore[index]
        return line.source in OTHERS and owner(line.partner, there) == whose.id

    came = (
        part
        for part in account.other_parts
        if part.kind is PartKind.FUNDING and not part.is_outside and is_theirs(part)
    )
    return minus(parts(came))
