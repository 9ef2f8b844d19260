"""All versions of the budget in one table: a row for each line, a column for each version."""

from collections.abc import Sequence

from budgetdesk.accounting.side_by_side import Beside, costs_beside, funding_beside
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine
from budgetdesk.domain.money import Money
from budgetdesk.presenters.figures import money, total
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, text
from budgetdesk.writers import change_words

Row = Sequence[Cell]


class SideBySideTable(ReadOnlyTable):
    """Costs with their sum, then funding with its own; a figure that changed is marked."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._made_of: tuple[BudgetVersion, ...] = ()
        self._rows: Sequence[Row] = ()

    @property
    def columns(self) -> Sequence[Column]:
        """The line, then each version by its number, name and standing."""
        label = Column(
            key="label", heading=text("versions.column.label"), width=240, stretches=True
        )
        return (label, *map(_column, self._workspace.project.versions))

    @property
    def row_count(self) -> int:
        """The lines, the sources and their two sums."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        return self.rows[row][column]

    @property
    def rows(self) -> Sequence[Row]:
        """Worked out once for the versions there are."""
        versions = self._workspace.project.versions
        if versions != self._made_of:
            self._made_of = versions
            self._rows = self._make(versions)
        return self._rows

    def _make(self, versions: Sequence[BudgetVersion]) -> Sequence[Row]:
        costs, funding = costs_beside(versions), funding_beside(versions)
        return [
            *map(self._row, costs),
            _sums("total_costs", [version.total_costs for version in versions]),
            *map(self._row, funding),
            _sums("total_funding", [version.total_funding for version in versions]),
        ]

    def _row(self, beside: Beside[BudgetLine] | Beside[FundingLine]) -> Row:
        name = change_words.name_of_line(self._workspace.project, beside.line)
        sums = [_cell(beside, place) for place in range(len(beside.sums))]
        return (Cell(text=name, tip=name), *sums)


def _column(version: BudgetVersion) -> Column:
    facts = {"id": version.id, "name": change_words.version_name(version)}
    heading = text("versions.beside", **facts)
    return Column(key=version.id, heading=heading, width=148, numeric=True)


def _sums(key: str, sums: Sequence[Money]) -> Row:
    return total((Cell(text=text(f"versions.{key}")), *map(money, sums)))


def _cell(beside: Beside[BudgetLine] | Beside[FundingLine], place: int) -> Cell:
    """A sum; one that is another than in the version before says what it was."""
    here = beside.sums[place]
    shown = text("versions.not_there") if here is None else amount(here)
    if not beside.is_changed(place):
        return Cell(text=shown, amount=here)
    was = beside.sums[place - 1]
    tip = text("versions.was_not_there") if was is None else text("versions.was", amount=was)
    return Cell(text=shown, amount=here, tip=tip, tone=Tone.NOTE, icon="note")
