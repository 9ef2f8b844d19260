"""Tracking (opfølgning) as computed: what each line was to use, has used and is bound to use."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.money import Money
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.value import LineId, Value


class Figure(Value):
    """Budget, used and committed (ordered, not invoiced), of a line or all, in a stretch or all."""

    budget: Money = Money()
    used: Money = Money()
    committed: Money = Money()

    @property
    def remaining(self) -> Money:
        """What can still be spent."""
        return self.budget - self.used - self.committed

    @property
    def percent(self) -> Decimal | None:
        """The used in percent of the budget."""
        return self.used.percent_of(self.budget)

    @classmethod
    def total(cls, figures: Iterable["Figure"]) -> "Figure":
        """The sum of figures."""
        held = tuple(figures)
        return cls(
            budget=Money.total(each.budget for each in held),
            used=Money.total(each.used for each in held),
            committed=Money.total(each.committed for each in held),
        )


class TrackedLine(Value):
    """A line through the stretches of time, with what stands behind each figure.

    `figures`, `parts` and `orders` have one place for each stretch. `undated` are the parts of
    postings without any day, in no stretch. `runs_dry` is the day the line is used up if it goes
    on as it has; None when it lasts, is used up already, or has used nothing.
    """

    id: LineId
    label: str
    figures: tuple[Figure, ...]
    parts: tuple[tuple[AllocatedPart, ...], ...]
    orders: tuple[tuple[Order, ...], ...]
    undated: tuple[AllocatedPart, ...] = ()
    runs_dry: date | None = None

    @property
    def total(self) -> Figure:
        """The line over all time: the account's own figure."""
        without_day = Figure(used=Money.total(part.amount for part in self.undated))
        return Figure.total((*self.figures, without_day))


class Tracking(Value):
    """All lines through the stretches of time."""

    every: InterimEvery
    stretches: tuple[Period, ...]
    lines: tuple[TrackedLine, ...]

    @property
    def totals(self) -> tuple[Figure, ...]:
        """All lines in each stretch."""
        places = range(len(self.stretches))
        return tuple(Figure.total(line.figures[at] for line in self.lines) for at in places)

    @property
    def total(self) -> Figure:
        """All lines over all time."""
        return Figure.total(line.total for line in self.lines)

    @property
    def undated(self) -> Money:
        """What is used on no known day."""
        return Money.total(part.amount for line in self.lines for part in line.undated)

    @property
    def cumulated(self) -> tuple[Figure, ...]:
        """From the start to and with each stretch: its `remaining` is what is carried over."""
        totals = self.totals
        return tuple(Figure.total(totals[: at + 1]) for at in range(len(totals)))
