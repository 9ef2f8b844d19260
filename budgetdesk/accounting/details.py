"""What the rows behind a cost line come to: units times price, hours times rate, and the index.

Two roundings, both to the nearest øre: the price of one unit, then units times that price. So the
rate that is shown is the rate that was reckoned with.
"""

from collections.abc import Mapping
from fractions import Fraction

from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetLine, BudgetVersion, DetailRow, IndexKind
from budgetdesk.domain.money import ZERO, Money, Rounding


def price(version: BudgetVersion, row: DetailRow) -> Money | None:
    """What one unit costs in the row's year; None for a salary row while there is no norm.

    An hourly rate is the annual cost over the norm (templates_and_ledgers.md, section d).
    """
    lifted = _factor(version, row.indexed_by, row.year)
    if row.annual_cost is None:
        return Money.rounded(row.unit_price.ore * lifted, Rounding.NEAREST)
    if not version.annual_hours:
        return None
    rate = row.annual_cost.ore * lifted / Fraction(version.annual_hours)
    return Money.rounded(rate, Rounding.NEAREST)


def amount(version: BudgetVersion, row: DetailRow) -> Money | None:
    """What the row comes to; None while its price is not known."""
    unit = price(version, row)
    return None if unit is None else unit.times(row.units)


def per_year(version: BudgetVersion, line: BudgetLine) -> Mapping[int, Money]:
    """What the rows of a line come to, in the years where each of them has an amount."""
    sums: dict[int, Money] = {}
    unknown: set[int] = set()
    for row in line.details:
        money = amount(version, row)
        if money is None:
            unknown.add(row.year)
        else:
            sums[row.year] = sums.get(row.year, ZERO) + money
    return {year: sums[year] for year in sorted(sums) if year not in unknown}


def index_rise(version: BudgetVersion) -> Money:
    """What the indices put on top of the costs.

    The grant is never indexed (a net grant is not raised), so the own share must bear it.
    """
    rows = [row for line in version.lines for row in line.details if row.indexed_by]
    with_index = (amount(version, row) or ZERO for row in rows)
    without = (amount(version, replace(row, indexed_by=None)) or ZERO for row in rows)
    return Money.total(with_index) - Money.total(without)


def _factor(version: BudgetVersion, kind: IndexKind | None, year: int) -> Fraction:
    """Prices of the year before the first index, lifted year by year up to and with `year`."""
    factor = Fraction(1)
    for index in version.indices:
        if index.kind is kind and index.year <= year:
            factor *= 1 + Fraction(index.percent) / 100
    return factor
