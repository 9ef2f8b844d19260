"""Who applies and for which period, held against the call (R2, R3, R4, R7)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.decision import Topic
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


def period_not_approved(case: Case) -> Iterator[Finding]:
    """R25: the period is the one the latest budget was approved for; another is asked for first."""
    approved, period = case.project.approved_budget, case.project.period
    wanted = approved.period if approved else None
    if wanted is None or period is None or wanted == period:
        return
    facts: Facts = {"start": wanted.start, "end": wanted.end}
    moves = (
        ("project.start_on", period.start, wanted.start),
        ("project.end_on", period.end, wanted.end),
    )
    fixes = (Fix(code=code, facts={"day": day}) for code, own, day in moves if own != day)
    yield finding(Severity.WARNING, "project.period_not_approved", _END, facts, fixes=fixes)


def outside_window(case: Case) -> Iterator[Finding]:
    """R2, R3: the project starts and ends within the call's window."""
    period, rule = case.project.period, case.rules.period
    if period is None or rule is None:
        return
    for bound in PeriodBound:
        days = rule.beyond(bound, period)
        if days is not None:
            yield from _of_bound(case, rule, bound, *days)


def _of_bound(
    case: Case, rule: PeriodRule, bound: PeriodBound, own: date, day: date
) -> Iterator[Finding]:
    """A bound given roughly ("primo marts") is a wish until a person has said how it is read (A8).

    Read as it stands it is a demand like others; the project's own day, once it fits, is in order.
    """
    code, limit = _BOUNDS[bound]
    is_end = bound is PeriodBound.END_TO
    subject, move = (_END, "project.end_on") if is_end else (_START, "project.start_on")
    facts: Facts = {"end" if is_end else "start": own, limit: day}
    fix = Fix(code=move, facts={"day": day})
    decision = case.project.decision_on(Topic.ROUGH_DATE, bound.value)
    answer = decision.answer if decision else ""
    if bound not in rule.about or answer == day.isoformat():
        yield breach(rule, code, subject, facts, fixes=(fix,))
    elif answer != own.isoformat():
        told = {"about": bound.value, "answer": own.isoformat(), "day": own}
        ways = (fix, Fix(code="dates.decide", facts=told))
        rough = Severity.WARNING
        yield finding(rough, f"{code}_roughly", subject, facts, fixes=ways, source=rule.source)


_BOUNDS: Final = {
    PeriodBound.START_FROM: ("project.starts_too_early", "earliest"),
    PeriodBound.START_TO: ("project.starts_too_late", "latest"),
    PeriodBound.END_TO: ("project.ends_too_late", "latest"),
}
"""What is said of each, and what its day is called."""


def longer_than_allowed(case: Case) -> Iterator[Finding]:
    """R4: the project lasts no longer than the call lets it, and as long as it wants."""
    period, rule = case.project.period, case.rules.length
    if period is None or rule is None:
        return
    latest = add_months(period.start, rule.months) - timedelta(days=1)
    if period.end > latest:
        fix = Fix(code="project.end_on", facts={"day": latest})
        facts: Facts = {"months": rule.months, "end": period.end, "latest": latest}
        yield breach(rule, "project.lasts_too_long", _END, facts, fixes=(fix,))
    if rule.at_least is not None:
        earliest = add_months(period.start, rule.at_least) - timedelta(days=1)
        if period.start <= period.end < earliest:
            fix = Fix(code="project.end_on", facts={"day": earliest})
            told: Facts = {"months": rule.at_least, "end": period.end, "earliest": earliest}
            yield breach(rule, "project.lasts_too_short", _END, told, fixes=(fix,))


def applicant_not_allowed(case: Case) -> Iterator[Finding]:
    """R7: the applicant is of a kind the call names; an open list shuts nobody out."""
    rule, kind = case.rules.applicants, case.project.recipient.kind
    if rule is None or not rule.closed or not rule.kinds:
        return
    if kind is None:
        yield finding(Severity.WARNING, "project.applicant_unknown", _APPLICANT, source=rule.source)
    elif kind not in (*rule.kinds, *rule.excluded):
        yield breach(rule, "project.applicant_not_allowed", _APPLICANT, {"applicant": kind.value})
