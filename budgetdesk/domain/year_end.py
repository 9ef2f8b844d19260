"""A year of the project that is over, and the money it left (R24)."""

from datetime import date

from budgetdesk.domain.finding import Source
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import FreeLimit
from budgetdesk.domain.value import Value
from budgetdesk.domain.verdict import Verdict


class YearEnd(Value):
    """What the approved budget gave until the end of a year, and what was used of it.

    `budget` is the year's own, `available` that with what earlier years left, `used` the costs
    dated in the year. What is left is carried to the next year, held against the call's rule:
    `most` is the most that is free, None where no amount decides; `at_most` the most that may be
    carried over at all.
    """

    year: int
    budget: Money
    available: Money
    used: Money
    verdict: Verdict
    limit: FreeLimit | None = None
    most: Money | None = None
    at_most: Money | None = None
    source: Source | None = None

    @property
    def last_day(self) -> date:
        """The year's last day."""
        return date(self.year, 12, 31)

    @property
    def left(self) -> Money:
        """What is carried to the next year; below zero what was used of it beforehand."""
        return self.available - self.used

    @property
    def lost(self) -> Money:
        """What cannot be carried over at all."""
        beyond = self.left - self.at_most if self.at_most is not None else Money(0)
        return max(beyond, Money(0))
