"""Small tables of what a figure is and what it comes to, only to be looked at."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from budgetdesk.domain.money import Money
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column
from budgetdesk.text import amount


def money(value: Money, *, is_total: bool = False) -> Cell:
    """An amount, nought too: in an account an empty cell would be a question."""
    return Cell(text=amount(value), amount=value, is_total=is_total)


class Figures(ReadOnlyTable, ABC):
    """A table whose rows are computed whole, a tuple of cells each."""

    columns: Sequence[Column]

    @property
    @abstractmethod
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The rows as they are now."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        return self.rows[row][column]


def total(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells as a row of totals."""
    return tuple(replace(cell, is_total=True) for cell in cells)
