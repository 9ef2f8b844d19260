"""What the call is silent about: an unset rule never passes silently."""

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.account import readings_differ
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import finding
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Finding, Severity, Subject

_FROM_THE_START: Final = (
    "applicants",
    "period",
    "grant_limit",
    "cofinancing",
    "eligible",
    "notes",
    "balance",
    "signoff",
)
_ONCE_UNDER_WAY: Final = ("final_account", "account_lines", "settlement")


def rules_unset(case: Case) -> Iterator[Finding]:
    """A note for each kind of rule that is missing where a check or a figure needs it."""
    call = case.project.call
    for kind in (*_FROM_THE_START, *(_ONCE_UNDER_WAY if case.is_under_way else ())):
        if getattr(case.rules, kind) is None and not _is_settled_otherwise(case, kind):
            yield finding(
                Severity.NOTE,
                "call.unset",
                Subject(kind="call", field=kind),
                {
                    "kind": kind,
                    "silence": "not_stated" if call.complete else "not_known",
                    "document": call.where_to_look.document,
                },
                source=call.where_to_look,
            )


def _is_settled_otherwise(case: Case, kind: str) -> bool:
    """A share of the grant is the demand on the own share from the other side: either will do.

    How the grant falls may be decided by people, and is asked once it makes a difference.
    """
    if kind == "cofinancing":
        return case.rules.grant_share is not None
    if kind == "settlement":
        return readings_differ(case) or case.project.decision_on(Topic.SETTLEMENT) is not None
    return False
