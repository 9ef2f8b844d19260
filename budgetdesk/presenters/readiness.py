"""How far it is to the audit: the steps left, the one that stands for most money first."""

from typing import Final

from budgetdesk import explained
from budgetdesk.domain.finding import Subject, blocking
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, percent, text

_PAGES: Final = {"note": "budget", "explanation": "account", "decision": "account"}
"""The page of a step that is not done among the postings."""


class ReadinessPresenter(ReadOnlyTable):
    """A row for each step left."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="what", heading=text("readiness.column.what"), width=400, stretches=True),
            Column(key="amount", heading=text("readiness.column.amount"), width=140, numeric=True),
            Column(key="share", heading=text("readiness.column.share"), width=100, numeric=True),
        )
        self._workspace = workspace

    @property
    def row_count(self) -> int:
        """How many steps are left."""
        return len(self._workspace.steps_left)

    @property
    def verdict(self) -> Cell:
        """Ready, in how many steps, or which errors are left."""
        errors = len(blocking(self._workspace.findings))
        words = explained.readiness_words(self.row_count, errors)
        if errors or self.row_count:
            return Cell(text=words, tone=Tone.WARNING, icon="missing")
        return Cell(text=words, tone=Tone.IN_ORDER, icon="ok")

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        step = self._workspace.steps_left[row]
        match self.columns[column].key:
            case "what":
                words = text(f"readiness.step.{step.what}", count=step.count)
                return Cell(text=words, icon="missing")
            case "amount":
                return Cell(text=amount(step.amount), amount=step.amount)
            case _:
                return Cell(text=percent(step.share))

    def begins(self, row: int) -> tuple[Subject, str]:
        """Where a step begins, and the key of the page it is on."""
        step = self._workspace.steps_left[row]
        return step.subject, _PAGES.get(step.what, "ledger")
