"""Takes the solver's figures over: what grant and own share bring, year by year."""

from msgspec.structs import replace

from budgetdesk.accounting.grant_years import lay_on_years, most_a_year
from budgetdesk.domain.budget import BudgetVersion, FundingForm, FundingLine, FundingSource
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.funding import add_funding, change_funding


def use_plan(project: Project, grant: Money, own: Money, other: Money | None = None) -> Project:
    """Sets what grant and own share bring in all; the costs stay. `other` likewise, unless None.

    The first line of money of each source takes what its other lines leave, spread over the years
    as it was, else as the costs are, else in the project's first year. A year that may hold no
    more of the grant (R9) leaves the rest to the others.

    Raises:
        BudgetDeskError: `solver.others_above`, when the other lines alone bring more;
            `solver.no_years`, when there is no year to put anything in.
    """
    with_grant = _set(project, FundingSource.GRANT, grant)
    with_own = _set(with_grant, FundingSource.OWN, own)
    return with_own if other is None else _set(with_own, FundingSource.OTHER_GRANT, other)


def _set(project: Project, source: FundingSource, whole: Money) -> Project:
    if whole == project.budget.funded_by(source):
        return project
    lines = [line for line in project.budget.funding if line.source is source]
    if not lines:
        return _set(add_funding(project, source), source, whole)
    line = next((each for each in lines if each.form is FundingForm.CASH), lines[0])
    left = whole - (project.budget.funded_by(source) - line.total)
    if left < ZERO:
        raise BudgetDeskError("solver.others_above", excess=-left)
    return change_funding(project, replace(line, amounts=_spread(project, line, left)))


def _spread(project: Project, line: FundingLine, whole: Money) -> dict[int, Money]:
    weights = {year: money.ore for year, money in line.amounts.items() if money > ZERO}
    weights = weights or _costs(project.budget)
    if not weights and project.period is not None:
        weights = {project.period.start.year: 1}
    if not weights:
        raise BudgetDeskError("solver.no_years")
    shares = lay_on_years(whole, weights, most_a_year(project, line))
    return {year: money for year, money in shares.items() if money}


def _costs(budget: BudgetVersion) -> dict[int, int]:
    """The costs of each year, in the order of the years."""
    years = sorted({year for line in budget.lines for year in line.amounts})
    sums = {year: sum(line.amounts.get(year, ZERO).ore for line in budget.lines) for year in years}
    return {year: ore for year, ore in sums.items() if ore > 0}
