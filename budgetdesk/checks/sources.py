"""Official pages that disagree (A11): a person says which holds; until then the first does."""

from collections.abc import Iterator

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import finding
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject


def sources_disagree(case: Case) -> Iterator[Finding]:
    """One question for each kind of rule whose pages disagree and nobody has chosen between.

    The faces tell the readings in words (`rulepacks.describe.reading`): `number` counts from 1.
    """
    project = case.project
    for kind, readings in project.call.disputed(project.granted_on).items():
        decision = project.decision_on(Topic.SOURCES, kind)
        numbers = [str(number) for number in range(1, len(readings) + 1)]
        if decision is not None and decision.answer in numbers:
            continue
        yield finding(
            Severity.WARNING,
            "sources.disagree",
            Subject(kind="call", field=kind),
            {
                "kind": kind,
                "count": len(readings),
                "first": readings[0].source.document,
                "second": readings[1].source.document,
            },
            source=readings[0].source,
            fixes=(
                Fix(
                    code="sources.decide",
                    facts={"about": kind, "number": answer, "document": rule.source.document},
                )
                for answer, rule in zip(numbers, readings, strict=True)
            ),
        )
