"""The rows of a ledger file and what became, or would become, of each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.domain.ledger import ImportBatch, Posting, SkippedRow
from budgetdesk.presenters.posting_cells import posting_cell, posting_columns
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.text import text

_BAD: Final = frozenset({"bad_date", "bad_amount", "shifted"})
"""Reasons for which a row may have been a posting: somebody should look at it."""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    fate: Cell
    posting: Posting | None = None
    raw: str = ""


class ImportRowsPresenter(ReadOnlyTable):
    """A row of the table for each row of the file: the skipped ones first, the worst on top.

    `read` tells all postings that were read, when some of them are in the ledger already.
    """

    def __init__(
        self,
        batch: Callable[[], ImportBatch | None],
        read: Callable[[], Sequence[Posting]] = tuple,
    ) -> None:
        self.columns = (
            Column(key="row", heading=text("postings.column.row"), width=72, numeric=True),
            Column(key="fate", heading=text("postings.column.fate"), width=150),
            *posting_columns(),
        )
        self._batch, self._read = batch, read
        self._made: tuple[ImportBatch | None, tuple[_Row, ...]] = (None, ())

    @property
    def _rows(self) -> tuple[_Row, ...]:
        batch = self._batch()
        if batch is not self._made[0]:
            self._made = (batch, tuple(_rows(batch, self._read())) if batch else ())
        return self._made[1]

    @property
    def row_count(self) -> int:
        """How many rows of the file left a trace."""
        return len(self._rows)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place; a row that was skipped shows its own words."""
        shown, key = self._rows[row], self.columns[column].key
        if key == "row":
            return Cell(text=str(shown.number), tone=Tone.QUIET)
        if key == "fate":
            return shown.fate
        if shown.posting is not None:
            return posting_cell(shown.posting, key)
        return Cell(text=shown.raw, tone=Tone.QUIET, tip=shown.raw) if key == "text" else Cell()


def _rows(batch: ImportBatch, read: Sequence[Posting]) -> Iterator[_Row]:
    worst_first = sorted(batch.skipped, key=lambda row: row.reason not in _BAD)
    yield from map(_skipped, worst_first)
    taken = {posting.row for posting in batch.postings}
    imported = Cell(text=text("postings.fate.imported"), tone=Tone.IN_ORDER, icon="ok")
    known = Cell(text=text("postings.fate.known"), tone=Tone.QUIET)
    for posting in read or batch.postings:
        fate = imported if posting.row in taken else known
        yield _Row(posting.row, fate, posting)


def _skipped(row: SkippedRow) -> _Row:
    bad = row.reason in _BAD
    reason = text(f"import.skipped.{row.reason}")
    fate = Cell(
        text=text("postings.fate.unreadable" if bad else "postings.fate.skipped"),
        tone=Tone.WARNING if bad else Tone.QUIET,
        icon="warning" if bad else "",
        tip=reason,
    )
    return _Row(row.row, fate, raw=text("postings.fate.because", reason=reason, raw=row.raw))
