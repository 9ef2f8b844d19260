"""Which of the documents that go with the application are ready (R35)."""

from collections.abc import Mapping

from budgetdesk.domain.project import Project


def checklist(project: Project) -> Mapping[str, bool]:
    """Whether each is ready: the call's in its order, then those ticked that it does not name."""
    rule = project.rules.documents
    called = rule.names if rule else ()
    return {name: name in project.checklist for name in (*called, *project.checklist)}
