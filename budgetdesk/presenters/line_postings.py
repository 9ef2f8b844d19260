"""The postings behind one line of the account."""

from collections.abc import Sequence

from budgetdesk.accounting.days import days_of
from budgetdesk.domain.account import AccountLine, AllocatedPart
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import LineId
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.parts import Parts
from budgetdesk.presenters.posting_cells import posting_cell, posting_columns
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Place
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text


class LinePostingsPresenter(ReadOnlyTable):
    """A row for each part of a posting on the line that is chosen."""

    def __init__(self, workspace: Workspace) -> None:
        by = Column(key="by", heading=text("postings.column.by"), width=110)
        self.columns = (*posting_columns(), by)
        self._workspace = workspace
        self._parts = Parts(workspace.project, workspace.shown_account)
        self.chosen: LineId | None = None

    @property
    def title(self) -> str:
        """Which line, with how many postings and what they come to."""
        line = self._line
        if line is None:
            return text("account.behind.none")
        facts = {"count": len(line.parts), "sum": Money.total(part.amount for part in line.parts)}
        return text("account.behind.some", label=line.label, **facts)

    @property
    def _line(self) -> AccountLine | None:
        account = self._workspace.shown_account
        lines = account.lines if account else ()
        return next((line for line in lines if line.id == self.chosen), None)

    @property
    def parts(self) -> Sequence[AllocatedPart]:
        """The parts on the chosen line."""
        return self._line.parts if self._line else ()

    @property
    def row_count(self) -> int:
        """How many parts there are."""
        return len(self.parts)

    def behind(self, place: Place) -> Behind:
        """The posting itself, with every figure it stands in."""
        return drill.of_posting(self._workspace, self.parts[place[0]].posting)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        part, key = self.parts[row], self.columns[column].key
        if key != "by":
            return posting_cell(part.posting, key, part.amount, days_of(self._workspace.project))
        if self._parts.project is not self._workspace.project:
            self._parts = Parts(self._workspace.project, self._workspace.shown_account)
        return self._parts.by(part)
