"""What is due."""

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, finding
from budgetdesk.domain.finding import Finding, Severity, Subject

_SOON: Final = 30
"""Days before a deadline on which it is worth telling."""


def account_due(case: Case) -> Iterator[Finding]:
    """R27: the final account is due soon, or is late."""
    account, rule = case.account, case.rules.final_account
    if account is None or account.due is None or rule is None or not case.is_under_way:
        return
    days = (account.due - case.today).days
    facts: Facts = {"due": account.due, "days": abs(days)}
    subject, source = Subject(kind="account", field="due"), rule.source
    if days < 0:
        code = "deadlines.account_overdue"
        yield finding(Severity.WARNING, code, subject, facts, source=source)
    elif days <= _SOON:
        yield finding(Severity.NOTE, "deadlines.account_soon", subject, facts, source=source)
