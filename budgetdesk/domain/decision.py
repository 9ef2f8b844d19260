"""What a person decided where the call's own words leave a case open."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final

from budgetdesk.domain.finding import FactValue, Source
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
    POSTING_DAY = "posting_day"  # R22: the day the posting `about` belongs to; an ISO date


class Decision(Value):
    """One answer with its reason, the name behind it and the day; printed in the account.

    `about` tells apart what a topic is asked of more than once.
    """

    topic: Topic
    answer: str
    reason: str
    by: str
    on: date
    about: str = ""


COUNTS: Final = "counts"
NOT_COUNTED: Final = "not_counted"
"""The answers about a contribution."""
SAME_DAY: Final = "same_day"
MONTH_END: Final = "month_end"
"""The answers about the day a final account is due."""
OWN_DAY: Final = "own_day"
"""The answer that gives a posting its own day back."""


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


TOLD: Final[Mapping[Topic, Callable[[str], date | Decimal | None]]] = {
    Topic.EARLIEST_START: told_day,
    Topic.EXCHANGE_RATE: told_rate,
    Topic.POSTING_DAY: told_day,
}
"""What only people know: the answer is typed, and read so; there is no list to choose from."""


class Option(Value):
    """One answer to a question, and the figures it would give."""

    answer: str
    facts: Mapping[str, FactValue] = {}


class Question(Value):
    """What the call leaves open in this project, with every answer it can have.

    `proposed` is the safe answer until somebody decides: the stricter one, or the pack's. A
    question in `TOLD` has no options and proposes nothing: the answer is a day or a rate.
    `decision` is the latest on record; one whose answer is none of the options was given to
    another question and is outdated: it is asked again.
    """

    topic: Topic
    options: tuple[Option, ...]
    proposed: str
    about: str = ""
    source: Source | None = None
    decision: Decision | None = None

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
        """Whether somebody decided, and the question is another since."""
        return self.decision is not None and self.is_open

    @property
    def answers(self) -> tuple[str, ...]:
        """What can be answered."""
        return tuple(option.answer for option in self.options)
