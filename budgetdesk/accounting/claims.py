"""The same cost in two projects' accounts: found by voucher, amount, days and supplier."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from budgetdesk.accounting.allocation import allocate
from budgetdesk.domain.around import Claimed
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project


class Neighbour(NamedTuple):
    """Another project: the name of its file, and what it holds."""

    file: str
    project: Project


def claimed_twice(project: Project, others: Iterable[Neighbour]) -> Iterator[Claimed]:
    """The postings whose cost another project has too, so that together they claim too much.

    A salary shared between two projects is no double claim: the parts of one posting may stand in
    several accounts as long as they do not come to more than the posting.
    """
    mine = _claims(project)
    for file, other in others:
        for key, (posting, theirs) in _claims(other).items():
            if key not in mine:
                continue
            own, amount = mine[key]
            if abs(amount.ore + theirs.ore) > abs(own.amount.ore):
                yield Claimed(
                    posting=own.id,
                    amount=amount,
                    file=file,
                    project=other.title,
                    other=posting,
                )


_Key = tuple[object, ...]


def _claims(project: Project) -> Mapping[_Key, tuple[Posting, Money]]:
    """What is on cost lines, by what makes a cost the same; a posting without voucher is none."""
    found: dict[_Key, tuple[Posting, Money]] = {}
    for part in allocate(project.ledger):
        posting = part.posting
        if part.kind is not PartKind.COST or not posting.voucher:
            continue
        key = _key(posting)
        before = found[key][1] if key in found and found[key][0].id == posting.id else Money()
        found[key] = (posting, before + part.amount)
    return found


def _key(posting: Posting) -> _Key:
    supplier = " ".join(posting.supplier.casefold().split())
    days = (posting.posting_date, posting.voucher_date)
    return (posting.voucher, posting.voucher_line, posting.amount.ore, *days, supplier)
