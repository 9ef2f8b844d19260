"""The split of budget lines: names of the calendar, amounts, and laying out evenly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.accounting.monthly import by_month, by_part
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.parts import in_order, months_of, names_in, stretch_of
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import SplitBy
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.parts import remove_part, set_parts, spread_parts
from tests.builders import a_budget, a_line, a_project, kr
from tests.strategies import money

YEAR = Period(start=date(2019, 12, 1), end=date(2020, 12, 31))
ONE = LineId("1")


def a_plan(**parts: Money) -> Project:
    return a_project(a_budget(a_line("1", kr(1200), parts=parts), a_line("2", kr(90))))


@pytest.mark.parametrize(
    ("name", "stretch"),
    [
        ("2020-Q1", Period(start=date(2020, 1, 1), end=date(2020, 3, 31))),
        ("2020-Q4", Period(start=date(2020, 10, 1), end=date(2020, 12, 31))),
        ("2020-02", Period(start=date(2020, 2, 1), end=date(2020, 2, 29))),
        ("2020-Q5", None),
        ("2020-13", None),
        ("0001-01", None),
        ("1. kvartal", None),
        ("Børn og unge", None),
    ],
)
def test_the_calendar_has_names_of_its_own(name: str, stretch: Period | None) -> None:
    assert stretch_of(name) == stretch


def test_a_period_has_its_quarters_and_months_and_no_departments() -> None:
    assert names_in(YEAR, SplitBy.QUARTER) == (
        "2019-Q4",
        "2020-Q1",
        "2020-Q2",
        "2020-Q3",
        "2020-Q4",
    )
    assert names_in(YEAR, SplitBy.MONTH)[:2] == ("2019-12", "2020-01")
    assert len(names_in(YEAR, SplitBy.MONTH)) == 13
    assert names_in(YEAR, SplitBy.DEPARTMENT) == ()
    assert list(months_of(Period(start=YEAR.end, end=YEAR.start))) == []


def test_parts_stand_by_their_days_and_others_as_they_came() -> None:
    assert in_order(["B", "2020-Q2", "A", "2020-Q1", "B"]) == ("2020-Q1", "2020-Q2", "B", "A")


def test_amounts_are_set_kept_in_order_and_taken_away() -> None:
    project = set_parts(a_plan(), {(ONE, "2020-Q2"): kr(1), (ONE, "2020-Q1"): kr(2)})
    assert list(project.budget.lines[0].parts.items()) == [("2020-Q1", kr(2)), ("2020-Q2", kr(1))]
    assert project.budget.lines[1].parts == {}
    assert set_parts(project, {(ONE, "2020-Q1"): ZERO}).budget.lines[0].parts == {"2020-Q2": kr(1)}
    assert remove_part(project, "2020-Q2").budget.lines[0].parts == {"2020-Q1": kr(2)}
    with pytest.raises(BudgetDeskError, match=r"budget\.unknown_line"):
        set_parts(project, {(LineId("9"), "A"): kr(1)})


def test_a_line_is_laid_out_evenly_over_the_months_of_the_project() -> None:
    project = spread_parts(a_plan(Old=kr(5)), [ONE], names_in(YEAR, SplitBy.QUARTER))
    assert project.budget.lines[0].parts == {f"2020-Q{n}": kr(300) for n in range(1, 5)}
    with pytest.raises(BudgetDeskError, match=r"budget\.no_stretches"):
        spread_parts(a_plan(), [ONE], ["Børn og unge"])
    with pytest.raises(BudgetDeskError, match=r"budget\.no_stretches"):
        spread_parts(a_project(period=None), [], names_in(YEAR, SplitBy.MONTH))


def test_money_outside_the_stretches_goes_to_the_nearest_of_them() -> None:
    line = a_line("1", {2018: kr(12), 2020: kr(12), 2022: kr(12)})
    spread = by_part(line, YEAR, ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"])
    assert spread == {"2020-Q1": kr(15), "2020-Q2": kr(3), "2020-Q3": kr(3), "2020-Q4": kr(15)}


@given(st.dictionaries(st.integers(2018, 2022), money(), max_size=3), st.sampled_from(SplitBy))
def test_whatever_a_line_holds_its_months_and_its_parts_come_to_it(
    amounts: dict[int, Money], by: SplitBy
) -> None:
    line = a_line("1", amounts)
    assert Money.total(by_month(line, YEAR).values()) == line.total
    names = names_in(YEAR, by)
    if names:
        assert Money.total(by_part(line, YEAR, names).values()) == line.total


def test_parts_of_the_calendar_tell_the_months_when_they_come_to_the_line() -> None:
    parts = {"2020-Q1": kr(900), "2020-12": kr(300)}
    split = a_line("1", kr(1200), parts=parts)
    assert by_month(split, YEAR) == {
        (2020, 1): kr(300),
        (2020, 2): kr(300),
        (2020, 3): kr(300),
        (2020, 12): kr(300),
    }
    short = a_line("1", kr(1200), parts={"2020-Q1": kr(900)})
    assert by_month(short, YEAR) == by_month(a_line("1", kr(1200)), None)
    mixed = a_line("1", kr(1200), parts={"2020-Q1": kr(900), "Kursus": kr(300)})
    assert by_month(mixed, YEAR)[2020, 12] == kr(100)
