"""What all operations on the ledger share: changing it, and finding what they were given."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from budgetdesk.domain.ledger import Ledger, PartKind, Placement, Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError


def change(project: Project, make: Callable[[Ledger], Ledger]) -> Project:
    """The project with another ledger."""
    return replace(project, ledger=make(project.ledger))


def without(ledger: Ledger, ids: AbstractSet[PostingId]) -> dict[PostingId, Placement]:
    """What people placed, less these postings."""
    return {key: placement for key, placement in ledger.placements.items() if key not in ids}


def postings(project: Project, ids: Iterable[PostingId]) -> list[Posting]:
    """The postings of these ids, each once; raises BudgetDeskError `ledger.unknown_posting`."""
    wanted = dict.fromkeys(ids)
    if not wanted:
        return []
    found = {
        posting.id: posting
        for batch in project.ledger.batches
        for posting in batch.postings
        if posting.id in wanted
    }
    for posting_id in wanted:
        if posting_id not in found:
            raise BudgetDeskError("ledger.unknown_posting", id=posting_id)
    return [found[posting_id] for posting_id in wanted]


def check_target(project: Project, kind: PartKind, target: str, reason: str) -> None:
    """That there is such a place.

    Lines of earlier versions count: that a line is not in the approved one is a finding.
    """
    if kind is PartKind.COST:
        if all(target != line.id for version in project.versions for line in version.lines):
            raise BudgetDeskError("budget.unknown_line", id=target)
    elif kind is PartKind.FUNDING:
        if all(target != line.id for version in project.versions for line in version.funding):
            raise BudgetDeskError("budget.unknown_funding", id=target)
    elif not reason.strip():
        raise BudgetDeskError("ledger.reason_missing")
