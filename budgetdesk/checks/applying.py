"""Applying: by when, who may, with whom and with what (R1, R7, R8, R35-R37, R39).

Once a budget is approved the application is behind us, and nothing here is said of it any more.
"""

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.rules import DeadlineRule

_APPLICANT: Final = Subject(kind="project", field="recipient")
_CALL: Final = Subject(kind="call")
_SOON: Final = 30
"""Days before the last day on which it is worth telling."""


def deadline_near(case: Case) -> Iterator[Finding]:
    """R1: the last day is soon or behind us. Without a last day a rolling call has none."""
    rule = case.rules.deadline
    if rule is None or rule.last_day is None or _is_granted(case):
        return
    days = (rule.last_day - case.today).days
    facts: Facts = {"last_day": rule.last_day, "days": abs(days), "time": rule.time or "23.59"}
    subject = Subject(kind="call", field="deadline")
    if days < 0:
        yield finding(Severity.NOTE, "applying.late", subject, facts, source=rule.source)
    elif days <= _SOON:
        code = "applying.soon_at" if rule.time else "applying.soon"
        yield finding(Severity.NOTE, code, subject, facts, source=rule.source)


def applicant_excluded(case: Case) -> Iterator[Finding]:
    """R7: those the call shuts out by name may not apply, whatever its list says."""
    rule, kind = case.rules.applicants, case.project.recipient.kind
    if rule is not None and kind is not None and kind in rule.excluded:
        yield breach(rule, "applying.excluded", _APPLICANT, {"applicant": kind.value})


def partner_missing(case: Case) -> Iterator[Finding]:
    """R7: where the call wants a partner of some kind, the project has one."""
    rule = case.rules.applicants
    if rule is None or not rule.partners:
        return
    if not any(partner.kind in rule.partners for partner in case.project.partners):
        subject = Subject(kind="project", field="partners")
        facts = {"kinds": ", ".join(kind.value for kind in rule.partners)}
        yield breach(rule, "applying.no_partner", subject, facts)


def members_too_few(case: Case) -> Iterator[Finding]:
    """R7: an association has the members the call wants; how many it has, somebody must tell."""
    rule, recipient = case.rules.applicants, case.project.recipient
    if rule is None or rule.least_members is None:
        return
    subject = Subject(kind="recipient", field="members")
    facts: Facts = {"least": rule.least_members, "members": recipient.members or 0}
    if recipient.members is None:
        code = "applying.members_unknown"
        yield finding(Severity.WARNING, code, subject, facts, source=rule.source)
    elif recipient.members < rule.least_members:
        yield breach(rule, "applying.members_too_few", subject, facts)


def documents_open(case: Case) -> Iterator[Finding]:
    """R35: what must be sent in is ready; near the last day an open one is a warning."""
    rule = case.rules.documents
    if rule is None or _is_granted(case):
        return
    missing = [name for name in rule.names if name not in case.project.checklist]
    if missing:
        is_near = _days_left(case, case.rules.deadline) <= _SOON
        yield finding(
            Severity.WARNING if is_near else Severity.NOTE,
            "applying.documents",
            Subject(kind="project", field="checklist"),
            {"count": len(missing), "names": "; ".join(missing)},
            fixes=(Fix(code="documents.ready", facts={"name": name}) for name in missing),
            source=rule.source,
        )


def call_reserves(case: Case) -> Iterator[Finding]:
    """R37: a grant that hangs on something else may still not come."""
    rule = case.rules.reservation
    if rule is not None and not _is_granted(case):
        facts = {"subject_to": rule.subject_to}
        yield finding(Severity.NOTE, "applying.reservation", _CALL, facts, source=rule.source)


def sub_granting(case: Case) -> Iterator[Finding]:
    """R39: an operator keeps its own costs apart from what it passes on."""
    rule = case.rules.sub_grants
    if rule is not None:
        code = "applying.sub_grants_apart" if rule.own_costs_apart else "applying.sub_grants"
        yield finding(Severity.NOTE, code, _CALL, {"to": rule.to}, source=rule.source)


def _days_left(case: Case, rule: DeadlineRule | None) -> int:
    """Days to the last day; more than any where there is none."""
    if rule is None or rule.last_day is None:
        return _SOON + 1
    return (rule.last_day - case.today).days


def _is_granted(case: Case) -> bool:
    return case.project.approved_budget is not None
