"""The course of a project: its steps in the order they happen, each with how it stands."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from budgetdesk.accounting.deadlines import all_due
from budgetdesk.domain.finding import Severity
from budgetdesk.domain.project import Project
from budgetdesk.explained import home
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStep:
    """How a step stands: a count of what weighs most, in order, or nothing yet."""

    key: str
    name: str
    badge: str = ""
    icon: str = ""
    tone: Tone = Tone.QUIET
    words: str = ""
    """The badge in words, for those who cannot see it."""


STEPS: Final = ("project", "budget", "funding", "changes", "ledger", "tracking", "account")
_IS_BEGUN: Final[dict[str, Callable[[Project], bool]]] = {
    "project": lambda project: bool(project.title and project.period),
    "budget": lambda project: project.budget.total_costs.ore > 0,
    "funding": lambda project: project.budget.total_funding.ore > 0,
    "changes": lambda project: project.approved_budget is not None,
    "ledger": lambda project: bool(project.ledger.batches),
    "tracking": lambda project: bool(project.ledger.batches and project.period),
    "account": lambda project: bool(project.ledger.batches and project.period),
}


class CoursePresenter:
    """The left side of the window."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def steps(self) -> Sequence[CourseStep]:
        """All steps as they stand now."""
        counts = Counter(
            (home(each), each.severity) for each in self._workspace.findings if not each.waived
        )
        return [self._step(key, counts) for key in STEPS]

    @property
    def deadline(self) -> str:
        """The next day something must be sent, empty when none is known."""
        workspace = self._workspace
        rule = workspace.project.rules.deadline
        last_day = rule.last_day if rule else None
        if last_day is not None and last_day >= workspace.today:
            return text("window.deadline.application", day=last_day)
        account, project = workspace.account, workspace.project
        if account is None or project.taken_on(account.period) is not None:
            return ""
        interim = self._interim_due()
        if interim is not None:
            return text("window.deadline.interim", day=interim)
        return text("window.deadline.account", day=account.due) if account.due else ""

    def _interim_due(self) -> date | None:
        """The next day an interim account must be sent that was not taken; None for none ahead."""
        project, today = self._workspace.project, self._workspace.today
        days = (
            due.on
            for due in all_due(project.rules, project.period)
            if due.covers is not None and project.taken_on(due.covers) is None
        )
        return min((day for day in days if day is not None and day >= today), default=None)

    def _step(self, key: str, counts: Counter[tuple[str, Severity]]) -> CourseStep:
        name = text(f"window.course.{key}")
        for severity in (Severity.ERROR, Severity.WARNING):
            count = counts[key, severity]
            if count:
                return CourseStep(
                    key=key,
                    name=name,
                    badge=str(count),
                    icon=severity.value,
                    tone=Tone(severity.value),
                    words=text(f"window.counts.{severity.value}", count=count),
                )
        if not _IS_BEGUN[key](self._workspace.project):
            return CourseStep(key=key, name=name)
        words = text("window.in_order")
        return CourseStep(key=key, name=name, icon="ok", tone=Tone.IN_ORDER, words=words)
