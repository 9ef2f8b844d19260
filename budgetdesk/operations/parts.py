"""The split of the budget's lines by quarter, month, department or milestone (R19)."""

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from budgetdesk.accounting.monthly import by_part
from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.money import Money
from budgetdesk.domain.parts import in_order, stretch_of
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.budget import change_budget, line_of


def set_parts(project: Project, amounts: Mapping[tuple[LineId, str], Money]) -> Project:
    """Sets the amounts of parts; zero leaves a part empty. Raises BudgetDeskError as `line_of`."""
    for line_id, _ in amounts:
        line_of(project, line_id)

    def change(line: BudgetLine) -> BudgetLine:
        own = {name: money for (line_id, name), money in amounts.items() if line_id == line.id}
        return _with(line, {**line.parts, **own}) if own else line

    return _changed(project, {line_id for line_id, _ in amounts}, change)


def remove_part(project: Project, name: str) -> Project:
    """Takes a part out of every line."""
    lines = {line.id for line in project.budget.lines if name in line.parts}
    left = {name: Money()}
    return _changed(project, lines, lambda line: _with(line, {**line.parts, **left}))


def spread_parts(project: Project, lines: Sequence[LineId], names: Sequence[str]) -> Project:
    """Lays lines out evenly over stretches of the calendar, in the place of their parts.

    Raises:
        BudgetDeskError: `budget.no_stretches`, there are no quarters or months to lay them out on.
    """
    period = project.period
    if period is None or not any(map(stretch_of, names)):
        raise BudgetDeskError("budget.no_stretches")
    chosen: Period = period

    def spread(line: BudgetLine) -> BudgetLine:
        plain = replace(line, parts={})
        return replace(line, parts=by_part(plain, chosen, names))

    return _changed(project, set(lines), spread)


def _with(line: BudgetLine, parts: Mapping[str, Money]) -> BudgetLine:
    return replace(line, parts={name: parts[name] for name in in_order(parts) if parts[name]})


def _changed(
    project: Project, lines: set[LineId], change: Callable[[BudgetLine], BudgetLine]
) -> Project:
    return change_budget(
        project,
        lambda v: replace(
            v, lines=tuple(change(line) if line.id in lines else line for line in v.lines)
        ),
    )
