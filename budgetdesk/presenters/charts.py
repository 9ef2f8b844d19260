"""The tracking's two charts as finished values: shares of the whole height, and the same in words.

Nothing stands in a chart alone: each has its table beside it, and its words for who cannot see it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from budgetdesk.domain.money import Money
from budgetdesk.domain.tracking import Tracking
from budgetdesk.presenters.tracking import short_name
from budgetdesk.text import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line: what was used, and what is ordered beyond it, as shares of the greatest figure."""

    label: str
    budget: float
    used: float
    committed: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The end of a stretch: the plan and the use so far, as shares of the greatest figure."""

    label: str
    plan: float
    used: float
    words: str


def bars(tracking: Tracking | None) -> Sequence[Bar]:
    """A bar for each line."""
    lines = tracking.lines if tracking else ()
    figures = [line.total for line in lines]
    greatest = _greatest((each.budget, each.used + each.committed) for each in figures)
    return [
        Bar(
            label=line.label,
            budget=_share(each.budget, greatest),
            used=_share(each.used, greatest),
            committed=_share(each.committed, greatest),
            words=text(
                "tracking.chart.bar",
                label=line.label,
                budget=each.budget,
                used=each.used,
                committed=each.committed,
            ),
        )
        for line, each in zip(lines, figures, strict=True)
    ]


def burn_up(tracking: Tracking | None) -> Sequence[Point]:
    """A point for each stretch."""
    stretches = tracking.stretches if tracking else ()
    so_far = tracking.cumulated if tracking else ()
    greatest = _greatest((each.budget, each.used) for each in so_far)
    return [
        Point(
            label=short_name(stretch),
            plan=_share(each.budget, greatest),
            used=_share(each.used, greatest),
            words=text(
                "tracking.chart.point",
                label=short_name(stretch),
                plan=each.budget,
                used=each.used,
            ),
        )
        for stretch, each in zip(stretches, so_far, strict=True)
    ]


def _greatest(amounts: Iterable[tuple[Money, Money]]) -> int:
    return max((money.ore for pair in amounts for money in pair), default=0)


def _share(amount: Money, greatest: int) -> float:
    """A share for the screen alone; what is below nothing is drawn as nothing."""
    return float(Fraction(max(amount.ore, 0), greatest)) if greatest > 0 else 0.0
