"""Waiving a finding, and taking a waiver back."""

from datetime import date

from msgspec.structs import replace

from budgetdesk.domain.finding import Finding
from budgetdesk.domain.project import Project
from budgetdesk.domain.waivable import Ground, ground, is_about, what_it_said
from budgetdesk.domain.waiver import Waiver
from budgetdesk.errors import BudgetDeskError


def make_waiver(
    finding: Finding, *, reason: str, by: str, on: date, permission: str = ""
) -> Waiver:
    """A waiver of a finding as it stands.

    Raises:
        BudgetDeskError: `waiver.never`, the finding can only be mended or decided;
            `waiver.without_reason`, reason or name is missing; `waiver.without_permission`, the
            reference of the funder's permission is missing.
    """
    needed = ground(finding)
    if needed is Ground.NEVER:
        raise BudgetDeskError("waiver.never")
    if not (reason.strip() and by.strip()):
        raise BudgetDeskError("waiver.without_reason")
    if needed is Ground.PERMISSION and not permission.strip():
        raise BudgetDeskError("waiver.without_permission")
    return Waiver(
        code=finding.code,
        kind=finding.subject.kind,
        id=finding.subject.id,
        field=finding.subject.field,
        facts=what_it_said(finding),
        reason=reason.strip(),
        by=by.strip(),
        on=on,
        permission=permission.strip(),
    )


def waive(project: Project, waiver: Waiver) -> Project:
    """Keeps a waiver; one that fell away with its facts stays on record before it."""
    return replace(project, waivers=(*project.waivers, waiver))


def unwaive(project: Project, finding: Finding) -> Project:
    """Takes back every waiver of a finding as it stands: it counts again."""
    return replace(
        project, waivers=tuple(each for each in project.waivers if not is_about(each, finding))
    )
