"""How a check says what it found."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from budgetdesk.domain.finding import FactValue, Finding, Fix, Severity, Source, Subject
from budgetdesk.domain.rules import Rule

Facts = Mapping[str, FactValue]
_NONE: Final[Facts] = MappingProxyType({})


def finding(
    severity: Severity,
    code: str,
    subject: Subject,
    facts: Facts = _NONE,
    *,
    fixes: Iterable[Fix] = (),
    source: Source | None = None,
) -> Finding:
    """A finding that no rule of the call weighs; `source` is where a person may read on."""
    return Finding(
        code=code,
        severity=severity,
        subject=subject,
        facts=dict(facts),
        source=source,
        fixes=tuple(fixes),
    )


def breach(
    rule: Rule, code: str, subject: Subject, facts: Facts = _NONE, *, fixes: Iterable[Fix] = ()
) -> Finding:
    """A broken rule of the call: blocking where it is a demand, a warning where it is a wish."""
    severity = Severity.ERROR if rule.hard else Severity.WARNING
    return finding(severity, code, subject, facts, fixes=fixes, source=rule.source)


def breach_or_doubt(
    rule: Rule | None, code: str, subject: Subject, facts: Facts, *, fixes: Iterable[Fix] = ()
) -> Finding:
    """What every account needs, rule or not: a warning where the call is silent."""
    if rule is None:
        return finding(Severity.WARNING, code, subject, facts, fixes=fixes)
    return breach(rule, code, subject, facts, fixes=fixes)
