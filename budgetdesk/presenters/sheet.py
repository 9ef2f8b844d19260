"""The budget's two sheets: lines by years, typed into like a spreadsheet, with a row of totals."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from typing import Final, Generic, Protocol, TypeVar

from budgetdesk import jobs
from budgetdesk.domain.budget import Standing
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.operations import versions
from budgetdesk.presenters.marking import Marking
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Change, Entry, Workspace
from budgetdesk.text import amount, percent, text
from budgetdesk.typed import read_amount

_MOST_YEARS: Final = 12
"""A period typed with a wrong year must not fill the screen; a check finds it."""


class Line(Protocol):
    """What both kinds of line have."""

    @property
    def id(self) -> str:
        """Its key in the version."""

    @property
    def amounts(self) -> Mapping[int, Money]:
        """Its amount per year."""

    @property
    def total(self) -> Money:
        """All its years."""


L = TypeVar("L", bound=Line)


class Sheet(ABC, Generic[L]):
    """Lines of the version worked on, an empty row to go on in, and the totals.

    The key of a column is the field of the subjects that findings point at; those that point at
    a whole line are shown in the `head` column.
    """

    kind: str
    head: str
    step: str

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._marking = Marking(workspace)
        self._columns: tuple[Column, ...] = ()
        self._columns_of: Project | None = None

    @abstractmethod
    def word_columns(self) -> Iterator[Column]:
        """The columns before the years."""

    @abstractmethod
    def word_cell(self, line: L, key: str) -> Cell:
        """A cell of those columns; whether it is editable is added here."""

    @abstractmethod
    def blank_cell(self, key: str) -> Cell:
        """A cell of those columns in the empty row."""

    @abstractmethod
    def read_word(self, line_id: str, key: str, typed: str) -> Change:
        """What typing in those columns changes; raises UnreadableError."""

    @abstractmethod
    def change_amount(self, line_id: str, year: int, to: Money) -> Change:
        """Sets an amount."""

    @abstractmethod
    def add_to(self, project: Project) -> Project:
        """The project with one more empty line."""

    @abstractmethod
    def lines_of(self, project: Project) -> Sequence[L]:
        """The lines of a project's version worked on."""

    @property
    def lines(self) -> Sequence[L]:
        """The lines as they are now."""
        return self.lines_of(self.project)

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._workspace.project

    @property
    def can_edit(self) -> bool:
        """Whether anything here may be changed now."""
        return not (self.project.budget.is_locked or self.is_read_only)

    @property
    def can_revise(self) -> bool:
        """Whether a new version can be started: this one can only be followed."""
        return self.project.budget.is_locked and not self.is_read_only

    def revise(self) -> None:
        """Starts a new version as a copy of the locked one, to go on typing in."""
        name = jobs.revision_name(self.project)
        self._workspace.run("budget.revise", partial(versions.start_revision, name=name), name=name)

    @property
    def columns(self) -> Sequence[Column]:
        """Words, years, total, share."""
        if self._columns_of is not self.project:
            self._columns_of, self._columns = self.project, tuple(self._all_columns())
        return self._columns

    @property
    def years(self) -> Sequence[int]:
        """The period's years, and any other that holds an amount: nothing is hidden."""
        period = self.project.budget.period or self.project.period
        planned = list(period.years())[:_MOST_YEARS] if period else []
        return sorted({*planned, *(year for line in self.lines for year in line.amounts)})

    @property
    def status(self) -> Cell:
        """Where the version worked on stands, and what that means for editing it."""
        budget, approved = self.project.budget, self.project.approved_budget
        name = budget.name or text("sheet.plain_name")
        match budget.standing:
            case Standing.APPROVED if budget.approval:
                facts = {"on": budget.approval.on, "reference": budget.approval.reference}
                words = text("sheet.approved", name=name, **facts)
                return Cell(text=words, tone=Tone.IN_ORDER, icon="ok")
            case Standing.SENT | Standing.TAKEN | Standing.REFUSED as standing:
                words = text(f"sheet.{standing.value}", name=name)
                return Cell(text=words, tone=Tone.WARNING, icon="warning")
        if approved is not None and approved.approval is not None:
            words = text("sheet.revision", name=name, on=approved.approval.on)
            return Cell(text=words, tone=Tone.WARNING, icon="warning")
        return Cell(text=text("sheet.draft"), tone=Tone.QUIET, icon="note")

    @property
    def hint(self) -> str:
        """What to do first when the sheet has no years to write amounts in."""
        return "" if self.years else text("sheet.no_years")

    @property
    def row_count(self) -> int:
        """The lines, the empty row, the totals."""
        return len(self.lines) + self.can_edit + 1

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        key = self.columns[column].key
        if row < len(self.lines):
            return self._line_cell(row, key)
        if row == self.row_count - 1:
            return self._total_cell(key)
        blank = self.blank_cell(key) if self._is_word(key) else Cell()
        return replace(blank, is_editable=self._takes(key))

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes typed cells as one step; words below the last line make new lines."""
        if not self.can_edit:
            return
        lines = len(self.lines)
        words = {
            (row, self.columns[column].key): word
            for (row, column), word in sorted(typed.items())
            if column < len(self.columns) and (row < lines or word.strip())
        }
        fresh = sorted({row for row, key in words if row >= lines and self._takes(key)})
        ids = [line.id for line in self.lines_of(self._grown(self.project, len(fresh)))]
        id_of = dict(zip((*range(lines), *fresh), ids, strict=True))
        entries = [
            self._entry(id_of[row], key, word)
            for (row, key), word in words.items()
            if self._takes(key)
        ]
        first = [lambda project: self._grown(project, len(fresh))] if fresh else []
        self._workspace.enter(self.step, entries, first)

    def place_of(self, subject: Subject) -> Place | None:
        """Where a finding's subject stands; one without a line is at the first row."""
        if subject.kind != self.kind:
            return None
        keys = [column.key for column in self.columns]
        column = keys.index(subject.field) if subject.field in keys else self.head_column
        if not subject.id:
            return 0, column
        rows = (row for row, line in enumerate(self.lines) if line.id == subject.id)
        row = next(rows, None)
        return None if row is None else (row, column)

    @property
    def is_read_only(self) -> bool:
        """Whether the whole document is only looked at."""
        return self._workspace.is_locked

    @property
    def head_column(self) -> int:
        """Where the column stands that names a line."""
        return [column.key for column in self.columns].index(self.head)

    def has_line(self, row: int) -> bool:
        """Whether a row is a line, neither the empty row nor the totals."""
        return 0 <= row < len(self.lines)

    def forget_unread(self, line_id: str) -> None:
        """Drops the words kept on a line that is going: its id may be given to another."""
        unread = self._workspace.unread
        for subject in [each for each in unread if (each.kind, each.id) == (self.kind, line_id)]:
            del unread[subject]

    def _all_columns(self) -> Iterator[Column]:
        yield from self.word_columns()
        for year in self.years:
            yield Column(key=str(year), heading=str(year), width=112, numeric=True)
        yield Column(key="total", heading=text("sheet.total"), width=120, numeric=True)
        yield Column(key="share", heading=text("sheet.share"), width=76, numeric=True)

    def _line_cell(self, row: int, key: str) -> Cell:
        line = self.lines[row]
        match key:
            case "number":
                return Cell(text=str(row + 1), tone=Tone.QUIET)
            case "total":
                return _money(line.total)
            case "share":
                share = line.total.percent_of(self._total)
                return Cell(text=percent(share) if share else "", tone=Tone.QUIET)
        year = int(key) if key.isdecimal() else None
        cell = _money(line.amounts.get(year, ZERO)) if year else self.word_cell(line, key)
        subjects = [Subject(kind=self.kind, id=line.id, field=key)]
        if key == self.head:
            subjects.append(Subject(kind=self.kind, id=line.id))
        return self._marking.mark(replace(cell, is_editable=self.can_edit), *subjects)

    def _total_cell(self, key: str) -> Cell:
        if key == self.head:
            return Cell(text=text("sheet.total"), is_total=True)
        if key == "total":
            return _money(self._total, is_total=True)
        if key.isdecimal():
            per_year = (line.amounts.get(int(key), ZERO) for line in self.lines)
            return _money(Money.total(per_year), is_total=True)
        return Cell(is_total=True)

    @property
    def _total(self) -> Money:
        return Money.total(line.total for line in self.lines)

    def _entry(self, line_id: str, key: str, typed: str) -> Entry:
        subject = Subject(kind=self.kind, id=line_id, field=key)
        if not key.isdecimal():
            return Entry(subject, typed, lambda word: self.read_word(line_id, key, word))
        return Entry(subject, typed, lambda word: self._read_amount(line_id, int(key), word))

    def _read_amount(self, line_id: str, year: int, typed: str) -> Change:
        return self.change_amount(line_id, year, read_amount(typed) or ZERO)

    def _takes(self, key: str) -> bool:
        return key.isdecimal() or self._is_word(key)

    def _is_word(self, key: str) -> bool:
        return not key.isdecimal() and key not in {"number", "total", "share"}

    def _grown(self, project: Project, lines: int) -> Project:
        return reduce(lambda so_far, _: self.add_to(so_far), range(lines), project)


def _money(money: Money, *, is_total: bool = False) -> Cell:
    """An amount; nothing is an empty cell, as in a form."""
    return Cell(text=amount(money) if money else "", amount=money or None, is_total=is_total)
