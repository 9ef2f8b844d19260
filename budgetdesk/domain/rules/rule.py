"""What all kinds of rule have in common."""

from datetime import date
from typing import Final

from budgetdesk.domain.finding import Source
from budgetdesk.domain.value import Value

_CENTURY: Final = 1200


class Rule(Value):
    """Where a rule is written, whether it is a demand or a wish, and when it holds.

    `also` are further places that say the same, perhaps in other words: a person in doubt should
    see them all. `valid_from` and `valid_to` are the first and the last day of the grants it holds
    for; None where it has no such day.
    """

    source: Source
    hard: bool = True
    also: tuple[Source, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether a grant of that day is under the rule; without a day only an open end is."""
        if day is None:
            return self.valid_to is None
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


def within_a_century(months: int | None) -> None:
    """Beyond it a day counted from the project's own could leave the calendar.

    Raises:
        ValueError: more than a hundred years, or less than none.
    """
    if months is not None and not 0 <= months <= _CENTURY:
        raise ValueError(months)
