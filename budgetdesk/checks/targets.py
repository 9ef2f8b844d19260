"""The figures a call sets (R33), held against the project's own targets."""

from collections.abc import Iterator

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.rules import Target


def target_missing(case: Case) -> Iterator[Finding]:
    """The project has each of the call's targets by its name, and no lower."""
    rule = case.rules.goals
    own = {goal.name.strip().casefold(): goal for goal in case.project.goals}
    for target in rule.targets if rule else ():
        goal = own.get(target.name.strip().casefold())
        subject = Subject(kind="project", field="goals")
        if goal is None and rule is not None:
            facts: Facts = {"name": target.name}
            yield finding(
                Severity.NOTE,
                "targets.missing",
                subject,
                facts,
                fixes=_add(target),
                source=rule.source,
            )
        elif goal and rule and target.at_least is not None and goal.at_least < target.at_least:
            facts = {"name": target.name, "own": goal.at_least, "least": target.at_least}
            yield breach(rule, "targets.too_low", subject, facts)


def _add(target: Target) -> Iterator[Fix]:
    """The call's own figure, where it has one, taken over as the project's."""
    if target.at_least is not None:
        facts: Facts = {"name": target.name, "least": target.at_least}
        yield Fix(code="targets.add", facts=facts)
