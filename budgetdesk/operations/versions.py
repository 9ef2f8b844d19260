"""The life of the budget's versions: sent, approved, refused, and followed by a revision."""

from datetime import date

from msgspec.structs import replace

from budgetdesk.domain.budget import Approval, BudgetVersion, Refusal, Standing
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import VersionId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.budget import change_budget, put_budget


def send_budget(project: Project, on: date) -> Project:
    """The version worked on was sent to the funder: what they have is kept as they have it."""
    _require_lines(project.budget)
    return change_budget(project, lambda version: replace(version, sent=on))


def approve_budget(project: Project, approval: Approval) -> Project:
    """The funder approved the version worked on: it is now the base of every account.

    A period it asked for becomes the project's; the version keeps which period it was approved
    for, so that a check tells when the project's is another.

    Raises:
        BudgetDeskError: `budget.nothing_to_approve`, `.approval_without_reference`,
            `.approved_is_locked` or `.refused_is_locked`.
    """
    budget = project.budget
    _require_lines(budget)
    if not approval.reference.strip():
        raise BudgetDeskError("budget.approval_without_reference")
    _require_unanswered(budget)
    period = budget.period or project.period
    approved = replace(budget, approval=approval, period=period)
    return replace(put_budget(project, approved), period=period)


def refuse_budget(project: Project, refusal: Refusal) -> Project:
    """The funder refused the version worked on: it is kept as such, and what held before holds.

    Raises:
        BudgetDeskError: `budget.refusal_without_name`, `.approved_is_locked` or
            `.refused_is_locked`.
    """
    budget = project.budget
    _require_unanswered(budget)
    if not refusal.by.strip():
        raise BudgetDeskError("budget.refusal_without_name")
    return put_budget(project, replace(budget, refusal=refusal))


def start_revision(project: Project, name: str) -> Project:
    """Begins a draft as a copy of the version worked on, to be changed and approved anew.

    Line ids stay, so that postings keep their place. What was asked for in a version the funder
    has and has not answered is asked for still; else the draft has no moves or reasons yet.

    Raises:
        BudgetDeskError: `budget.not_approved_yet`: a draft is there already.
    """
    budget = project.budget
    if not budget.is_locked:
        raise BudgetDeskError("budget.not_approved_yet")
    draft = replace(
        budget,
        id=VersionId(f"v{len(project.versions) + 1}"),
        name=name.strip(),
        approval=None,
        sent=None,
        taken=None,
        refusal=None,
    )
    if budget.standing is not Standing.SENT:
        draft = replace(draft, moves=(), reason="", period=None)
    return replace(project, versions=(*project.versions, draft))


def _require_lines(budget: BudgetVersion) -> None:
    if not budget.lines:
        raise BudgetDeskError("budget.nothing_to_approve")


def _require_unanswered(budget: BudgetVersion) -> None:
    if budget.standing in {Standing.APPROVED, Standing.REFUSED}:
        reference = budget.approval.reference if budget.approval else ""
        raise BudgetDeskError(
            f"budget.{budget.standing.value}_is_locked", name=budget.name, reference=reference
        )
