"""The most and the least a grant may be, as far as what they hang on is known (R6, R9).

In a calendar year, for recipients of some kinds, and after a late start.
"""

from collections.abc import Iterator
from datetime import date

from budgetdesk.accounting.grant_years import most_in_a_year, project_years
from budgetdesk.accounting.late_start import greatest_after_late_start
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.value import Value

Limit = tuple[str, Money]
"""The name of a limit, and how much."""


class Applicant(Value):
    """What limits hang on, each None where it is not known.

    `years` is how many calendar years the grant falls in, `start` the project's first day.
    """

    kind: RecipientKind | None = None
    years: int | None = None
    start: date | None = None


def applicant_of(project: Project) -> Applicant:
    """What is known of who applies with a project."""
    return Applicant(
        kind=project.recipient.kind,
        years=len(project_years(project)) or None,
        start=project.period.start if project.period else None,
    )


def ceilings(rules: CallRules, applicant: Applicant) -> Iterator[Limit]:
    """The most a grant may be."""
    limit = rules.grant_limit
    if limit is None:
        return
    if limit.at_most is not None:
        yield "at_most", limit.at_most
        if rules.late_start is not None and applicant.start is not None:
            most = greatest_after_late_start(rules.late_start, applicant.start, limit.at_most)
            yield "late_start", most
    a_year = most_in_a_year(limit, applicant.kind)
    if a_year is not None and applicant.years is not None:
        yield "at_most_a_year", Money(a_year.ore * applicant.years)
    for own in limit.for_recipients:
        if own.at_most is not None and applicant.kind in own.recipients:
            yield "recipient_at_most", own.at_most


def floors(rules: CallRules, applicant: Applicant) -> Iterator[Limit]:
    """The least a grant may be."""
    limit = rules.grant_limit
    if limit is None:
        return
    if limit.at_least is not None:
        yield "at_least", limit.at_least
    for own in limit.for_recipients:
        if own.at_least is not None and applicant.kind in own.recipients:
            yield "recipient_at_least", own.at_least


def not_held(rules: CallRules, applicant: Applicant) -> Iterator[str]:
    """The limits that were not held, since what they hang on is not known."""
    limit = rules.grant_limit
    if limit is None:
        return
    if most_in_a_year(limit, applicant.kind) is not None and applicant.years is None:
        yield "years"
    if limit.for_recipients and applicant.kind is None:
        yield "recipient"
    if rules.late_start is not None and limit.at_most is not None and applicant.start is None:
        yield "start"
