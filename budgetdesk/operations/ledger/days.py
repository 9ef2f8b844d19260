"""The day a posting belongs to, where a person says another than its own."""

from collections.abc import Iterable
from functools import reduce

from msgspec.structs import replace

from budgetdesk.domain.decision import Decision
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.operations.ledger.change import postings
from budgetdesk.operations.project import decide


def tell_day(project: Project, posting_ids: Iterable[PostingId], decision: Decision) -> Project:
    """Keeps for each of some postings what a person decided of its day (R22).

    The answer is an ISO day, or `OWN_DAY`, which gives them their own back.

    Raises:
        BudgetDeskError: `ledger.unknown_posting`; `project.decision_without_reason`.
    """
    told = (replace(decision, about=each.id) for each in postings(project, posting_ids))
    return reduce(decide, told, project)
