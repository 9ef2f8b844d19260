"""The rows of a ledger file and what became, or would become, of each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from budgetdesk.domain.ledger import ImportBatch, KnownRow, Posting, SkippedRow
from budgetdesk.domain.value import PostingId
from budgetdesk.presenters.posting_cells import posting_cell, posting_columns
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.text import text

_BAD: Final = frozenset({"bad_date", "bad_amount", "shifted", "other_headings"})
"""Reasons for which a row may have been a posting: somebody should look at it."""


class Told(NamedTuple):
    """An import whose rows are told.

    `skipped` are its skipped rows, the worst first; `like` the postings that its known rows are
    held to be, `counted` those of the known rows that a person wants to count after all.
    """

    batch: ImportBatch
    skipped: tuple[SkippedRow, ...]
    like: Mapping[PostingId, Posting]
    counted: frozenset[int] = frozenset()


def told(
    batch: ImportBatch, like: Mapping[PostingId, Posting], counted: frozenset[int] = frozenset()
) -> Told:
    """An import, ready to be told row by row."""
    skipped = tuple(sorted(batch.skipped, key=lambda row: row.reason not in _BAD))
    return Told(batch, skipped, like, counted)


class ImportRowsPresenter(ReadOnlyTable):
    """A row of the table for each row of the file.

    The skipped ones come first, the worst on top; then those that were there already, each with
    the posting it is taken for; then the new postings. Nothing is made of a row until it is seen.
    """

    def __init__(self, told: Callable[[], Told | None]) -> None:
        self.columns = (
            Column(key="row", heading=text("postings.column.row"), width=68, numeric=True),
            Column(key="fate", heading=text("postings.column.fate"), width=194),
            *posting_columns(),
        )
        self._told = told

    @property
    def row_count(self) -> int:
        """How many rows of the file left a trace."""
        told = self._told()
        if told is None:
            return 0
        return len(told.skipped) + len(told.batch.already_there) + len(told.batch.postings)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place; a row that was skipped shows its own words."""
        told, key = self._told(), self.columns[column].key
        if told is None:
            return Cell()
        if row < len(told.skipped):
            return _skipped(told.skipped[row], key)
        row -= len(told.skipped)
        if row < len(told.batch.already_there):
            return _known(told, told.batch.already_there[row], key)
        return _new(told.batch.postings[row - len(told.batch.already_there)], key)

    def known(self, rows: Iterable[int]) -> frozenset[int]:
        """The rows of the file, of those chosen in the table, that were there already."""
        told = self._told()
        if told is None:
            return frozenset()
        first, known = len(told.skipped), told.batch.already_there
        inside = (row - first for row in rows if first <= row < first + len(known))
        return frozenset(known[place].row for place in inside)


def _skipped(row: SkippedRow, key: str) -> Cell:
    bad = row.reason in _BAD
    reason = text(f"import.skipped.{row.reason}")
    match key:
        case "row":
            return _number(row.row)
        case "fate":
            return Cell(
                text=text("postings.fate.unreadable" if bad else "postings.fate.skipped"),
                tone=Tone.WARNING if bad else Tone.QUIET,
                icon="warning" if bad else "",
                tip=reason,
            )
        case "text":
            words = text("postings.fate.because", reason=reason, raw=row.raw)
            return Cell(text=words, tone=Tone.QUIET, tip=words)
        case _:
            return Cell()


def _known(told: Told, row: KnownRow, key: str) -> Cell:
    like = told.like[row.like]
    match key:
        case "row":
            return Cell(text=str(row.row), tone=Tone.QUIET, tip=row.raw)
        case "fate":
            number, _, _ = row.like.partition("-")
            words = text("postings.fate.known", number=number, row=like.row)
            if row.row in told.counted:
                counted = text("postings.fate.counted")
                return Cell(text=counted, tone=Tone.IN_ORDER, icon="add", tip=words)
            return Cell(text=words, tone=Tone.NOTE, icon="note", tip=like.raw)
        case _:
            return posting_cell(like, key)


def _new(posting: Posting, key: str) -> Cell:
    match key:
        case "row":
            return _number(posting.row)
        case "fate":
            return Cell(text=text("postings.fate.imported"), tone=Tone.IN_ORDER, icon="ok")
        case _:
            return posting_cell(posting, key)


def _number(row: int) -> Cell:
    return Cell(text=str(row), tone=Tone.QUIET)
