"""Detail rows: rates and amounts to the nearest øre, lifted by an index where they are to be."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import BudgetVersion, DetailRow, IndexKind, YearIndex
from budgetdesk.domain.money import ZERO, Money
from tests.builders import a_budget, a_line, kr
from tests.strategies import money

WAGE, PRICE = IndexKind
UNITS = DetailRow(text="Timer", year=2020, units=Decimal("37.5"), unit_price=kr("412.55"))
LEADER = DetailRow(
    text="Projektleder", year=2020, units=Decimal(481), unit_price=ZERO, annual_cost=kr(579_143)
)
RISES = (
    YearIndex(kind=WAGE, year=2020, percent=Decimal("2.1"), source="KL"),
    YearIndex(kind=PRICE, year=2020, percent=Decimal("1.4"), source="KL"),
    YearIndex(kind=WAGE, year=2021, percent=Decimal("2.4"), source="KL"),
)


def version(*rows: DetailRow, hours: str | None = "1924") -> BudgetVersion:
    budget = a_budget(a_line("1", details=rows))
    return replace(budget, annual_hours=None if hours is None else Decimal(hours), indices=RISES)


def test_a_row_is_units_times_price() -> None:
    assert Prices(version()).amount(UNITS) == kr("15470.63")  # 15.470,625 to the nearest øre


def test_an_hourly_rate_is_the_annual_cost_over_the_norm() -> None:
    assert Prices(version()).price(LEADER) == kr("301.01")  # 301,0099
    assert Prices(version()).amount(LEADER) == kr("144785.81")
    rates = {
        hours: Prices(version(hours=hours)).price(LEADER) for hours in ("1720", "1628.4", "1513")
    }
    assert rates == {"1720": kr("336.71"), "1628.4": kr("355.65"), "1513": kr("382.78")}


def test_a_salary_without_a_norm_has_no_amount_and_its_year_no_sum() -> None:
    without = version(LEADER, UNITS, replace(UNITS, year=2021), hours=None)
    assert (Prices(without).price(LEADER), Prices(without).amount(LEADER)) == (None, None)
    assert Prices(without).per_year(without.lines[0]) == {2021: kr("15470.63")}
    assert Prices(version(replace(LEADER, indexed_by=WAGE), hours=None)).index_rise() == ZERO


def test_an_index_lifts_year_upon_year_and_only_its_own_kind() -> None:
    plan = version()
    pay = replace(UNITS, unit_price=kr(100), units=Decimal(1), indexed_by=WAGE)
    assert Prices(plan).price(replace(pay, year=2019)) == kr(100)
    assert Prices(plan).price(pay) == kr("102.10")
    assert Prices(plan).price(replace(pay, year=2021)) == kr("104.55")  # 102,10 x 1,024 = 104,5504
    assert Prices(plan).price(replace(pay, year=2030)) == kr("104.55")
    assert Prices(plan).price(replace(pay, indexed_by=PRICE)) == kr("101.40")
    assert Prices(plan).price(replace(pay, indexed_by=None)) == kr(100)


def test_what_the_indices_put_on_top_is_known() -> None:
    rows = (
        replace(UNITS, unit_price=kr(1000), units=Decimal(10), indexed_by=PRICE),
        replace(UNITS, unit_price=kr(1000), units=Decimal(10)),
    )
    assert Prices(version(*rows)).index_rise() == kr(140)


def test_what_leaves_the_house_has_the_price_and_neither_employee_nor_salary() -> None:
    row = replace(LEADER, employee="4711", indexed_by=WAGE)
    plan = version(row, UNITS)
    leader, units = Prices(plan).plain_rows(plan.lines[0])
    assert leader == replace(LEADER, unit_price=kr("307.33"), annual_cost=None)
    assert units == UNITS
    unknown = version(row, UNITS, hours=None)
    assert Prices(unknown).plain_rows(unknown.lines[0]) == (UNITS,)


@given(
    rows=st.lists(
        st.builds(
            DetailRow,
            text=st.just(""),
            year=st.integers(2019, 2022),
            units=st.decimals(0, 10**6, places=2),
            unit_price=money(0, 10**13),
            annual_cost=st.none() | money(0, 10**13),
            indexed_by=st.none() | st.sampled_from(IndexKind),
        ),
        max_size=6,
    )
)
def test_the_years_add_up_to_the_rows(rows: list[DetailRow]) -> None:
    plan = version(*rows)
    amounts = [Prices(plan).amount(row) for row in rows]
    assert Money.total(Prices(plan).per_year(plan.lines[0]).values()) == Money.total(
        each for each in amounts if each is not None
    )
    assert None not in amounts
