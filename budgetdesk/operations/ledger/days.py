"""The day a posting belongs to, where a person says another than its own."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

from budgetdesk.domain.decision import OWN_DAY, Decision, Topic
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.operations.ledger.change import postings
from budgetdesk.operations.project import decide


def tell_day(
    project: Project,
    posting_ids: Iterable[PostingId],
    day: date | None,
    *,
    reason: str,
    by: str,
    on: date,
) -> Project:
    """Says which day postings belong to (R22), as a decision on each; None gives them their own.

    Raises:
        BudgetDeskError: `ledger.unknown_posting`; `project.decision_without_reason`.
    """
    answer = day.isoformat() if day else OWN_DAY
    told = (
        Decision(
            topic=Topic.POSTING_DAY, about=posting.id, answer=answer, reason=reason, by=by, on=on
        )
        for posting in postings(project, posting_ids)
    )
    return reduce(decide, told, project)
