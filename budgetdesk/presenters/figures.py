"""Small tables of what a figure is and what it comes to, only to be looked at."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from typing_extensions import override

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


class Kept(Figures):
    """Figures worked out once for what they are of: the toolkit asks cell by cell."""

    def __init__(self) -> None:
        self._of: object = None
        self._rows: Sequence[Sequence[Cell]] = ()

    @abstractmethod
    def of(self) -> object:
        """What the rows are of; they are made anew when it is another."""

    @abstractmethod
    def make(self) -> Sequence[Sequence[Cell]]:
        """Makes the rows."""

    @property
    @override
    def rows(self) -> Sequence[Sequence[Cell]]:
        of = self.of()
        if of is not self._of:
            self._of, self._rows = of, self.make()
        return self._rows


def total(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells as a row of totals."""
    return tuple(replace(cell, is_total=True) for cell in cells)
