"""The norm and the indices behind detail rows, and the amounts taken over from them.

A line keeps what it holds when the norm or an index changes; a check tells the difference, and
`use_details` takes the amounts over.
"""

from collections.abc import Collection
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import YearIndex
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.budget import change_budget, with_details_applied


def set_annual_hours(project: Project, hours: Decimal | None) -> Project:
    """Sets the one norm of the budget: the hours of a year that an annual cost is spread over.

    Raises:
        BudgetDeskError: `salary.norm`, a norm of nothing.
    """
    if hours is not None and hours <= 0:
        raise BudgetDeskError("salary.norm", hours=hours)
    return change_budget(project, lambda v: replace(v, annual_hours=hours))


def set_indices(project: Project, indices: tuple[YearIndex, ...]) -> Project:
    """Sets the indices, in the order of kind and year."""
    kinds = [index.kind.value for index in indices]
    in_order = sorted(zip(kinds, indices, strict=True), key=lambda each: (each[0], each[1].year))
    ordered = tuple(index for _, index in in_order)
    return change_budget(project, lambda v: replace(v, indices=ordered))


def use_details(project: Project, lines: Collection[LineId]) -> Project:
    """Gives lines the amounts their detail rows come to."""
    prices = Prices(project.budget)
    return change_budget(
        project,
        lambda v: replace(
            v,
            lines=tuple(
                with_details_applied(prices, line) if line.id in lines else line for line in v.lines
            ),
        ),
    )
