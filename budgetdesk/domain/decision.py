"""What a person decided where the call's own words leave a case open."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final

import msgspec

from budgetdesk.domain.finding import FactValue, Source
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules.rule import Rule
from budgetdesk.domain.value import Value


class Topic(Enum):
    """The questions the program asks once (rules.md section 10)."""

    SIGNOFF = "signoff"  # A1, A2: the kind of sign-off where the call does not settle it
    SETTLEMENT = "settlement"  # A4: the reading when costs end lower
    SOURCES = "sources"  # A11: which of two official pages holds; `about` is the kind of rule
    COFINANCING_BASE = "cofinancing_base"  # A3: what the percentage is taken of
    CONTRIBUTION = "contribution"  # A6: whether the form of contribution `about` counts
    DUE_DAY = "due_day"  # A9: the day in the month the final account is due
    EARLIEST_START = "earliest_start"  # R5: the day the applicant may start; an ISO date
    EXCHANGE_RATE = "exchange_rate"  # R28: kroner for one unit of the currency `about`
    RESULT = "result"  # R32: the measured result in percent that instalments depend on
    POSTING_DAY = "posting_day"  # R22: the day the posting `about` belongs to; an ISO date
    ADMINISTRATION = "administration"  # A7: what the line `about` means by the word
    ROUGH_DATE = "rough_date"  # A8: whether a day fits the rough bound `about`; an ISO date


class Decision(Value):
    """One answer with its reason, the name behind it and the day; printed in the account.

    `about` tells apart what a topic is asked of more than once. `figures` are the amounts it was
    given on, by name; none where it rests on no amount, or an older program kept none.
    """

    topic: Topic
    answer: str
    reason: str
    by: str
    on: date
    about: str = ""
    figures: Mapping[str, Money] = msgspec.field(default_factory=dict, name="figures_ore")


_WHOLE: Final = 100
COUNTS: Final = "counts"
NOT_COUNTED: Final = "not_counted"
"""The answers about a contribution."""
SAME_DAY: Final = "same_day"
MONTH_END: Final = "month_end"
"""The answers about the day a final account is due."""
OWN_DAY: Final = "own_day"
"""The answer that gives a posting its own day back."""
COVERED: Final = "covered"
NOT_COVERED: Final = "not_covered"
"""The answers about administration: pay for work in the project, or a share of the house's own."""

_MATERIAL: Final = 20
"""A figure has moved when it is more than a twentieth (5 %) from what it was."""


def told_day(answer: str) -> date | None:
    """The day an answer tells; None for what is no day."""
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def told_rate(answer: str) -> Decimal | None:
    """The kroner for one unit that an answer tells; None for what is no rate."""
    try:
        rate = Decimal(answer.replace(",", "."))
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and rate > 0 else None


def told_percent(answer: str) -> Decimal | None:
    """The percentage an answer tells, from 0 to 100; None for what is none."""
    try:
        percent = Decimal(answer.replace(",", "."))
    except InvalidOperation:
        return None
    return percent if percent.is_finite() and 0 <= percent <= _WHOLE else None


TOLD: Final[Mapping[Topic, Callable[[str], date | Decimal | None]]] = {
    Topic.EARLIEST_START: told_day,
    Topic.EXCHANGE_RATE: told_rate,
    Topic.POSTING_DAY: told_day,
    Topic.RESULT: told_percent,
}
"""What only people know: the answer is typed, and read so; there is no list to choose from."""


class Option(Value):
    """One answer to a question, and the figures it would give.

    `rule`: what it makes of the call, where the answers are places that say it differently.
    """

    answer: str
    facts: Mapping[str, FactValue] = {}
    rule: Rule | None = None


class Moved(Value):
    """A figure that a decision rested on, and what it is now."""

    name: str
    then: Money
    now: Money


def moved(then: Mapping[str, Money], now: Mapping[str, Money]) -> tuple[Moved, ...]:
    """The figures that are materially other than those a decision was given on.

    By more than 5 %; of nothing, anything is. One that was not there is held against the nearest
    that was: the amount used, once it is known, says nothing new beside a like commitment.
    """
    found = []
    for name, amount in now.items():
        near = min(then.values(), key=lambda was: abs((was - amount).ore), default=amount)
        was = then.get(name, near)
        if abs((amount - was).ore) * _MATERIAL > abs(was.ore):
            found.append(Moved(name=name, then=was, now=amount))
    return tuple(found)


class Question(Value):
    """What the call leaves open in this project, with every answer it can have.

    `proposed` is the safe answer until somebody decides: the stricter one, or the pack's. A
    question in `TOLD` has no options and proposes nothing: the answer is a day or a rate.
    `figures` are the amounts an answer rests on. `decision` is the latest on record; one whose
    answer is none of the options was given to another question: it is asked again. One whose
    figures have moved stands until somebody confirms or changes it, and is outdated too.
    """

    topic: Topic
    options: tuple[Option, ...]
    proposed: str
    about: str = ""
    source: Source | None = None
    decision: Decision | None = None
    figures: Mapping[str, Money] = {}

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided, or what they decided does not fit any more."""
        return self.decision is None or not self.takes(self.decision.answer)

    def takes(self, answer: str) -> bool:
        """Whether an answer fits the question."""
        read = TOLD.get(self.topic)
        return answer in self.answers if read is None else read(answer) is not None

    @property
    def is_outdated(self) -> bool:
        """Whether somebody decided, and the question or its figures are others since."""
        return self.decision is not None and (self.is_open or bool(self.moved))

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The figures of a decision that moved since; none of one that does not fit any more."""
        if self.decision is None or self.is_open:
            return ()
        return moved(self.decision.figures, self.figures)

    @property
    def answers(self) -> tuple[str, ...]:
        """What can be answered."""
        return tuple(option.answer for option in self.options)
