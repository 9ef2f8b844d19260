"""The auditor's mode: a sample of the account's costs, as the beginning of a review.

Drawn from the postings with a cost on a line of the final account, in the order of the imports. The
account's digest stands in the review, so that nobody answers for another account.
"""

from datetime import datetime

from budgetdesk import jobs
from budgetdesk.accounting.sampling import draw
from budgetdesk.domain.account import Account
from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.review import Review, ReviewItem, SampleCriteria
from budgetdesk.domain.value import PostingId, Value
from budgetdesk.errors import BudgetDeskError


class Population(Value):
    """What a sample is drawn from: the postings in order, and the line each is on first."""

    account: str
    postings: tuple[Posting, ...]
    lines: dict[PostingId, str]


def population(account: Account, project: Project) -> Population:
    """The costs of an account, each posting once."""
    lines: dict[PostingId, str] = {}
    for line in account.lines:
        for part in line.parts:
            lines.setdefault(part.posting.id, line.label)
    postings = (posting for batch in project.ledger.batches for posting in batch.postings)
    return Population(
        account=account.digest,
        postings=tuple(posting for posting in postings if posting.id in lines),
        lines=lines,
    )


def new_review(project: Project, criteria: SampleCriteria, auditor: str, at: datetime) -> Review:
    """A review of the account as it stands, its sample drawn and nothing said yet.

    Raises:
        BudgetDeskError: as `sampling.draw`, or `account.no_period`.
    """
    drawn_from = population(jobs.account(project), project)
    drawn = draw(criteria, drawn_from.postings, drawn_from.lines)
    return Review(
        auditor=auditor,
        at=at,
        account=drawn_from.account,
        method=criteria.method,
        seed=criteria.seed,
        size=criteria.size,
        at_least=criteria.at_least,
        items=tuple(
            ReviewItem(posting=each.id, voucher=each.voucher, amount=each.amount) for each in drawn
        ),
    )


def require_own(project: Project, review: Review) -> None:
    """Refuses a review of another account than this project's: as it stands, or as once sealed.

    Raises:
        BudgetDeskError: `review.other_account`.
    """
    own = {each.account for each in project.seals}
    if review.account not in own and review.account != jobs.account(project).digest:
        raise BudgetDeskError("review.other_account", auditor=review.auditor)
