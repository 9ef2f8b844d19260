"""What is due."""

from collections.abc import Iterator
from typing import Final

from budgetdesk.accounting.deadlines import DueKind, all_due, vouchers_kept_until
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, finding
from budgetdesk.domain.finding import Finding, Severity, Subject

_SOON: Final = 30
"""Days before a deadline on which it is worth telling."""


def account_due(case: Case) -> Iterator[Finding]:
    """R27: the final account is due soon, or is late; one that was taken is done."""
    account, rule = case.whole, case.rules.final_account
    if account is None or account.due is None or rule is None or not case.is_under_way:
        return
    if case.project.taken_on(account.period) is not None:
        return
    days = (account.due - case.today).days
    facts: Facts = {"due": account.due, "days": abs(days)}
    subject, source = Subject(kind="account", field="due"), rule.source
    if days < 0:
        code = "deadlines.account_overdue"
        yield finding(Severity.WARNING, code, subject, facts, source=source)
    elif days <= _SOON:
        yield finding(Severity.NOTE, "deadlines.account_soon", subject, facts, source=source)


def interim_due(case: Case) -> Iterator[Finding]:
    """R26: an interim account is due soon, or is late; one that was taken is done."""
    rule, period, whole = case.rules.interim_account, case.project.period, case.whole
    if rule is None or period is None or whole is None or not case.is_under_way:
        return
    if case.project.taken_on(whole.period) is not None:
        return
    for due in all_due(case.rules, period):
        if due.kind is not DueKind.INTERIM_ACCOUNT or due.on is None or due.covers is None:
            continue
        if case.project.taken_on(due.covers) is not None:
            continue
        days = (due.on - case.today).days
        if days <= _SOON:
            facts: Facts = {
                "due": due.on,
                "days": abs(days),
                "start": due.covers.start,
                "end": due.covers.end,
            }
            subject = Subject(kind="account", field="interim")
            code = f"deadlines.interim_{'soon' if days >= 0 else 'overdue'}"
            severity = Severity.NOTE if days >= 0 else Severity.WARNING
            yield finding(severity, code, subject, facts, source=rule.source)


def extension_possible(case: Case) -> Iterator[Finding]:
    """R25: more time is asked for before the period ends, so near its end it is worth telling."""
    rule, period = case.rules.extension, case.project.period
    if rule is None or not rule.before_end or period is None or not case.is_under_way:
        return
    days = (period.end - case.today).days
    if 0 <= days <= _SOON:
        facts: Facts = {"end": period.end, "days": days}
        subject = Subject(kind="period", field="end")
        yield finding(Severity.NOTE, "deadlines.extension", subject, facts, source=rule.source)


def vouchers_kept(case: Case) -> Iterator[Finding]:
    """R38: once the project is over its vouchers are kept for years."""
    rule, until = case.rules.retention, vouchers_kept_until(case.rules, case.project.period)
    if rule is not None and until is not None and case.final is not None:
        subject = Subject(kind="account", field="retention")
        facts: Facts = {"until": until, "years": rule.years}
        yield finding(Severity.NOTE, "deadlines.vouchers", subject, facts, source=rule.source)
