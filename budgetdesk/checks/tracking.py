"""While a project runs: lines bound beyond their budget, and accounts corrected since."""

from collections.abc import Iterator

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, finding
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.money import ZERO, Money


def bound_beyond_budget(case: Case) -> Iterator[Finding]:
    """A line that will be overspent once what is ordered on it is invoiced.

    A line overspent already has a finding of its own.
    """
    account = case.account
    if account is None:
        return
    for line in account.lines:
        orders = (each for each in case.project.orders if each.is_open and each.line == line.id)
        ordered = Money.total(each.amount for each in orders)
        left = line.budget - line.actual
        if ordered > left >= ZERO:
            facts: Facts = {
                "label": line.label,
                "budget": line.budget,
                "used": line.actual,
                "ordered": ordered,
                "over": ordered - left,
            }
            subject = Subject(kind="line", id=line.id)
            yield finding(Severity.WARNING, "tracking.bound_beyond_budget", subject, facts)


def account_corrected(case: Case) -> Iterator[Finding]:
    """What was reported does not stand any more: the next account tells it, posting by posting."""
    account = case.account
    if account is None or not account.corrections:
        return
    facts: Facts = {
        "count": len(account.corrections),
        "amount": account.corrected,
        "first": account.corrections[0].id,
    }
    subject = Subject(kind="account", field="corrections")
    yield finding(Severity.NOTE, "tracking.account_corrected", subject, facts)
