"""Targets measured over months (notat of 15 December 2021 on fokusmål)."""

from decimal import Decimal

from budgetdesk.domain.value import Value


class Goal(Value):
    """A target: the plain mean of the months that have a value must be at least so much.

    `months` holds a percentage or count per month; None where a month has no value.
    """

    name: str
    at_least: Decimal
    months: tuple[Decimal | None, ...] = ()

    def mean(self) -> Decimal | None:
        """The plain mean of the months with a value; None when no month has one."""
        values = [value for value in self.months if value is not None]
        return sum(values, Decimal(0)) / len(values) if values else None

    def is_met(self) -> bool | None:
        """Whether the mean reaches the target; None when it is not known yet."""
        mean = self.mean()
        return None if mean is None else mean >= self.at_least
