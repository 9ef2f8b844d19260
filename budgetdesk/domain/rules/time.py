"""Rules about time: when a project starts and ends, how long it lasts, and when a cost counts."""

from datetime import date
from enum import Enum

from budgetdesk.domain.period import Period
from budgetdesk.domain.rules.rule import Rule, within_a_century


class PeriodBound(Enum):
    """The bounds of a `PeriodRule`."""

    START_FROM = "start_from"
    START_TO = "start_to"
    END_TO = "end_to"


class PeriodRule(Rule):
    """R2, R3: the window the project must start and end in.

    A date given by month alone stands here as the first or last day of the month (A8). `about` are
    the bounds the call gives roughly ("primo marts", "ultimo 2016"): they are wishes, whatever
    the rule as a whole is.
    """

    start_from: date | None = None
    start_to: date | None = None
    end_to: date | None = None
    about: tuple[PeriodBound, ...] = ()

    def beyond(self, bound: PeriodBound, period: Period) -> tuple[date, date] | None:
        """The project's own day and the bound's, where the one lies beyond the other."""
        day: date | None = getattr(self, bound.value)
        own = period.end if bound is PeriodBound.END_TO else period.start
        if day is None or (own >= day if bound is PeriodBound.START_FROM else own <= day):
            return None
        return own, day


class LengthRule(Rule):
    """R4: the project lasts at most so many months, counted from its own first day.

    `at_least`: and no fewer than so many, where the call gives a span ("2-3 år").

    Raises:
        ValueError: more than a hundred years, or less than none.
    """

    months: int
    at_least: int | None = None

    def __post_init__(self) -> None:
        within_a_century(self.months)
        within_a_century(self.at_least)


class OwnStartRule(Rule):
    """R5: the earliest start depends on the applicant; `after` says on what of theirs.

    The day itself is the applicant's to tell (`Topic.EARLIEST_START`).
    """

    after: str


class LateStartRule(Rule):
    """R6: who starts late gets a smaller grant: the part of the full period that is left.

    Counted in whole calendar months, the one begun included.
    """

    full_from: date
    full_to: date


class PaidWhen(Enum):
    """When a cost must have been paid."""

    IN_PERIOD = "in_period"
    BEFORE_ACCOUNT = "before_account"


class CostTimingRule(Rule):
    """R22: a cost belongs to the period: held in it, and paid in time.

    `used`: what is bought must also be used in the period. None where the call is silent.
    """

    paid: PaidWhen | None = None
    used: bool | None = None


class ExtensionRule(Rule):
    """R25: the period can be made longer on request.

    `months`: at most so many beyond the end first approved, however many times it is asked.
    `before_end`: asked for before the period ends. `revised_budget`: with a revised budget, or a
    statement that it stands.
    """

    months: int | None = None
    before_end: bool | None = None
    revised_budget: bool | None = None

    def __post_init__(self) -> None:
        within_a_century(self.months)
