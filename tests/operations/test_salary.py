"""Norm, indices, and amounts taken over from detail rows."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import DetailRow, IndexKind, YearIndex
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import budget, salary
from tests.builders import a_budget, a_line, a_project, kr

LEADER = DetailRow(
    text="Leder", year=2020, units=Decimal(100), unit_price=ZERO, annual_cost=kr(500_000)
)
ONE = LineId("1")
RISE = YearIndex(kind=IndexKind.WAGE, year=2020, percent=Decimal(2), source="KL")


@pytest.fixture
def project() -> Project:
    return a_project(a_budget(a_line("1", {2019: kr(7)}), a_line("2", kr(200))))


def test_a_line_keeps_its_amounts_until_they_are_taken_over(project: Project) -> None:
    detailed = budget.set_details(project, ONE, (LEADER,))
    assert detailed.budget.lines[0].amounts == {2019: kr(7)}  # no norm, no amount yet
    normed = salary.set_annual_hours(detailed, Decimal(1924))
    assert normed.budget.lines[0].amounts == {2019: kr(7)}
    used = salary.use_details(normed, {ONE})
    assert used.budget.lines[0].amounts == {2019: kr(7), 2020: kr(25988)}  # 259,88 an hour
    assert used.budget.lines[1] == project.budget.lines[1]
    other_norm = salary.set_annual_hours(used, Decimal(1720))
    assert other_norm.budget.lines[0].total == used.budget.lines[0].total
    assert salary.use_details(other_norm, {ONE}).budget.lines[0].amounts[2020] == kr(29070)


def test_a_row_taken_out_takes_its_year_with_it(project: Project) -> None:
    normed = salary.set_annual_hours(project, Decimal(1924))
    detailed = budget.set_details(normed, ONE, (LEADER, replace(LEADER, year=2021)))
    assert list(detailed.budget.lines[0].amounts) == [2019, 2020, 2021]
    assert list(budget.set_details(detailed, ONE, (LEADER,)).budget.lines[0].amounts) == [
        2019,
        2020,
    ]


def test_a_norm_is_more_than_nothing_or_not_there(project: Project) -> None:
    assert salary.set_annual_hours(project, None).budget.annual_hours is None
    with pytest.raises(BudgetDeskError) as error:
        salary.set_annual_hours(project, Decimal(0))
    assert (error.value.code, error.value.facts) == ("salary.norm", {"hours": Decimal(0)})


def test_indices_stand_by_kind_and_year(project: Project) -> None:
    price = replace(RISE, kind=IndexKind.PRICE)
    later = replace(RISE, year=2021)
    changed = salary.set_indices(project, (later, RISE, price))
    assert changed.budget.indices == (price, RISE, later)
