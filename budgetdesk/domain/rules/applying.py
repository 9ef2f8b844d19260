"""Rules about applying: the deadline, who may, with what, and how the funder chooses."""

from datetime import date

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.rules.rule import Rule


class DeadlineRule(Rule):
    """R1: the last day, and the hour when stated, an application may be sent.

    `rolling`: applications are taken all the time, until the last day where there is one.
    """

    last_day: date | None = None
    time: str = ""
    rolling: bool = False


class ApplicantRule(Rule):
    """R7, R8: who may apply; a closed list, or open ("f.eks.").

    `excluded` may not, whatever the list says. `partners`: at least one partner of these kinds must
    take part. `least_members`: an association must have so many. `joint`: whether several may
    apply together, None when the call is silent; `one_responsible`: the one that sends a joint
    application answers for the whole grant (tilskudsansvarlig).
    """

    kinds: tuple[RecipientKind, ...] = ()
    closed: bool = True
    excluded: tuple[RecipientKind, ...] = ()
    partners: tuple[RecipientKind, ...] = ()
    least_members: int | None = None
    joint: bool | None = None
    one_responsible: bool | None = None


class ApplicationRule(Rule):
    """What the application itself must tell."""

    names: tuple[str, ...]


class AwardCriteriaRule(Rule):
    """What the funder weighs when it chooses among applications."""

    names: tuple[str, ...]


class DocumentsRule(Rule):
    """R35: what must be sent in."""

    names: tuple[str, ...]


class PoolRule(Rule):
    """R36: the money of the whole pool, and the finance-act accounts (finanslovskonti) it is on."""

    amount: Money | None = msgspec.field(default=None, name="amount_ore")
    accounts: tuple[str, ...] = ()


class ReservationRule(Rule):
    """R37: the grant is given subject to something, mostly that the finance act is passed."""

    subject_to: str


class SubGrantRule(Rule):
    """R39: the recipient is an operator that passes the grant on to end users.

    `own_costs_apart`: the operator's own costs of it stand apart in budget and account.
    """

    to: str
    own_costs_apart: bool | None = None
