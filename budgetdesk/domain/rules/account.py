"""Rules about the account: which are due, when, on what lines, signed by whom, settled how."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.rules.rule import Rule, within_a_century
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass

_A_COMMON_YEAR: Final = 2001


class InterimEvery(Enum):
    """How often an interim account is due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """The length of one account."""
        return {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[self.value]


class InterimTrigger(Enum):
    """What else makes an interim account due."""

    PAYOUT = "payout"  # it releases an instalment
    GRANT_LETTER = "grant_letter"  # where the letter says so
    ON_DEMAND = "on_demand"


class InterimRule(Rule):
    """R26: interim accounts, by the calendar or by a trigger.

    `months`: due so long after the stretch it covers, None when not said. `classes`: who signs it.
    `report`: a written report that goes with it ("statusrapport").
    """

    every: InterimEvery | None = None
    trigger: InterimTrigger | None = None
    months: int | None = None
    classes: tuple[SignoffClass, ...] = ()
    report: str = ""

    def __post_init__(self) -> None:
        within_a_century(self.months)


class FinalAccountRule(Rule):
    """R27: the final account is due so many months after the project ends, or on a fixed day.

    `month` and `day`: that day of the year after the one the project ends in.

    Raises:
        ValueError: more than a hundred years, less than none, or a day not every year has.
    """

    months: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        within_a_century(self.months)
        if self.month is not None and self.day is not None:
            date(_A_COMMON_YEAR, self.month, self.day)


class AccountLinesRule(Rule):
    """R29: the account's lines are those of the approved budget.

    `explain`: deviations are explained in writing; those beyond `percent` of the line or beyond
    `amount`, where the call names a limit.
    """

    explain: bool | None = None
    percent: Decimal | None = None
    amount: Money | None = msgspec.field(default=None, name="amount_ore")


class SignoffRule(Rule):
    """R28: who signs, by the size of the grant. `basis` is None when the call does not say.

    Limits in another currency than kroner are held against the grant at a rate that a person
    tells (`Topic.EXCHANGE_RATE`). `auditors`: who may be the auditor.
    """

    classes: tuple[SignoffClass, ...]
    basis: SignoffBasis | None = None
    auditors: tuple[str, ...] = ()


class SettlementReading(Enum):
    """How the grant falls when costs end lower than budgeted (A4)."""

    PROPORTIONAL = "proportional"  # the grant pays its share of the actual costs
    KRONE_FOR_KRONE = "krone_for_krone"  # the promised own amount stands


class SettlementRule(Rule):
    """R30: the grant is a net grant, and how it is reduced. `reading` is None when not said."""

    reading: SettlementReading | None = None


class RepaymentRule(Rule):
    """What must be paid back, and the amount too small to be claimed (bagatelgrænse).

    `trivial_itself`: whether exactly that amount is let go; None when not said, and it is claimed.
    """

    grounds: tuple[str, ...] = ()
    trivial: Money | None = msgspec.field(default=None, name="trivial_ore")
    trivial_itself: bool | None = None


class RetentionRule(Rule):
    """R38: how many years vouchers are kept after the year the project ended."""

    years: int
