"""The budget: its versions, cost lines, and how it is paid for."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
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
    they do not: the funder's form can hold both, and we keep what it holds). `parts` split the
    whole line as the call wants it (R19), by the name of the part: a quarter, a department (what
    the names of quarters and months are stands in `domain/parts.py`).
    """

    id: LineId
    label: str
    item: str | None = None
    note: str = ""
    amounts: Mapping[int, Money] = msgspec.field(default_factory=dict, name="amounts_ore")
    details: tuple[DetailRow, ...] = ()
    partner: PartnerId | None = None
    parts: Mapping[str, Money] = msgspec.field(default_factory=dict, name="parts_ore")

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
    """One source of money with its amount per year.

    `hours`: how many a contribution of work is, None where it is none or nobody has told.
    """

    id: FundingId
    source: FundingSource
    label: str = ""
    form: FundingForm = FundingForm.CASH
    amounts: Mapping[int, Money] = msgspec.field(default_factory=dict, name="amounts_ore")
    note: str = ""
    partner: PartnerId | None = None
    hours: Quantity | None = None

    @property
    def total(self) -> Money:
        """The contribution over all years."""
        return Money.total(self.amounts.values())


class Approval(Value):
    """The funder's approval of a budget: the day, and the reference of the grant letter."""

    on: date
    reference: str


class Refusal(Value):
    """The funder's no to a budget: the day, who gave it, and why."""

    on: date
    by: str
    reason: str = ""


class Move(Value):
    """Money moved from a line and year to another, and why. The amount is above zero."""

    from_line: LineId
    from_year: int
    to_line: LineId
    to_year: int
    amount: Money = msgspec.field(name="amount_ore")
    reason: str = ""


class Standing(Enum):
    """Where a version stands between those who write it and the funder."""

    DRAFT = "draft"
    SENT = "sent"  # the funder has it and has not answered
    APPROVED = "approved"
    TAKEN = "taken"  # within what may be changed without asking, and in use
    REFUSED = "refused"


class BudgetVersion(Value):
    """A whole budget as applied for, approved or revised. Only a draft is ever edited.

    `sent` is the day the funder was sent it, `taken` the day it was taken into use unasked.
    `moves` and `reason` tell why a revision differs from the budget it was begun from; the amounts
    themselves stand in the lines. `period` is the project period it asks for, None where that
    stays as it is; of an approved version it is the one it was approved for. `annual_hours` is the
    one norm behind all its hourly rates, None while nobody has chosen.
    """

    id: VersionId
    name: str
    lines: tuple[BudgetLine, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    approval: Approval | None = None
    annual_hours: Quantity | None = None
    indices: tuple[YearIndex, ...] = ()
    sent: date | None = None
    taken: date | None = None
    refusal: Refusal | None = None
    moves: tuple[Move, ...] = ()
    reason: str = ""
    period: Period | None = None

    @property
    def standing(self) -> Standing:
        """Where it stands; the funder's answer weighs most."""
        if self.refusal is not None:
            return Standing.REFUSED
        if self.approval is not None:
            return Standing.APPROVED
        if self.taken is not None:
            return Standing.TAKEN
        return Standing.DRAFT if self.sent is None else Standing.SENT

    @property
    def is_locked(self) -> bool:
        """Whether it can no longer be edited, only followed by another version."""
        return self.standing is not Standing.DRAFT

    @property
    def total_costs(self) -> Money:
        """All cost lines over all years."""
        return Money.total(line.total for line in self.lines)

    def funded_by(self, source: FundingSource) -> Money:
        """What one kind of source brings over all years."""
        return Money.total(line.total for line in self.funding if line.source is source)

    @property
    def years(self) -> Sequence[int]:
        """The years that hold an amount, in order."""
        costs = {year for line in self.lines for year in line.amounts}
        return sorted(costs | {year for line in self.funding for year in line.amounts})

    @property
    def total_funding(self) -> Money:
        """All sources over all years."""
        return Money.total(line.total for line in self.funding)
