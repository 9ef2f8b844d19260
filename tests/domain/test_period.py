"""Days and months of a project."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.period import Period, add_months, last_day_of_month

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(-600, 600))
def test_months_later_is_the_same_day_number_or_the_last_there_is(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    is_last = (later + timedelta(days=1)).day == 1
    assert later.day == day.day or (later.day < day.day and is_last)


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_a_later_day_is_never_due_sooner(day: date, wait: int, months: int) -> None:
    assert add_months(day, months) <= add_months(day + timedelta(days=wait), months)


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2020, 2, 29), (2021, 2, 28), (2020, 12, 31), (1900, 2, 28)]
)
def test_the_last_day_of_a_month(year: int, month: int, last: int) -> None:
    assert last_day_of_month(year, month) == date(year, month, last)


def test_a_period_holds_its_first_and_its_last_day() -> None:
    period = Period(start=date(2019, 12, 1), end=date(2020, 12, 31))
    assert period.start in period
    assert period.end in period
    assert date(2019, 11, 30) not in period
    assert date(2021, 1, 1) not in period
    assert list(period.years()) == [2019, 2020]


def test_a_period_covers_another_that_lies_wholly_inside() -> None:
    year = Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
    spring = Period(start=date(2020, 1, 1), end=date(2020, 5, 31))
    assert year.covers(spring)
    assert not spring.covers(year)
    assert not year.covers(Period(start=date(2020, 12, 1), end=date(2021, 1, 1)))


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_a_year_that_no_project_has_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        Period(start=date(2020, 1, 1), end=date(year, 1, 1))
