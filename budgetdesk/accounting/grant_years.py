"""Money of a source laid on the years of a project, no year above what it may hold (R9)."""

from collections.abc import Mapping, Sequence

from budgetdesk.domain.budget import FundingLine, FundingSource
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.rules import GrantLimitRule


def project_years(project: Project) -> Sequence[int]:
    """The calendar years of the project: of its period, and those that hold an amount."""
    period = project.period
    return sorted({*(period.years() if period else ()), *project.budget.years})


def most_in_a_year(rule: GrantLimitRule, kind: RecipientKind | None) -> Money | None:
    """The most in a calendar year: the recipient's own limit before the one for all."""
    own = (each.at_most_a_year for each in rule.for_recipients if kind in each.recipients)
    return next((limit for limit in own if limit is not None), rule.at_most_a_year)


def most_a_year(project: Project, line: FundingLine) -> Mapping[int, Money] | None:
    """What a line may bring in each year beside the others of its source; None for any amount."""
    rule = project.rules.grant_limit
    most = most_in_a_year(rule, project.recipient.kind) if rule else None
    if most is None or line.source is not FundingSource.GRANT:
        return None
    others = [
        each
        for each in project.budget.funding
        if each.source is FundingSource.GRANT and each.id != line.id
    ]
    return {year: max(most - _of_year(others, year), ZERO) for year in project_years(project)}


def lay_on_years(
    whole: Money, weights: Mapping[int, int], most: Mapping[int, Money] | None
) -> Mapping[int, Money]:
    """`whole` in proportion to the weights; what a year may not hold goes to the others.

    Where all of them together may not hold it the proportion stands, and a check tells. The
    weights are not all zero.
    """
    if most is None or whole > Money.total(most.values()):
        return _shares(whole, weights)
    laid: dict[int, Money] = {}
    while True:
        shares = _shares(whole - Money.total(laid.values()), _open(weights, most, laid))
        full = {year: most[year] for year, share in shares.items() if share > most[year]}
        if not full:
            return dict(sorted((laid | shares).items()))
        laid |= full


def _open(
    weights: Mapping[int, int], most: Mapping[int, Money], laid: Mapping[int, Money]
) -> Mapping[int, int]:
    """The years that can still take something: first those with a weight, then any."""
    left = [year for year in most if year not in laid]
    weighty = {year: weights[year] for year in left if weights.get(year)}
    return weighty or dict.fromkeys(left, 1)


def _shares(whole: Money, weights: Mapping[int, int]) -> dict[int, Money]:
    return dict(zip(weights, whole.split(list(weights.values())), strict=True))


def _of_year(lines: Sequence[FundingLine], year: int) -> Money:
    return Money.total(line.amounts.get(year, ZERO) for line in lines)
