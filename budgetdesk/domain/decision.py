"""What a person decided where the call's own words leave a case open."""

from datetime import date
from enum import Enum

from budgetdesk.domain.value import Value


class Topic(Enum):
    """The questions the program asks once (rules.md section 10)."""

    SIGNOFF = "signoff"  # A1, A2: the kind of sign-off where the call does not settle it
    SETTLEMENT = "settlement"  # A4: the reading when costs end lower
    SOURCES = "sources"  # A11: which of two official pages holds; `about` is the kind of rule
    EARLIEST_START = "earliest_start"  # R5: the day the applicant may start; an ISO date
    EXCHANGE_RATE = "exchange_rate"  # R28: kroner for one unit of the currency `about`


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
