"""How a table tells what its cells are while reportlab draws it, row by row."""

from collections.abc import Sequence
from typing import Any, cast

from reportlab.platypus import Table
from reportlab.platypus.tables import TableRenderCB
from typing_extensions import override

from budgetdesk.writers.pdf.page import PaperCanvas
from budgetdesk.writers.pdf.structure import Cell, Element, Row, Structure


class RuleMarks(TableRenderCB):
    """Of cells that only stand beside each other: the rules are for the eye, the rest is itself.

    The names of the methods are reportlab's.
    """

    @override
    def startTable(self, T: Table) -> None:
        """The table is drawn now, or a part of it on a new page."""

    @override
    def startBG(self, T: Table) -> None:
        """The backgrounds begin."""
        _structure(T).begin_artifact()

    @override
    def endBG(self, T: Table) -> None:
        """The backgrounds end."""
        _structure(T).end()

    @override
    def startRow(self, T: Table, rowNo: int) -> None:
        """A row begins."""

    @override
    def startCell(
        self,
        T: Table,
        rowNo: int,
        colNo: int,
        cellval: Any,
        cellstyle: Any,
        pos: Any,
        size: Any,
    ) -> None:
        """A cell begins."""

    @override
    def endCell(self, T: Table) -> None:
        """The cell ends."""

    @override
    def endRow(self, T: Table) -> None:
        """The row ends."""

    @override
    def startLines(self, T: Table) -> None:
        """The rules begin."""
        _structure(T).begin_artifact()

    @override
    def endLines(self, T: Table) -> None:
        """The rules end."""
        _structure(T).end()

    @override
    def endTable(self, T: Table) -> None:
        """The table ends."""


class TableMarks(RuleMarks):
    """Of a table of figures: `head` is what the cells of its first row are, `body` of all others.

    One for the whole table, on however many pages: the head is heard once, and a row that the end
    of a page parts stays one row.
    """

    def __init__(self, head: Sequence[Cell], body: Sequence[Cell]) -> None:
        self._table = Element("Table")
        self._head, self._body = tuple(head), tuple(body)
        self._cells = self._body
        self._number: int | None = None

    @override
    def startRow(self, T: Table, rowNo: int) -> None:
        """A row begins; a head that stands here again is an artifact."""
        is_head = rowNo == 0 and not self._table.kids
        if rowNo < T.repeatRows and self._table.kids:
            _structure(T).begin_artifact()
            self._number = None
            return
        self._cells = self._head if is_head else self._body
        self._number = _structure(T).row(self._table, self._cells, self._rest(T, rowNo))

    @override
    def startCell(
        self,
        T: Table,
        rowNo: int,
        colNo: int,
        cellval: Any,
        cellstyle: Any,
        pos: Any,
        size: Any,
    ) -> None:
        """A cell begins."""
        if self._number is not None:
            _structure(T).begin(self._cells[colNo].tag, self._number + colNo)

    @override
    def endCell(self, T: Table) -> None:
        """The cell ends."""
        if self._number is not None:
            _structure(T).end()

    @override
    def endRow(self, T: Table) -> None:
        """The row ends."""
        if self._number is None:
            _structure(T).end()

    def _rest(self, table: Table, row: int) -> Row | None:
        """The row that was begun on the page before, where this is the rest of it."""
        is_rest = getattr(table, "begins_within", False) and row == table.repeatRows
        return cast("Row", self._table.kids[-1]) if is_rest else None


def _structure(table: Table) -> Structure:
    return cast("PaperCanvas", table.canv).structure
