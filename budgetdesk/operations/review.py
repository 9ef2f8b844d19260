"""The auditor's review comes in, and its questions and findings are answered."""

from datetime import date

from msgspec.structs import replace

from budgetdesk.domain.project import Project
from budgetdesk.domain.review import Review
from budgetdesk.errors import BudgetDeskError


def add_review(project: Project, review: Review) -> Project:
    """Keeps a review; the same file a second time changes nothing."""
    if any(each.digest == review.digest for each in project.reviews):
        return project
    return replace(project, reviews=(*project.reviews, review))


def answer(project: Project, review: int, item: int, words: str, by: str, on: date) -> Project:
    """Answers what the auditor said of a posting; both are counted from 0.

    Raises:
        BudgetDeskError: `review.empty_answer`, or `review.unknown_item`.
    """
    if not words.strip():
        raise BudgetDeskError("review.empty_answer")
    try:
        there = project.reviews[review]
        asked = there.items[item]
    except IndexError as error:
        raise BudgetDeskError("review.unknown_item", number=item + 1) from error
    answered = replace(asked, answer=words.strip(), answered_by=by, answered_on=on)
    items = (*there.items[:item], answered, *there.items[item + 1 :])
    reviews = project.reviews
    changed = replace(there, items=items)
    return replace(project, reviews=(*reviews[:review], changed, *reviews[review + 1 :]))
