"""A finding: something in the data a person should look at, with why and how to mend it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.value import Value
from budgetdesk.domain.waiver import Waiver

FactValue = str | int | Decimal | date | Money


class Severity(Enum):
    """How much a finding weighs: an error blocks the signing, a warning asks, a note tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Source(Value):
    """Where a rule is written: the document, the section in it, its address, a short quote."""

    document: str
    section: str = ""
    url: str = ""
    quote: str = ""


class Subject(Value):
    """What a finding is about, so that a face can lead there.

    `kind` names the part of the project ("project", "period", "line", "funding", "posting",
    "batch", "account", "call"), `id` which one, `field` the field in it.
    """

    kind: str
    id: str = ""
    field: str = ""


class Fix(Value):
    """The smallest change that would settle a finding; the text is `fixes.<code>`."""

    code: str
    amount: Money | None = None
    facts: Mapping[str, FactValue] = {}


class Finding(Value):
    """One broken rule in one place.

    The text is `findings.<code>` filled in with the facts, the sum behind it `arithmetic.<code>`.
    `waived` is the waiver a person gave, None while it stands.
    """

    code: str
    severity: Severity
    subject: Subject
    facts: Mapping[str, FactValue] = {}
    source: Source | None = None
    fixes: tuple[Fix, ...] = ()
    waived: Waiver | None = None

    @property
    def stake(self) -> Money:
        """The money it is about, without its sign; zero where it is about none."""
        found = (self.facts.get(name) for name in _STAKES)
        return next((abs(fact) for fact in found if isinstance(fact, Money)), ZERO)


_STAKES: Final = ("missing", "excess", "difference", "repay", "deviation", "amount", "actual")
"""The facts that tell what is at stake, the nearest to the point first."""


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that keep an account from being signed: errors that nobody waived."""
    return tuple(
        each for each in findings if each.severity is Severity.ERROR and each.waived is None
    )
