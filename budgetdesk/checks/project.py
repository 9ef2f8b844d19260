"""Who applies and for which period, held against the call (R2, R3, R4, R7)."""

from collections.abc import Iterator
from datetime import timedelta

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.period import add_months
from budgetdesk.domain.rules import PeriodBound, PeriodRule

_START = Subject(kind="period", field="start")
_END = Subject(kind="period", field="end")
_APPLICANT = Subject(kind="project", field="recipient")


def period_missing(case: Case) -> Iterator[Finding]:
    """Without a period there are neither years to budget nor an account."""
    if case.project.period is None:
        yield finding(Severity.ERROR, "project.no_period", _START)


def period_backwards(case: Case) -> Iterator[Finding]:
    """The period must not end before it starts."""
    period = case.project.period
    if period is not None and period.end < period.start:
        facts = {"start": period.start, "end": period.end}
        fix = Fix(code="project.swap_days", facts=facts)
        yield finding(Severity.ERROR, "project.period_backwards", _END, facts, fixes=(fix,))


def start_outside_window(case: Case) -> Iterator[Finding]:
    """R2: the project starts within the call's window."""
    period, rule = case.project.period, case.rules.period
    if period is None or rule is None:
        return
    start = period.start
    if rule.start_from is not None and start < rule.start_from:
        fix = Fix(code="project.start_on", facts={"day": rule.start_from})
        facts = {"start": start, "earliest": rule.start_from}
        yield _of_bound(rule, PeriodBound.START_FROM, "project.starts_too_early", facts, fix)
    if rule.start_to is not None and start > rule.start_to:
        fix = Fix(code="project.start_on", facts={"day": rule.start_to})
        facts = {"start": start, "latest": rule.start_to}
        yield _of_bound(rule, PeriodBound.START_TO, "project.starts_too_late", facts, fix)


def end_outside_window(case: Case) -> Iterator[Finding]:
    """R3: the project ends in time."""
    period, rule = case.project.period, case.rules.period
    if period is None or rule is None or rule.end_to is None or period.end <= rule.end_to:
        return
    fix = Fix(code="project.end_on", facts={"day": rule.end_to})
    facts = {"end": period.end, "latest": rule.end_to}
    yield _of_bound(rule, PeriodBound.END_TO, "project.ends_too_late", facts, fix)


def _of_bound(rule: PeriodRule, bound: PeriodBound, code: str, facts: Facts, fix: Fix) -> Finding:
    """A bound given roughly ("primo marts") is a wish (A8)."""
    subject = _END if bound is PeriodBound.END_TO else _START
    if bound in rule.about:
        rough, ways = Severity.WARNING, (fix,)
        return finding(rough, f"{code}_roughly", subject, facts, fixes=ways, source=rule.source)
    return breach(rule, code, subject, facts, fixes=(fix,))


def longer_than_allowed(case: Case) -> Iterator[Finding]:
    """R4: the project lasts no longer than the call lets it."""
    period, rule = case.project.period, case.rules.length
    if period is None or rule is None:
        return
    latest = add_months(period.start, rule.months) - timedelta(days=1)
    if period.end > latest:
        fix = Fix(code="project.end_on", facts={"day": latest})
        facts: Facts = {"months": rule.months, "end": period.end, "latest": latest}
        yield breach(rule, "project.lasts_too_long", _END, facts, fixes=(fix,))


def applicant_not_allowed(case: Case) -> Iterator[Finding]:
    """R7: the applicant is of a kind the call names; an open list shuts nobody out."""
    rule, kind = case.rules.applicants, case.project.recipient.kind
    if rule is None or not rule.closed or not rule.kinds:
        return
    if kind is None:
        yield finding(Severity.WARNING, "project.applicant_unknown", _APPLICANT, source=rule.source)
    elif kind not in (*rule.kinds, *rule.excluded):
        yield breach(rule, "project.applicant_not_allowed", _APPLICANT, {"applicant": kind.value})
