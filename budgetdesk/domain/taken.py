"""Accounts that were taken (aflagt): what was sent in stands as it was, whatever moves later."""

from collections.abc import Mapping
from datetime import date

import msgspec

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.value import LineId, PostingId, Value


class Entry(Value, gc=False):
    """What an account added to what was reported before: an amount of a posting on a line.

    A correction of an earlier account is an entry too, so that all entries up to and with an
    account come to what it reported.
    """

    posting: PostingId
    line: LineId
    amount: Money = msgspec.field(name="amount_ore")


class TakenAccount(Value):
    """An account as it was taken on a day, by somebody.

    `numbers` are the running numbers it gave to vouchers that had none, by `voucher_key`. `earned`
    is what it made the grant come to, `digest` the seal of the account as it was drawn up.
    """

    kind: AccountKind
    period: Period
    on: date
    by: str
    digest: str
    earned: Money = msgspec.field(name="earned_ore")
    entries: tuple[Entry, ...] = ()
    numbers: Mapping[str, int] = {}

    @property
    def added(self) -> Money:
        """What it added to what was reported before, all lines."""
        return Money.total(entry.amount for entry in self.entries)
