"""Rules about the money coming in: when, on what, and what is held back."""

from decimal import Decimal
from enum import Enum

from budgetdesk.domain.rules.rule import Rule
from budgetdesk.domain.value import Value


class PayoutModel(Enum):
    """When the money comes."""

    ARREARS = "arrears"  # bagudrettet, on accounts
    QUARTERLY_IN_ADVANCE = "quarterly_in_advance"
    BUDGET_QUARTERS = "budget_quarters"  # as the budget is split by quarter
    EVEN_INSTALMENTS = "even_instalments"
    INSTALMENTS = "instalments"  # each with its own share and release
    REIMBURSEMENT = "reimbursement"  # a share of the costs, as they are reported


class Release(Enum):
    """What releases an instalment."""

    COMMITMENT = "commitment"
    INTERIM_ACCOUNT = "interim_account"
    FINAL_ACCOUNT = "final_account"
    APPROVED_ACCOUNT = "approved_account"


class Instalment(Value):
    """A share of the grant, in percent, and what releases it.

    `result`: the percentage a measured result must reach for it (R32).
    """

    percent: Decimal
    release: Release
    result: Decimal | None = None


class PayoutRule(Rule):
    """R31, R32: how the grant is paid out.

    `number` of even instalments. `held_back` is the least percentage kept until the account is
    approved, `held_back_to` the most, where the call gives a span.
    """

    model: PayoutModel
    number: int | None = None
    instalments: tuple[Instalment, ...] = ()
    held_back: Decimal | None = None
    held_back_to: Decimal | None = None
