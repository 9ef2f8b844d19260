"""The budget: its versions, cost lines, and how it is paid for."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import FundingId, LineId, PartnerId, Quantity, Value, VersionId


class IndexKind(Enum):
    """Which prices an index is of."""

    WAGE = "wage"
    PRICE = "price"


class YearIndex(Value):
    """How much wages or prices are above those of the year before, and who says so."""

    kind: IndexKind
    year: int
    percent: Decimal
    source: str = ""


class DetailRow(Value):
    """One row behind a cost line: so many units at a unit price in one year.

    `unit` says what is counted (hours, days), `note` explains the row; forms ask for both.

    With an `annual_cost` (a full-time post in a year) it is a salary row: `units` are hours, an
    hour costs the annual cost over the version's norm, and `unit_price` is zero and says nothing.
    `employee` is a number that tells a person apart: it stays in the house, and is never a CPR
    number. `indexed_by` lifts the price by that index up to and with the row's year. What a row
    comes to is worked out in `accounting/details.py`.
    """

    text: str
    year: int
    units: Decimal
    unit_price: Money = msgspec.field(name="unit_price_ore")
    unit: str = ""
    note: str = ""
    annual_cost: Money | None = msgspec.field(name="annual_cost_ore", default=None)
    employee: str = ""
    indexed_by: IndexKind | None = None


class BudgetLine(Value):
    """A cost line: an amount per year, the call's cost item it belongs to, and its note.

    `item` is the key of a `CostItem` in the call, None while nobody has chosen. `details` are
    optional; where a year has some, they should sum to the year's amount (a check says so when
    they do not: the funder's form can hold both, and we keep what it holds).
    """

    id: LineId
    label: str
    item: str | None = None
    note: str = ""
    amounts: Mapping[int, Money] = msgspec.field(default_factory=dict, name="amounts_ore")
    details: tuple[DetailRow, ...] = ()
    partner: PartnerId | None = None

    @property
    def total(self) -> Money:
        """The line over all years."""
        return Money.total(self.amounts.values())


class FundingSource(Enum):
    """Who pays."""

    GRANT = "grant"  # tilskud
    OWN = "own"  # egen medfinansiering
    OTHER_GRANT = "other_grant"  # tilskud fra andre tilskudsgivere
    INCOME = "income"  # øvrige indtægter


class FundingForm(Enum):
    """What a contribution consists of."""

    CASH = "cash"
    OWN_HOURS = "own_hours"
    VOLUNTEER_HOURS = "volunteer_hours"
    IN_KIND = "in_kind"


class FundingLine(Value):
    """One source of money with its amount per year."""

    id: FundingId
    source: FundingSource
    label: str = ""
    form: FundingForm = FundingForm.CASH
    amounts: Mapping[int, Money] = msgspec.field(default_factory=dict, name="amounts_ore")
    note: str = ""
    partner: PartnerId | None = None

    @property
    def total(self) -> Money:
        """The contribution over all years."""
        return Money.total(self.amounts.values())


class Approval(Value):
    """The funder's approval of a budget: the day, and the reference of the grant letter."""

    on: date
    reference: str


class BudgetVersion(Value):
    """A whole budget as applied for, approved or revised. An approved one is never edited.

    `annual_hours` is the one norm behind all its hourly rates, None while nobody has chosen.
    """

    id: VersionId
    name: str
    lines: tuple[BudgetLine, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    approval: Approval | None = None
    annual_hours: Quantity | None = None
    indices: tuple[YearIndex, ...] = ()

    @property
    def total_costs(self) -> Money:
        """All cost lines over all years."""
        return Money.total(line.total for line in self.lines)

    def funded_by(self, source: FundingSource) -> Money:
        """What one kind of source brings over all years."""
        return Money.total(line.total for line in self.funding if line.source is source)

    @property
    def total_funding(self) -> Money:
        """All sources over all years."""
        return Money.total(line.total for line in self.funding)
