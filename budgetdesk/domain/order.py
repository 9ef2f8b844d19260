"""What is ordered and not invoiced (disponeret): bound on a line before any posting knows of it."""

from datetime import date

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import LineId, Value


class Order(Value):
    """An amount that is bound on a line from the day `on`.

    `ended` is the day it was invoiced or fell away: from then on it binds nothing, for the invoice
    is a posting of its own.
    """

    line: LineId
    text: str
    on: date
    amount: Money = msgspec.field(name="amount_ore")
    ended: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still binds its amount."""
        return self.ended is None
