"""What a person decided where the call's own words leave a case open."""

from datetime import date
from enum import Enum

from budgetdesk.domain.value import Value


class Topic(Enum):
    """The questions the program asks once (rules.md section 10)."""

    SIGNOFF = "signoff"  # A1, A2: the kind of sign-off where the call does not settle it
    SETTLEMENT = "settlement"  # A4: the reading when costs end lower


class Decision(Value):
    """One answer with its reason, the name behind it and the day; printed in the account."""

    topic: Topic
    answer: str
    reason: str
    by: str
    on: date
