"""The auditor's review: which postings were drawn by what rule, what was asked and what was found.

It travels as a small file of its own (`budgetdesk.reviews`); the document keeps it once it is read.
"""

from datetime import date, datetime
from enum import Enum

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId, Value


class Method(Enum):
    """How a sample is drawn (the methods auditors use for tests of detail)."""

    MONETARY_UNIT = "mus"  # every øre has the same chance, so large postings are surely in
    RANDOM = "random"  # every posting has the same chance
    STRATIFIED = "stratified"  # at random, each account line its share of the rows
    ABOVE = "above"  # all postings of an amount or more


class SampleCriteria(Value):
    """What a sample is drawn by; the same criteria give the same rows on every machine.

    `size` counts postings, and is not asked where `method` is `ABOVE`; `at_least` is asked only
    there. Amounts count by their size: a credit of 5.000 kr. is as large as a cost of 5.000 kr.
    """

    method: Method
    seed: str = ""
    size: int = 0
    at_least: Money | None = msgspec.field(default=None, name="at_least_ore")


class Mark(Enum):
    """How far the auditor is with a posting."""

    OPEN = "open"
    SEEN = "seen"  # ticked off: in order
    QUESTION = "question"
    FINDING = "finding"


class ErrorType(Enum):
    """What kind of error a finding is."""

    VOUCHER = "voucher"  # missing, or does not show the cost
    ELIGIBILITY = "eligibility"  # not a cost the call allows
    PERIOD = "period"
    AMOUNT = "amount"
    LINE = "line"  # on the wrong line
    VAT = "vat"
    PAYMENT = "payment"  # not paid
    OTHER = "other"


class ReviewItem(Value):
    """One posting that was drawn, what the auditor says of it, and what was answered."""

    posting: PostingId
    voucher: str = ""
    amount: Money = msgspec.field(default_factory=Money, name="amount_ore")
    mark: Mark = Mark.OPEN
    note: str = ""
    error: ErrorType | None = None
    deducted: Money | None = msgspec.field(default=None, name="deducted_ore")
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None


class Review(Value):
    """One round of an auditor over one account, which `account` names by its digest.

    `digest` is that of the file it came in; empty while the auditor works on it.
    """

    auditor: str
    at: datetime
    account: str
    method: Method
    seed: str = ""
    size: int = 0
    at_least: Money | None = msgspec.field(default=None, name="at_least_ore")
    digest: str = ""
    items: tuple[ReviewItem, ...] = ()

    @property
    def deducted(self) -> Money:
        """What the findings take off the account."""
        return Money.total(item.deducted for item in self.items if item.deducted is not None)
