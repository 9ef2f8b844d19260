"""How the budget is paid for."""

from msgspec.structs import replace

from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.money import Money
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


def describe_funding(
    project: Project, funding_id: FundingId, *, label: str, note: str, form: FundingForm
) -> Project:
    """Names a source, explains it, and says what the contribution consists of."""
    line = _funding(project, funding_id)
    return change_funding(project, replace(line, label=label.strip(), note=note.strip(), form=form))


def _funding(project: Project, funding_id: FundingId) -> FundingLine:
    for line in project.budget.funding:
        if line.id == funding_id:
            return line
    raise BudgetDeskError("budget.unknown_funding", id=funding_id)
