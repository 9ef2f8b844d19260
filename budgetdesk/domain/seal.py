"""The sealed account: what was signed for, kept whole and for ever beside the project.

A sealed account holds no posting twice: a part names its posting and says where it stood, what it
came to and which voucher it was, so that it can be held against a later account even when the
import is gone.
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.value import LineId, PostingId, Value


class SealedLine(Value):
    """One line of the account as it was sealed."""

    id: LineId
    label: str
    budget: Money = msgspec.field(name="budget_ore")
    actual: Money = msgspec.field(name="actual_ore")
    explanation: str = ""


class SealedFunding(Value):
    """What a source was to bring, and brought."""

    source: FundingSource
    budget: Money = msgspec.field(name="budget_ore")
    actual: Money = msgspec.field(name="actual_ore")


class SealedPart(Value, gc=False):
    """Where a part of a posting stood; `kind` None is unplaced."""

    posting: PostingId
    voucher: str
    amount: Money = msgspec.field(name="amount_ore")
    kind: PartKind | None = None
    target: str = ""
    reason: str = ""
    is_outside: bool = False


class Reopening(Value):
    """That a sealed account was opened again: why, by whom and when."""

    reason: str
    by: str
    at: datetime


class SealedAccount(Value):
    """An account as it was sealed.

    `digest` is the seal: the SHA-256 over the contents of the package, printed on its papers.
    `account` is the digest of the account alone, `version` the program that drew it up. `package`
    is the SHA-256 of the package the document keeps, `numbers` are the running numbers it gave to
    vouchers, by `voucher_key`. `reopening` is None while it holds; a later account does not erase
    it.
    """

    kind: AccountKind
    at: datetime
    by: str
    digest: str
    account: str
    version: str
    start: date
    end: date
    earned: Money = msgspec.field(name="earned_ore")
    paid_out: Money = msgspec.field(name="paid_out_ore")
    reservation: str = ""
    signers: str = ""
    lines: tuple[SealedLine, ...] = ()
    funding: tuple[SealedFunding, ...] = ()
    parts: tuple[SealedPart, ...] = ()
    numbers: Mapping[str, int] = {}
    package: str = ""
    reopening: Reopening | None = None

    @property
    def period(self) -> Period:
        """The period it is the account of."""
        return Period(start=self.start, end=self.end)

    @property
    def holds(self) -> bool:
        """Whether nobody opened it again."""
        return self.reopening is None


class SignedPaper(Value):
    """The signed account as it came back, a PDF that the document keeps by its SHA-256.

    `seal` is the number of the sealed account it belongs to, from 1.
    """

    name: str
    size: int
    sha256: str
    seal: int
    at: datetime
    by: str
