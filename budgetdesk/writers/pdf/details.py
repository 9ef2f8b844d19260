"""What the budget's lines are made of: pay as hours at a rate, all else as units at a price.

The norm, the index and what a person earns are in the rate. A row tells the function; the number
that tells the person apart stays in the house (`DetailRow.employee`).
"""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import BudgetLine, DetailRow
from budgetdesk.domain.money import Money
from budgetdesk.text import amount, number, text
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.table import Column, column, table

_YEAR = 14 * mm
_UNITS = 24 * mm
_UNIT = 22 * mm
_MONEY = 29 * mm


def has_details(paper: AccountPaper) -> bool:
    """Whether anything is specified."""
    return any(line.details for line in paper.project.base_budget.lines)


def details_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """The rows of pay, under the norm they are reckoned with, then the rows of all else."""
    budget = paper.project.base_budget
    yield from headed(heading)
    yield para(text("account_pdf.details.about", name=budget.name), QUIET)
    yield from _rows(paper, "salary", is_salary=True)
    yield from _rows(paper, "prices", is_salary=False)


def _rows(paper: AccountPaper, name: str, *, is_salary: bool) -> Iterator[Flowable]:
    """Each line's rows of one kind, summed."""
    prices = Prices(paper.project.base_budget)
    groups = [
        (line, rows)
        for line in paper.project.base_budget.lines
        if (rows := _of_kind(line, is_salary=is_salary))
    ]
    if not groups:
        return
    yield from headed(Heading(text(f"documents.heading.{name}"), name, level=1))
    if is_salary:
        yield para(_norm(paper), QUIET)
    for line, rows in groups:
        total = Money.total(prices.amount(row) or Money() for row in rows)
        summed = text("account_pdf.details.sum", label=line.label)
        foot = [summed, *[""] * (len(_columns(is_salary=is_salary)) - 2), amount(total)]
        yield table(
            _columns(is_salary=is_salary),
            [_row(paper, prices, row, is_salary=is_salary) for row in rows],
            foot,
        )


def _of_kind(line: BudgetLine, *, is_salary: bool) -> list[DetailRow]:
    return [row for row in line.details if (row.annual_cost is not None) == is_salary]


def _norm(paper: AccountPaper) -> str:
    hours = paper.project.base_budget.annual_hours
    if hours is None:
        return text("account_pdf.details.no_norm")
    return text("account_pdf.details.norm", hours=hours)


def _columns(*, is_salary: bool) -> list[Column]:
    names = ("function", "hours", "rate") if is_salary else ("detail", "units", "price")
    unit = [] if is_salary else [column("unit", _UNIT)]
    rest = WIDTH - _YEAR - _UNITS - 2 * _MONEY - _UNIT * len(unit)
    return [
        column(names[0], rest),
        column("year", _YEAR),
        column(names[1], _UNITS, is_figure=True),
        *unit,
        column(names[2], _MONEY, is_figure=True),
        column("amount", _MONEY, is_figure=True),
    ]


def _row(paper: AccountPaper, prices: Prices, row: DetailRow, *, is_salary: bool) -> list[str]:
    unit = [] if is_salary else [row.unit]
    figures = (_known(prices.price(row)), _known(prices.amount(row)))
    return [paper.hidden(row.text), str(row.year), number(row.units), *unit, *figures]


def _known(money: Money | None) -> str:
    return text("documents.not_given") if money is None else amount(money)
