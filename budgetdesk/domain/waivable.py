"""Which findings a person may waive, and on what ground: the policy, in this one place.

A wish or a doubt is waived with a reason. A hard demand of the call is the funder's to waive, so
it takes the reference of a written permission. What is wrong by arithmetic, or is settled by a
decision, is mended and never waived.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from budgetdesk.domain.finding import FactValue, Finding, Severity
from budgetdesk.domain.plain import to_json
from budgetdesk.domain.waiver import Waiver


class Ground(Enum):
    """What it takes to waive a finding."""

    REASON = "reason"
    PERMISSION = "permission"
    NEVER = "never"


_BY_CODE: Final[Mapping[str, Ground]] = {
    "budget.underfunded": Ground.NEVER,  # sums that differ
    "budget.overfunded": Ground.NEVER,
    "budget.details_differ": Ground.NEVER,
    "ledger.control_total_differs": Ground.NEVER,
    "ledger.parts_differ": Ground.NEVER,
    "signoff.undecided": Ground.NEVER,  # decided, with a reason and a name
    "signoff.amounts_differ": Ground.NEVER,
    "signoff.decision_outdated": Ground.NEVER,
    "account.settlement_assumed": Ground.NEVER,
    "account.result_not_told": Ground.NEVER,  # told, with a reason and a name
    "account.repayment_due": Ground.NEVER,  # money that is owed
}
"""The findings that the general rule below does not fit."""

_PASSING: Final = frozenset(("days",))
"""Facts that change from day to day of themselves."""


def ground(finding: Finding) -> Ground:
    """What it takes to waive a finding.

    An error that no rule of the call is behind is a gap or an impossibility in the data itself.
    """
    if finding.code in _BY_CODE:
        return _BY_CODE[finding.code]
    if finding.severity is not Severity.ERROR:
        return Ground.REASON
    return Ground.PERMISSION if finding.source is not None else Ground.NEVER


def what_it_said(finding: Finding) -> str:
    """The facts a waiver is given for, and falls away with."""
    lasting: dict[str, FactValue] = {
        name: value for name, value in finding.facts.items() if name not in _PASSING
    }
    return to_json(lasting).decode()


def is_about(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver was given for this very finding, which may still be waived so."""
    subject, needed = finding.subject, ground(finding)
    return (
        (waiver.code, waiver.kind, waiver.id, waiver.field)
        == (finding.code, subject.kind, subject.id, subject.field)
        and waiver.facts == what_it_said(finding)
        and needed is not Ground.NEVER
        and (needed is Ground.REASON or bool(waiver.permission))
    )
