"""The gate before the seal: which findings keep an account from being signed for."""

from collections.abc import Iterable

from budgetdesk.domain.finding import Finding, Severity


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that must be gone first: every error."""
    return tuple(each for each in findings if each.severity is Severity.ERROR)
