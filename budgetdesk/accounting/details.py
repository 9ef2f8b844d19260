"""What the rows behind a cost line come to: units times price, hours times rate, and the index.

Two roundings, both to the nearest øre: the price of one unit, then units times that price. So the
rate that is shown is the rate that was reckoned with.
"""

from collections.abc import Mapping
from fractions import Fraction

from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetLine, BudgetVersion, DetailRow, IndexKind
from budgetdesk.domain.money import ZERO, Money, Rounding


class Prices:
    """The prices of one budget version: its norm, and what its indices come to by kind and year.

    Each ratio is worked out once: a budget may have thousands of rows.
    """

    def __init__(self, version: BudgetVersion) -> None:
        self._version = version
        self._ratios: dict[tuple[IndexKind | None, int, bool], tuple[int, int]] = {}

    def price(self, row: DetailRow, *, lifted: bool = True) -> Money | None:
        """What one unit costs in the row's year; None for a salary row while there is no norm.

        An hourly rate is the annual cost over the norm (templates_and_ledgers.md, section d).
        `lifted` by its index or, to be held against that, not.
        """
        is_salary = row.annual_cost is not None
        if is_salary and not self._version.annual_hours:
            return None
        kind = row.indexed_by if lifted else None
        whole = row.unit_price if row.annual_cost is None else row.annual_cost
        return whole.scaled(self._ratio(kind, row.year, is_salary=is_salary), Rounding.NEAREST)

    def amount(self, row: DetailRow, *, lifted: bool = True) -> Money | None:
        """What the row comes to; None while its price is not known."""
        unit = self.price(row, lifted=lifted)
        return None if unit is None else unit.times(row.units)

    def plain_rows(self, line: BudgetLine) -> tuple[DetailRow, ...]:
        """The rows of a line as units times a price alone, for what leaves the house.

        Norm, index and annual cost are in the price; employee numbers are left out, and so is a
        row whose price is not known.
        """
        priced = ((row, self.price(row)) for row in line.details)
        return tuple(
            replace(row, unit_price=price, annual_cost=None, employee="", indexed_by=None)
            for row, price in priced
            if price is not None
        )

    def per_year(self, line: BudgetLine) -> Mapping[int, Money]:
        """What the rows of a line come to, in the years where each of them has an amount."""
        sums: dict[int, int] = {}
        unknown: set[int] = set()
        for row in line.details:
            money = self.amount(row)
            if money is None:
                unknown.add(row.year)
            else:
                sums[row.year] = sums.get(row.year, 0) + money.ore
        return {year: Money(sums[year]) for year in sorted(sums) if year not in unknown}

    def index_rise(self) -> Money:
        """What the indices put on top of the costs.

        The grant is never indexed (a net grant is not raised), so the own share must bear it.
        """
        rows = [row for line in self._version.lines for row in line.details if row.indexed_by]
        with_index = (self.amount(row) or ZERO for row in rows)
        without = (self.amount(row, lifted=False) or ZERO for row in rows)
        return Money.total(with_index) - Money.total(without)

    def _ratio(self, kind: IndexKind | None, year: int, *, is_salary: bool) -> tuple[int, int]:
        """What a price is multiplied by: the index, over the norm for an annual cost.

        Prices of the year before the first index are lifted year by year up to and with `year`.
        """
        key = (kind, year, is_salary)
        if key not in self._ratios:
            factor = Fraction(1)
            for index in self._version.indices:
                if index.kind is kind and index.year <= year:
                    factor *= 1 + Fraction(index.percent) / 100
            if is_salary:
                factor /= Fraction(self._version.annual_hours or 1)
            self._ratios[key] = (factor.numerator, factor.denominator)
        return self._ratios[key]
