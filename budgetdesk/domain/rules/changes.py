"""Rules about a budget that changes: what may be moved freely, and what must be asked for first."""

from decimal import Decimal

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.rules.costs import Group
from budgetdesk.domain.rules.rule import Rule
from budgetdesk.domain.value import Value


class FreeLimit(Value):
    """How much may be moved without asking.

    A move is free up to `percent` of the line and up to `amount`; with `either` it is free when one
    of the two allows it, else both must. `inclusive`: exactly the limit is still free. `groups`:
    only for lines of these groups of cost items; empty is for all lines no other limit names. A
    limit without percent and amount is free, or with `never` never free.
    """

    groups: tuple[Group, ...] = ()
    percent: Decimal | None = None
    amount: Money | None = msgspec.field(default=None, name="amount_ore")
    either: bool = False
    inclusive: bool = False
    never: bool = False


class ReallocationRule(Rule):
    """R23: moving money between approved lines.

    `new_lines`: whether a line that was not approved may be opened without asking; None when the
    call is silent, and it is then to be asked for. `between_partners`: what may be moved from one
    partner's lines to another's in a joint project; None when the call is silent.
    """

    limits: tuple[FreeLimit, ...]
    new_lines: bool | None = None
    between_partners: FreeLimit | None = None


class CarryOverRule(Rule):
    """R24: moving unspent money to another year of the project.

    `at_most`: no more than this may be carried over at all.
    """

    limit: FreeLimit
    at_most: Money | None = msgspec.field(default=None, name="at_most_ore")
