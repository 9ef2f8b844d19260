"""Short lists of a project as tables: one row for each thing, and an empty row to go on in."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import danish, label, text
from budgetdesk.typed import UnreadableError

T = TypeVar("T", bound=Value)
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowField:
    """A column, its key the name of the value's field: how it is read, and if it must be there."""

    column: Column
    read: Callable[[str], Any]
    is_needed: bool = False
    choices: tuple[str, ...] = ()


class Rows(ABC, Generic[T]):
    """A list of values, each a row. A row emptied is taken out.

    A row that cannot be read as a whole, or lacks what it needs, keeps its words here, beside
    the project, until it can: with the value it was typed over, or after the last while it is new.
    """

    step: str

    def __init__(self, workspace: Workspace, fields: Sequence[RowField], go_on: str) -> None:
        """`go_on` says what the empty row is for."""
        self._workspace = workspace
        self._fields = tuple(fields)
        self._go_on = go_on
        self._kept: dict[T, Words] = {}
        self._new: list[Words] = []

    @abstractmethod
    def items(self) -> Sequence[T]:
        """The values as they are now."""

    @abstractmethod
    def make(self, old: T | None, values: Mapping[str, Any]) -> T:
        """A value from what was read in its row."""

    @abstractmethod
    def saving(self, items: tuple[T, ...]) -> Change:
        """Makes these the values."""

    @property
    def columns(self) -> Sequence[Column]:
        """One for each field."""
        return [field.column for field in self._fields]

    @property
    def can_edit(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.is_locked

    def is_open(self, row: int) -> bool:  # noqa: ARG002 - what those that lock rows go by
        """Whether a row may be changed."""
        return True

    @property
    def row_count(self) -> int:
        """The values, the new rows not taken over yet, the empty row."""
        return len(self.items()) + len(self._new) + self.can_edit

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        field = self._fields[column]
        cell = Cell(is_editable=self.can_edit and self.is_open(row), choices=field.choices)
        if (kept := self._kept_in(row)) is not None:
            return _kept_cell(cell, field, kept[column])
        if row >= len(self.items()):
            first = replace(cell, icon="add", tone=Tone.QUIET, tip=self._go_on)
            return first if column == 0 else cell
        value = getattr(self.items()[row], field.column.key)
        words = _words(value)
        amount = value if isinstance(value, Money) else None
        return replace(cell, text=words, tip=words, amount=amount)

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes typed cells as one step, each row as a whole."""
        if not self.can_edit:
            return
        before = self.items()
        rows = {row: self._typed_over(row, typed) for row in sorted({row for row, _ in typed})}
        new = dict(enumerate(self._new, start=len(before)))
        new |= {row: words for row, words in rows.items() if row >= len(before)}
        after = [self._after(old, rows.get(row)) for row, old in enumerate(before)]
        added = {row: self._after(None, words) for row, words in new.items()}
        self._new = [words for row, words in new.items() if added[row] is None and any(words)]
        values = (value for value in (*after, *added.values()) if value is not None)
        self._workspace.enter(self.step, (), [self.saving(tuple(values))])

    def can_remove(self, row: int) -> bool:
        """Whether a row holds anything that could be taken out."""
        filled = self.row_count - 1
        return self.can_edit and 0 <= row < filled and self.is_open(row)

    def remove(self, rows: Sequence[int]) -> None:
        """Takes the values in these rows out."""
        across = range(len(self._fields))
        self.enter({(row, column): "" for row in rows for column in across})

    def place_of(self, subject: Subject) -> Place | None:
        """No finding points into a short list."""
        del subject
        return None

    def _kept_in(self, row: int) -> Words | None:
        items = self.items()
        if row < len(items):
            return self._kept.get(items[row])
        new = row - len(items)
        return self._new[new] if new < len(self._new) else None

    def _typed_over(self, row: int, typed: Mapping[Place, str]) -> Words:
        """The row's words with what was typed; a row further down starts empty."""
        is_there = row < self.row_count
        return tuple(
            typed.get((row, column), self.cell(row, column).text if is_there else "").strip()
            for column in range(len(self._fields))
        )

    def _after(self, old: T | None, words: Words | None) -> T | None:
        """The value of a row: as it was while its words cannot be read, None when emptied."""
        if words is None:
            return old
        if old is not None:
            self._kept.pop(old, None)
        if not any(words):
            return None
        try:
            return self._read(old, words)
        except UnreadableError:
            if old is not None:
                self._kept[old] = words
            return old

    def _read(self, old: T | None, words: Words) -> T:
        pairs = zip(self._fields, words, strict=True)
        return self.make(old, {field.column.key: _read(field, word) for field, word in pairs})


def _read(field: RowField, word: str) -> Any:
    value = field.read(word)
    if field.is_needed and value in (None, ""):
        raise UnreadableError("needed", field.column.heading)
    return value


def _kept_cell(cell: Cell, field: RowField, word: str) -> Cell:
    """A cell of a row that is not taken over yet; the one that stops it says why."""
    try:
        _read(field, word)
    except UnreadableError as unreadable:
        tone = Tone.ERROR if word else Tone.WARNING
        return replace(cell, text=word, tone=tone, icon=tone.value, tip=unreadable.reason)
    return replace(cell, text=word, tone=Tone.QUIET, tip=text("rows.waits"))


def _words(value: object) -> str:
    match value:
        case None:
            return ""
        case Enum():
            return label(value)
        case Money() | date() | Decimal():
            return danish(value)
        case _:
            return str(value)
