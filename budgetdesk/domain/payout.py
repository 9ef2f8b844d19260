"""The money from the funder: what is expected, what is released, what is held back (R31, R32)."""

from datetime import date
from decimal import Decimal
from enum import Enum

from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import PayoutModel
from budgetdesk.domain.value import Value


class Trigger(Enum):
    """What brings a payment that has no day."""

    ACCOUNT = "account"  # in arrears, on the accounts sent in
    COMMITMENT = "commitment"
    INTERIM_ACCOUNT = "interim_account"
    FINAL_ACCOUNT = "final_account"
    APPROVED_ACCOUNT = "approved_account"
    INSTALMENT = "instalment"  # even ones, by the funder's own plan


class ExpectedPayment(Value):
    """One payment. `on` is its first possible day, None where only a trigger brings it.

    `result` is the percentage a measured result must reach for it; `part` the quarter of the
    budget it follows. `is_held_back`: it is kept
    until the account is approved.
    """

    amount: Money
    trigger: Trigger
    on: date | None = None
    result: Decimal | None = None
    part: str = ""
    is_held_back: bool = False


class PayoutState(Enum):
    """How an expected payment stands."""

    PAID = "paid"
    RELEASED = "released"  # what brings it is there
    WAITING = "waiting"  # for its day, an account, or a higher result
    HELD_BACK = "held_back"  # until the account is approved
    UNKNOWN = "unknown"  # its day or the result is not told
    LOST = "lost"  # the result was not reached


class StandingPayment(Value):
    """An expected payment as it stands on a day; `paid` is what the payments so far fill of it.

    `released` is how much of it can be asked for: of what comes on accounts, what is earned.
    """

    expected: ExpectedPayment
    state: PayoutState
    released: Money
    paid: Money


class Payout(Value):
    """The money from the funder on a day, by the call's model.

    `is_closing`: the project is over and this is its final account, so that no more can be claimed
    than what was earned. `claimable` is what can be asked for now beyond what was paid,
    `held_back` what comes when the account is approved. `lost` is given up because a result was not
    reached, `unknown` what nobody can tell of yet.
    """

    on: date
    model: PayoutModel
    is_closing: bool
    payments: tuple[StandingPayment, ...]
    earned: Money
    paid_out: Money
    claimable: Money
    held_back: Money
    lost: Money
    unknown: Money

    @property
    def expected(self) -> Money:
        """All payments together: the commitment."""
        return Money.total(each.expected.amount for each in self.payments)

    @property
    def advance(self) -> Money:
        """What was paid before it was earned; once the project is over it is to be paid back."""
        return max(self.paid_out - self.earned, Money(0))
