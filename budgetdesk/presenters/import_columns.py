"""What the columns of a ledger file were taken for, and what a person says of them instead.

Everything said is kept together and the file is read by all of it, so the order in which things
are said makes no difference.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, get_args

from msgspec.structs import replace

from budgetdesk import jobs
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import Money
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.text import amount, danish, text

_CHOICES: Final[Mapping[str, tuple[Any, ...]]] = {
    "decimal": (None, "comma", "point"),
    "dates": (None, "day_first", "month_first", "excel_days"),
    "century": (None, 2000, 1900),
    "is_negated": (False, True),
}
"""How numbers and dates are written: what can be said of each, the file's own cells deciding first.

The words are the texts `imports.<what>.<choice>`.
"""
_PAIRS: Final[Mapping[str, str]] = {
    "amount": "debit credit",
    "debit": "amount sign",
    "credit": "amount sign",
}
"""Fields that say the same in another way: choosing one frees the columns of the others."""


class ImportColumnsPresenter:
    """A row for each column of the file: its heading, its field, its first cells raw and read."""

    def __init__(self, reading: jobs.LedgerReading) -> None:
        self.columns = (
            Column(key="name", heading=text("imports.column.name"), width=170),
            Column(key="field", heading=text("imports.column.field"), width=170),
            Column(key="raw", heading=text("imports.column.raw"), width=300, stretches=True),
            Column(key="read", heading=text("imports.column.read"), width=300),
        )
        self.asked: Callable[[], None] = lambda: None
        """Is called when the file should be read again."""
        self.is_changed = False
        """Whether the person said anything that was not so by itself."""
        self.take(reading)

    def take(self, reading: jobs.LedgerReading) -> None:
        """Shows the file as it was read now."""
        self._reading = reading
        self._said = {column.name: column.field for column in reading.columns}
        self._writing = reading.writing

    @property
    def profile(self) -> jobs.Profile:
        """All that is said of the file, as a profile for files like it."""
        return jobs.Profile(
            name=self._reading.file,
            source=text("imports.taught_from", file=self._reading.file),
            headings=tuple(self._said),
            columns={field: (name,) for name, field in self._said.items() if field},
            writing=self._writing,
        )

    @property
    def row_count(self) -> int:
        """How many columns the file has."""
        return len(self._reading.columns)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        seen = self._reading.columns[row]
        match self.columns[column].key:
            case "name":
                return Cell(text=seen.name)
            case "field":
                said = _field_name(self._said[seen.name])
                return Cell(text=said, is_editable=True, choices=_field_names())
            case "raw":
                return Cell(text=" · ".join(example.raw for example in seen.examples))
            case _:
                return _read_cell(seen)

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes what the columns are said to be; words that name no field are passed over."""
        fields = {_field_name(field).casefold(): field for field in get_args(jobs.Field)}
        fields[_field_name("").casefold()] = fields[""] = None
        for (row, column), words in typed.items():
            is_a_field = row < self.row_count and self.columns[column].key == "field"
            if is_a_field and words.casefold() in fields:
                self._say(self._reading.columns[row].name, fields[words.casefold()])

    def place_of(self, subject: Subject) -> Place | None:
        """No finding points here."""
        del subject
        return None

    def _say(self, name: str, field: jobs.Field | None) -> None:
        if self._said[name] == field:
            return
        freed = {field, *_PAIRS.get(field or "", "").split()} - {None}
        self._said = {each: None if was in freed else was for each, was in self._said.items()}
        self._said[name] = field
        self._ask()

    def choices(self, what: str) -> tuple[str, ...]:
        """The words for what can be said of how numbers or dates are written."""
        return tuple(text(f"imports.{what}.{_word(choice)}") for choice in _CHOICES[what])

    def chosen(self, what: str) -> int:
        """The place of what is said now."""
        return _CHOICES[what].index(getattr(self._writing, what))

    def choose(self, what: str, place: int) -> None:
        """Says how numbers or dates are written."""
        if place != self.chosen(what):
            self._writing = replace(self._writing, **{what: _CHOICES[what][place]})
            self._ask()

    def _ask(self) -> None:
        self.is_changed = True
        self.asked()


WRITING: Final = tuple(_CHOICES)
"""What can be said of how a file writes its numbers and dates."""


def _word(choice: object) -> str:
    if choice is True:
        return "turned"
    return str(choice) if choice else "by_itself"


def _field_names() -> tuple[str, ...]:
    return tuple(map(_field_name, ("", *get_args(jobs.Field))))


def _field_name(field: str | None) -> str:
    return text(f"imports.field.{field or 'none'}")


def _read_cell(seen: jobs.SeenColumn) -> Cell:
    """The first cells of a column as they were read."""
    words = " · ".join(_read(example.read) for example in seen.examples)
    if any(example.read is None for example in seen.examples):
        return Cell(text=words, tone=Tone.WARNING, icon="warning")
    return Cell(text=words, tone=Tone.PLAIN if seen.field else Tone.QUIET)


def _read(value: object) -> str:
    if value is None:
        return text("imports.unreadable")
    if isinstance(value, Money):
        return amount(value)
    return danish(value) if isinstance(value, date) else str(value)
