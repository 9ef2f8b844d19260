"""What a change needs, part by part, and how much a limit leaves free (R23-R25)."""

from collections.abc import Iterable
from enum import Enum

from msgspec.structs import replace

from budgetdesk.domain.finding import Source
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import FreeLimit
from budgetdesk.domain.value import Value
from budgetdesk.domain.verdict import Verdict

_LEAST = Money(1)


class Matter(Enum):
    """What a part of a change is about."""

    LINE = "line"  # R23
    NEW_LINE = "new_line"  # R23
    PURPOSE = "purpose"  # what a line pays for: its name or its cost item
    YEAR = "year"  # R24
    PARTNER = "partner"  # R8, R23
    FUNDING = "funding"
    SHARES = "shares"  # who of the partners a source is for, and what it consists of
    PERIOD = "period"  # R25


class Timing(Enum):
    """Whether a request is made while it can be."""

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    NOT_KNOWN = "not_known"  # the call names no day, or the project has no period


class Judged(Value):
    """One part of a change held against its rule.

    `about` is the label of the line or source, the year, or the partner's name. `base` is what was
    approved and `change` by how much it rose or, below zero, fell; of a year or a partner, what is
    moved out of it. `most` is the most that is free, None where no amount decides; `limit` is the
    limit it comes from. `timing` is told where the call has a rule of asking.
    """

    matter: Matter
    verdict: Verdict
    about: str = ""
    id: str = ""
    base: Money = ZERO
    change: Money = ZERO
    limit: FreeLimit | None = None
    most: Money | None = None
    timing: Timing | None = None
    source: Source | None = None


class Judgement(Value):
    """All parts of a change, costs first."""

    parts: tuple[Judged, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the change needs as a whole."""
        return worst(part.verdict for part in self.parts)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The one that asks most; free when there is nothing to judge."""
    order = list(Verdict)
    return max(verdicts, key=order.index, default=Verdict.FREE)


def held(made: Judged, limit: FreeLimit) -> Judged:
    """The change against the most that is free."""
    most = most_free(limit, made.base)
    is_free = not limit.never and (most is None or abs(made.change) <= most)
    verdict = Verdict.FREE if is_free else Verdict.ASK
    return replace(made, verdict=verdict, limit=limit, most=most)


def most_free(limit: FreeLimit, base: Money) -> Money | None:
    """The most that may be moved of `base` unasked; None for any amount.

    A percentage is exact: with "under 10 %" of 100,05 kr. the most is 10,00 kr., since 10,005 kr.
    is out of reach and so is nothing below it.
    """
    if limit.never:
        return ZERO
    bounds: list[Money] = []
    if limit.percent is not None:
        rounding = Rounding.DOWN if limit.inclusive else Rounding.UP
        bounds.append(abs(base).share(limit.percent, rounding))
    if limit.amount is not None:
        bounds.append(limit.amount)
    if not bounds:
        return None
    bound = max(bounds) if limit.either else min(bounds)
    return bound if limit.inclusive else max(bound - _LEAST, ZERO)
