"""How the budget is paid for."""

from msgspec.structs import replace

from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import FundingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.budget import change_budget, next_number, with_amount


def add_funding(project: Project, source: FundingSource, label: str = "") -> Project:
    """Adds an empty line for a source of money."""
    taken = (line.id for version in project.versions for line in version.funding)
    new_id = FundingId(f"f{next_number(project, taken)}")
    line = FundingLine(id=new_id, source=source, label=label.strip())
    return change_budget(project, lambda v: replace(v, funding=(*v.funding, line)))


def remove_funding(project: Project, funding_id: FundingId) -> Project:
    """Takes a source out of the version worked on."""
    _funding(project, funding_id)
    return change_budget(
        project, lambda v: replace(v, funding=tuple(x for x in v.funding if x.id != funding_id))
    )


def change_funding(project: Project, line: FundingLine) -> Project:
    """Replaces a funding line by one with the same id."""
    _funding(project, line.id)
    return change_budget(
        project,
        lambda v: replace(v, funding=tuple(line if x.id == line.id else x for x in v.funding)),
    )


def set_funding_amount(
    project: Project, funding_id: FundingId, year: int, amount: Money
) -> Project:
    """Sets what a source brings in a year. Zero leaves the year empty."""
    line = _funding(project, funding_id)
    return change_funding(project, replace(line, amounts=with_amount(line.amounts, year, amount)))


def set_source_total(project: Project, source: FundingSource, total: Money) -> Project:
    """Makes a source bring `total` over all years, changing as few years as it takes.

    What is added goes to the years whose costs are not paid for, then to the last; what is taken
    comes from the years with money to spare, then from the last backwards.
    """
    if not _cash(project, source):
        project = add_funding(project, source)
    missing = total - project.budget.funded_by(source)
    for year, gap in _gaps(project):
        if missing > ZERO:
            step = min(missing, max(gap, ZERO))
        else:
            step = -min(-missing, max(-gap, ZERO), _brought(project, source, year))
        project = _shift(project, source, year, step)
        missing -= step
    years = [year for year, _ in _gaps(project)]
    if missing > ZERO:
        return _shift(project, source, years[-1], missing)
    for year in reversed(years):
        step = -min(-missing, _brought(project, source, year))
        project = _shift(project, source, year, step)
        missing -= step
    return project


def _gaps(project: Project) -> list[tuple[int, Money]]:
    """What each year of the budget lacks to be paid for, in order; below zero is to spare."""
    gaps: dict[int, Money] = {}
    for cost in project.budget.lines:
        for year, amount in cost.amounts.items():
            gaps[year] = gaps.get(year, ZERO) + amount
    for line in project.budget.funding:
        for year, amount in line.amounts.items():
            gaps[year] = gaps.get(year, ZERO) - amount
    return sorted(gaps.items())


def _cash(project: Project, source: FundingSource) -> list[FundingLine]:
    lines = project.budget.funding
    return [line for line in lines if line.source is source and line.form is FundingForm.CASH]


def _brought(project: Project, source: FundingSource, year: int) -> Money:
    lines = (line for line in project.budget.funding if line.source is source)
    return Money.total(max(line.amounts.get(year, ZERO), ZERO) for line in lines)


def _shift(project: Project, source: FundingSource, year: int, amount: Money) -> Project:
    """Adds to the source's first line of money in a year; takes from its lines, the last first."""
    lines = [line for line in project.budget.funding if line.source is source]
    if amount > ZERO:
        line = _cash(project, source)[0]
        return set_funding_amount(project, line.id, year, line.amounts.get(year, ZERO) + amount)
    for line in reversed(lines):
        now = line.amounts.get(year, ZERO)
        step = min(-amount, max(now, ZERO))
        if step > ZERO:
            project = set_funding_amount(project, line.id, year, now - step)
            amount += step
    return project


def _funding(project: Project, funding_id: FundingId) -> FundingLine:
    for line in project.budget.funding:
        if line.id == funding_id:
            return line
    raise BudgetDeskError("budget.unknown_funding", id=funding_id)
