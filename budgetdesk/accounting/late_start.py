"""What starting late does to the greatest grant (R6)."""

from datetime import date
from fractions import Fraction

from budgetdesk.domain.money import Money, Rounding
from budgetdesk.domain.rules import LateStartRule


def part_left(rule: LateStartRule, start: date) -> Fraction:
    """The part of the full period that is left, in whole calendar months, the one begun included.

    A start before the full period has all of it; one after it has none.
    """
    whole = _months(rule.full_from, rule.full_to)
    left = min(max(_months(start, rule.full_to), 0), whole)
    return Fraction(left, whole)


def greatest_after_late_start(rule: LateStartRule, start: date, full: Money) -> Money:
    """The most the grant can be: what it could be at full length, times the part left."""
    return Money.rounded(full.ore * part_left(rule, start), Rounding.DOWN)


def _months(first: date, last: date) -> int:
    """Calendar months touched from `first` to and with `last`; below one when it lies before."""
    return (last.year - first.year) * 12 + last.month - first.month + 1
