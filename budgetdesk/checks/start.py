"""When the project may start, where that depends on the applicant (R5, R6)."""

from collections.abc import Iterator
from datetime import date

from budgetdesk.accounting.late_start import greatest_after_late_start
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Topic, told_day
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject

_START = Subject(kind="period", field="start")


def before_own_start(case: Case) -> Iterator[Finding]:
    """R5: the earliest day is the applicant's to tell; then the project holds it."""
    rule, period = case.rules.own_start, case.project.period
    if rule is None:
        return
    earliest = _told_day(case)
    if earliest is None:
        facts = {"after": rule.after}
        fix = Fix(code="start.tell_day")
        yield finding(
            Severity.WARNING, "start.not_told", _START, facts, fixes=(fix,), source=rule.source
        )
    elif period is not None and period.start < earliest:
        fix = Fix(code="project.start_on", facts={"day": earliest})
        told: Facts = {"after": rule.after, "start": period.start, "earliest": earliest}
        yield breach(rule, "start.too_early", _START, told, fixes=(fix,))


def grant_beyond_late_start(case: Case) -> Iterator[Finding]:
    """R6: who starts late gets the part of the greatest grant that the period left is."""
    rule, period, limit = case.rules.late_start, case.project.period, case.rules.grant_limit
    if rule is None or period is None or limit is None or limit.at_most is None:
        return
    grant = case.budget.funded_by(FundingSource.GRANT)
    greatest = greatest_after_late_start(rule, period.start, limit.at_most)
    if greatest < grant <= limit.at_most:
        fix = Fix(code="funding.lower_grant", amount=greatest, facts={"grant": greatest})
        facts: Facts = {
            "grant": grant,
            "start": period.start,
            "full": limit.at_most,
            "greatest": greatest,
            "excess": grant - greatest,
        }
        subject = Subject(kind="funding", id=case.first_source(FundingSource.GRANT))
        yield breach(rule, "start.grant_too_large", subject, facts, fixes=(fix,))


def _told_day(case: Case) -> date | None:
    decision = case.project.decision_on(Topic.EARLIEST_START)
    return told_day(decision.answer) if decision else None
