"""What the rows behind a cost line come to: units times price, hours times rate, and the index.

Two roundings, both to the nearest øre: the price of one unit, then units times that price. So the
rate that is shown is the rate that was reckoned with.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetLine, BudgetVersion, DetailRow, IndexKind, YearIndex
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.remembered import remembered

_NORMS: Final = 16
_LINES: Final = 4096
"""How many norms and lines stay priced: more than any budget has, and its versions."""


class _Ratios:
    """What prices are multiplied by under a norm and indices, each worked out once."""

    def __init__(self, indices: tuple[YearIndex, ...], annual_hours: Decimal | None) -> None:
        self._indices = indices
        self._known: dict[tuple[IndexKind | None, int, bool], tuple[int, int]] = {}
        self.annual_hours = annual_hours

    def of(self, kind: IndexKind | None, year: int, *, is_salary: bool) -> tuple[int, int]:
        """The index, over the norm for an annual cost.

        Prices of the year before the first index are lifted year by year up to and with `year`.
        """
        key = (kind, year, is_salary)
        if key not in self._known:
            factor = Fraction(1)
            for index in self._indices:
                if index.kind is kind and index.year <= year:
                    factor *= 1 + Fraction(index.percent) / 100
            if is_salary:
                factor /= Fraction(self.annual_hours or 1)
            self._known[key] = (factor.numerator, factor.denominator)
        return self._known[key]


_ratios = remembered(_NORMS)(_Ratios)


class Prices:
    """The prices of one budget version: its norm, and what its indices come to by kind and year."""

    def __init__(self, version: BudgetVersion) -> None:
        self._version = version
        self._ratios = _ratios(version.indices, version.annual_hours)

    def price(self, row: DetailRow, *, lifted: bool = True) -> Money | None:
        """What one unit costs in the row's year; None for a salary row while there is no norm.

        An hourly rate is the annual cost over the norm (templates_and_ledgers.md, section d).
        `lifted` by its index or, to be held against that, not.
        """
        return _price(row, self._ratios, lifted=lifted)

    def amount(self, row: DetailRow, *, lifted: bool = True) -> Money | None:
        """What the row comes to; None while its price is not known."""
        return _amount(row, self._ratios, lifted=lifted)

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
        return _per_year(line.details, self._ratios)

    def index_rise(self) -> Money:
        """What the indices put on top of the costs.

        The grant is never indexed (a net grant is not raised), so the own share must bear it.
        """
        rows = [row for line in self._version.lines for row in line.details if row.indexed_by]
        with_index = (self.amount(row) or ZERO for row in rows)
        without = (self.amount(row, lifted=False) or ZERO for row in rows)
        return Money.total(with_index) - Money.total(without)


def _price(row: DetailRow, ratios: _Ratios, *, lifted: bool) -> Money | None:
    is_salary = row.annual_cost is not None
    if is_salary and not ratios.annual_hours:
        return None
    kind = row.indexed_by if lifted else None
    whole = row.unit_price if row.annual_cost is None else row.annual_cost
    return whole.scaled(ratios.of(kind, row.year, is_salary=is_salary), Rounding.NEAREST)


def _amount(row: DetailRow, ratios: _Ratios, *, lifted: bool) -> Money | None:
    unit = _price(row, ratios, lifted=lifted)
    return None if unit is None else unit.times(row.units)


@remembered(_LINES)
def _per_year(details: tuple[DetailRow, ...], ratios: _Ratios) -> Mapping[int, Money]:
    """The sums of `Prices.per_year`: a step changes one line, and the others' rows stay priced."""
    sums: dict[int, int] = {}
    unknown: set[int] = set()
    for row in details:
        money = _amount(row, ratios, lifted=True)
        if money is None:
            unknown.add(row.year)
        else:
            sums[row.year] = sums.get(row.year, 0) + money.ore
    return {year: Money(sums[year]) for year in sorted(sums) if year not in unknown}
