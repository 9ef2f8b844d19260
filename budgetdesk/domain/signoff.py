"""Who signs the account: classes by the size of the grant (rules.md section 6)."""

from enum import Enum
from typing import Annotated

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.value import Value

Currency = Annotated[str, msgspec.Meta(extra={"form": "currency"})]
"""The three letters of a currency (ISO 4217)."""


class SignoffKind(Enum):
    """The kinds of sign-off seen in calls, the mildest first."""

    MANAGEMENT = "management"  # ledelsespåtegnet
    INDEPENDENT_REVIEWER = "independent_reviewer"  # regnskabskyndig person
    AUDITOR = "auditor"  # revisorpåtegnet
    AUDITOR_WITH_PERFORMANCE_AUDIT = "auditor_with_performance_audit"  # + forvaltningsrevision

    @property
    def strictness(self) -> int:
        """Higher demands more of the recipient; the safe proposal in doubt is the highest."""
        return list(SignoffKind).index(self)

    @property
    def needs_auditor(self) -> bool:
        """Whether an auditor's own statement belongs in the account."""
        return self.strictness >= SignoffKind.AUDITOR.strictness


class SignoffClass(Value):
    """The grants that one kind of sign-off is for, bounded as the call words it.

    `above` and `below` exclude the amount itself ("over", "under"), `at_least` and `at_most`
    include it. A call that says only "over" and "under" leaves the limit itself uncovered. Limits
    are in hundredths of `currency`. `recipients`: only for recipients of these kinds.
    """

    kind: SignoffKind
    above: Money | None = msgspec.field(default=None, name="above_ore")
    at_least: Money | None = msgspec.field(default=None, name="at_least_ore")
    below: Money | None = msgspec.field(default=None, name="below_ore")
    at_most: Money | None = msgspec.field(default=None, name="at_most_ore")
    currency: Currency = "DKK"
    recipients: tuple[RecipientKind, ...] = ()

    def __contains__(self, amount: Money) -> bool:
        return (
            (self.above is None or amount > self.above)
            and (self.at_least is None or amount >= self.at_least)
            and (self.below is None or amount < self.below)
            and (self.at_most is None or amount <= self.at_most)
        )

    def touches(self, amount: Money) -> bool:
        """Whether `amount` lies inside or exactly on a bound."""
        bounds = (self.above, self.at_least, self.below, self.at_most)
        return amount in self or amount in bounds

    @property
    def threshold(self) -> Money | None:
        """The lower bound, when there is one."""
        return self.above if self.above is not None else self.at_least


class SignoffBasis(Enum):
    """Which amount is held against the classes."""

    COMMITMENT = "commitment"  # tilsagn
    USED = "used"  # what the account shows was earned
    PAID = "paid"
