"""What the grant would be, had the project ended now: one of the ways it could end."""

from decimal import Decimal
from enum import Enum

from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import SettlementReading
from budgetdesk.domain.value import Value


class EndingBasis(Enum):
    """Which costs the grant is reckoned of, were the project to end."""

    USED = "used"  # what is used
    ORDERED = "ordered"  # with what is ordered and not invoiced


class Ending(Value):
    """What the grant would be, had the project ended with these costs.

    `reading` None is the recipient keeping all it was promised. `is_allowed`: whether the demand
    on the own share would still be met and no limit passed. `is_let_go`: what was paid out too much
    would be too small for the funder to claim.
    """

    basis: EndingBasis
    reading: SettlementReading | None
    costs: Money
    commitment: Money
    grant: Money
    own: Money
    own_percent: Decimal | None
    paid_out: Money
    is_allowed: bool
    is_let_go: bool = False

    @property
    def unused(self) -> Money:
        """What was promised and would not be earned."""
        return self.commitment - self.grant

    @property
    def claim(self) -> Money:
        """What the funder would still owe."""
        return max(self.grant - self.paid_out, Money(0))

    @property
    def repay(self) -> Money:
        """What would have to be paid back."""
        return Money(0) if self.is_let_go else max(self.paid_out - self.grant, Money(0))
