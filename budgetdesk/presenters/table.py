"""A table on a page without a toolkit: its columns, its cells, and blocks copied in and out."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money

Place = tuple[int, int]
"""Row and column, both counted from 0."""


class Tone(Enum):
    """What a colour may say; a word or an icon always says the same."""

    PLAIN = "plain"
    QUIET = "quiet"
    ACCENT = "accent"
    ERROR = "error"
    WARNING = "warning"
    IN_ORDER = "in_order"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by its key, with its heading; `width` in pixels at 100 %, one stretches."""

    key: str
    heading: str
    width: int = 120
    numeric: bool = False
    stretches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell. `tip` is the longer word for it; `amount` is what a sum adds up."""

    text: str = ""
    tone: Tone = Tone.PLAIN
    tip: str = ""
    icon: str = ""
    is_editable: bool = False
    is_total: bool = False
    choices: tuple[str, ...] = ()
    amount: Money | None = None


class TablePresenter(Protocol):
    """What the one Qt table model shows."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""

    @property
    def row_count(self) -> int:
        """How many rows there are now."""

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes what was typed or pasted as one step; unreadable words are kept and marked.

        Places that cannot be edited are passed over; a place below the last row makes a new row
        where the table can grow.
        """

    def place_of(self, subject: Subject) -> Place | None:
        """Where a finding's subject stands, None when it is not here."""


def copied(table: TablePresenter, places: Iterable[Place]) -> str:
    """The cells from the first to the last of `places` as a spreadsheet takes them."""
    chosen = set(places)
    rows = sorted({row for row, _ in chosen})
    columns = sorted({column for _, column in chosen})
    lines = io.StringIO()
    writer = csv.writer(lines, dialect="excel-tab", lineterminator="\n")
    for row in rows:
        writer.writerow(
            [table.cell(row, column).text if (row, column) in chosen else "" for column in columns]
        )
    return lines.getvalue()


def block(words: str, at: Place) -> dict[Place, str]:
    """A block copied from a spreadsheet as typed cells from `at` and out."""
    rows = csv.reader(io.StringIO(words, newline=""), dialect="excel-tab")
    top, left = at
    return {
        (top + down, left + across): word
        for down, row in enumerate(rows)
        for across, word in enumerate(row)
    }


def summed(table: TablePresenter, places: Iterable[Place]) -> tuple[int, Money]:
    """How many of the cells hold an amount, and what these come to."""
    amounts = [
        cell.amount
        for row, column in places
        if (cell := table.cell(row, column)).amount is not None
    ]
    return len(amounts), Money.total(amounts)
