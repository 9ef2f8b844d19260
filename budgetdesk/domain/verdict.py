"""What something the call limits needs before it may be done."""

from enum import Enum


class Verdict(Enum):
    """What a change needs, from the least to the most."""

    FREE = "free"
    UNKNOWN = "unknown"  # the call does not say
    ASK = "ask"  # prior approval
    LATE = "late"  # it had to be asked for, and the day for that is past
    NEVER = "never"  # more than can be approved at all
