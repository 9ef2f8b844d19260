"""Rules about the costs: what the grant may be used for, up to what, and how they are shown."""

from decimal import Decimal
from enum import Enum
from typing import Annotated, Final

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.rules.rule import Rule
from budgetdesk.domain.value import Quantity, Value

GROUPS: Final = (
    "salary",
    "consultants",
    "materials",
    "transport",
    "rent",
    "administration",
    "evaluation",
    "audit",
    "equipment",
    "other",
)
"""The headings of STAR's budget guide, in its order: the same words across calls."""

Group = Annotated[str, msgspec.Meta(extra={"one_of": "groups"})]
"""One of `GROUPS`."""


class CostItem(Value):
    """One kind of cost a call pays for; `key` is unique in the call."""

    key: str
    label: str
    group: Group = ""


class EligibleRule(Rule):
    """R14: the costs the grant may be used for; a closed list, or open ("herunder ...").

    `closed` is None where the list was read but not whether it is closed: nothing is then shut
    out, and a line beyond it is asked about. `single_purpose`: the grant is for the one thing the
    list names, and every line must serve it.
    """

    items: tuple[CostItem, ...]
    closed: bool | None = None
    single_purpose: bool = False


class Exclusion(Value):
    """A cost the grant may not be used for.

    `words` are looked for in a line's label and note, whatever the case. `above_a_year`: only what
    lies above so much in a calendar year is excluded.
    """

    label: str
    words: tuple[str, ...] = ()
    above_a_year: Money | None = msgspec.field(default=None, name="above_a_year_ore")


class ExclusionRule(Rule):
    """R15: costs shut out by name."""

    costs: tuple[Exclusion, ...]


class CollectiveLinesRule(Rule):
    """R16: no collective or contingency lines; `words` betray them in a line's label."""

    words: tuple[str, ...]


class CapBase(Enum):
    """What a cap in percent is taken of."""

    GRANT = "grant"
    TOTAL_COSTS = "total_costs"
    ELIGIBLE_COSTS = "eligible_costs"


class Unit(Enum):
    """What a unit rate is per."""

    HOUR = "hour"
    KM = "km"


class Cap(Value):
    """The most some of the costs may be.

    About the cost item `item`, or all items of `group`; about every line where neither stands.
    `percent` is of `base`. `unit_rate` is the most for one `unit`, held against the detail rows
    that count it.
    """

    label: str = ""
    item: str = ""
    group: Group = ""
    at_most: Money | None = msgspec.field(default=None, name="at_most_ore")
    at_most_a_year: Money | None = msgspec.field(default=None, name="at_most_a_year_ore")
    percent: Decimal | None = None
    base: CapBase | None = None
    unit_rate: Money | None = msgspec.field(default=None, name="unit_rate_ore")
    unit: Unit | None = None

    def is_about(self, item: CostItem | None) -> bool:
        """Whether a line of this cost item falls under the cap."""
        if self.item:
            return item is not None and item.key == self.item
        return not self.group or (item is not None and item.group == self.group)


class CapsRule(Rule):
    """R17: the most that lines may be."""

    caps: tuple[Cap, ...]


class PayRule(Rule):
    """R17: how pay is budgeted and what of it counts.

    `by_hours`: hours times a rate. `rate`: what the rate must follow ("overenskomsten",
    "lærerarbejdstimesatsen"). `annual_hours`: the norm behind an hourly rate. `not_counted`: parts
    of pay that do not count.
    """

    by_hours: bool | None = None
    rate: str = ""
    annual_hours: Quantity | None = None
    not_counted: tuple[str, ...] = ()


class ReasonableCostsRule(Rule):
    """Costs are of a reasonable level and argued for.

    `per_participant`: the argument must be about what the number of participants demands.
    """

    per_participant: bool = False


class VatRule(Rule):
    """A14: VAT is a cost only where the recipient bears it finally."""


class NoteRule(Rule):
    """R18: every budget line carries a note that explains it.

    `unit_prices`: and is shown as units times a unit price.
    """

    unit_prices: bool = False


class SplitBy(Enum):
    """What a budget is split by."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DEPARTMENT = "department"  # forvaltning
    PARTNER = "partner"
    MILESTONE = "milestone"


class SplitRule(Rule):
    """R19: every line is split, and the parts come to the line."""

    by: tuple[SplitBy, ...]


class BalanceRule(Rule):
    """R20: costs equal grant, co-financing and other income."""


class TemplateRule(Rule):
    """R21: the funder's own form must be used; `others_rejected`: no other is taken."""

    name: str
    others_rejected: bool | None = None
