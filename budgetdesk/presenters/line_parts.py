"""The budget by its parts: every line split by quarter, month, department or milestone (R19)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.parts import in_order, names_in, stretch_of
from budgetdesk.domain.rules import SplitBy
from budgetdesk.domain.value import LineId
from budgetdesk.explained import part_words
from budgetdesk.operations.parts import remove_part, set_parts, spread_parts
from budgetdesk.presenters.marking import Marking
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Change, Entry, Workspace
from budgetdesk.text import amount, text
from budgetdesk.typed import read_amount

_FIXED: Final = ("number", "label", "total", "rest")
"""The columns before the parts."""
_BY_PARTS: Final = (SplitBy.QUARTER, SplitBy.MONTH, SplitBy.DEPARTMENT, SplitBy.MILESTONE)


class LineParts:
    """The lines of the version worked on, a column for each part, and what is left to split.

    The columns are the call's quarters or months of the period, the parts in use, and those that
    `add` was told of: a part is kept once an amount stands in it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._marking = Marking(workspace)
        self._added: list[str] = []

    @property
    def by(self) -> SplitBy | None:
        """What the call wants lines split by; None where it wants nothing or only years."""
        rule = self._workspace.project.rules.split
        return next((by for by in _BY_PARTS if rule and by in rule.by), None)

    @property
    def lines(self) -> Sequence[BudgetLine]:
        """The lines as they are now."""
        return self._workspace.project.budget.lines

    @property
    def names(self) -> Sequence[str]:
        """The parts, the calendar's in order and first."""
        period = self._workspace.project.budget.period or self._workspace.project.period
        called = names_in(period, self.by) if period and self.by else ()
        used = (name for line in self.lines for name in line.parts)
        return in_order((*called, *used, *self._added))

    @property
    def can_edit(self) -> bool:
        """Whether the lines may be changed."""
        project = self._workspace.project
        return not (project.budget.is_locked or self._workspace.session.is_read_only)

    @property
    def columns(self) -> Sequence[Column]:
        """The line, what it is and what is left of it, then the parts."""
        return (
            Column(key="number", heading=text("budget.number"), width=40, numeric=True),
            Column(key="label", heading=text("budget.label"), width=224, stretches=True),
            Column(key="total", heading=text("parts.line"), width=120, numeric=True),
            Column(key="rest", heading=text("parts.rest"), width=112, numeric=True),
            *(
                Column(key=f"part:{name}", heading=part_words(name), width=112, numeric=True)
                for name in self.names
            ),
        )

    @property
    def row_count(self) -> int:
        """The lines and the totals."""
        return len(self.lines) + 1

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        key = self.columns[column].key
        if row >= len(self.lines):
            return self._sum_cell(key)
        line = self.lines[row]
        match key:
            case "number":
                return Cell(text=str(row + 1), tone=Tone.QUIET)
            case "label":
                return Cell(text=line.label, tip=line.label)
            case "total":
                return _money(line.total)
            case "rest":
                return self._marking.mark(_money(_rest(line)), _subject(line))
        name = key.removeprefix("part:")
        shown = replace(_money(line.parts.get(name, ZERO)), is_editable=self.can_edit)
        return self._marking.mark(shown, _subject(line, name))

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes typed amounts as one step; words that are none are kept where they stand."""
        columns, lines = self.columns, self.lines
        if not self.can_edit:
            return
        entries = [
            self._entry(lines[row], columns[column].key.removeprefix("part:"), words)
            for (row, column), words in sorted(typed.items())
            if row < len(lines) and len(_FIXED) <= column < len(columns)
        ]
        self._workspace.enter("budget.parts", entries)

    def place_of(self, subject: Subject) -> Place | None:
        """A finding about a line's parts is shown at what is left of it."""
        if subject.kind != "line" or subject.field != "parts":
            return None
        rows = (row for row, line in enumerate(self.lines) if line.id == subject.id)
        row = next(rows, None)
        first = len(_FIXED) if self.names else _FIXED.index("rest")
        return None if row is None else (row, first)

    @property
    def status(self) -> Cell:
        """Whether every line is split, or how many are not."""
        open_lines = [line for line in self.lines if _rest(line)]
        if not open_lines:
            return Cell(text=text("parts.whole"), tone=Tone.IN_ORDER, icon="ok")
        by = text("parts.demand", by=self.by.value) if self.by else text("parts.no_demand")
        words = text("parts.open", count=len(open_lines), demand=by)
        return Cell(text=words, tone=Tone.WARNING if self.by else Tone.QUIET, icon="note")

    def add(self, typed: str) -> None:
        """A column for another part; one of the calendar may be typed as it is shown."""
        name, shown = typed.strip(), {part_words(each): each for each in self._calendar()}
        if name:
            self._added.append(shown.get(name.casefold(), name))

    def part_at(self, column: int) -> str:
        """The part a column is for; empty for none."""
        keys = [each.key for each in self.columns]
        return keys[column].removeprefix("part:") if len(_FIXED) <= column < len(keys) else ""

    def can_remove(self, column: int) -> bool:
        """Whether a column is a part that can go: one the call wants stays."""
        return self.can_edit and bool(self.part_at(column))

    def remove(self, column: int) -> None:
        """Takes a part out of every line."""
        name = self.part_at(column)
        if not self.can_remove(column):
            return
        self._added = [each for each in self._added if each != name]
        self._workspace.run("budget.remove_part", partial(remove_part, name=name), part=name)

    @property
    def can_spread(self) -> bool:
        """Whether lines can be laid out evenly: the parts are of the calendar."""
        return self.can_edit and bool(self._calendar_in_sight())

    def spread(self, rows: Sequence[int]) -> None:
        """Lays the lines in these rows out over the project's months."""
        chosen = [self.lines[row].id for row in rows if row < len(self.lines)]
        names = self._calendar_in_sight()
        if chosen and names:
            self._workspace.run(
                "budget.spread_parts",
                lambda project: spread_parts(project, chosen, names),
                count=len(chosen),
            )

    def _calendar_in_sight(self) -> Sequence[str]:
        return [name for name in self.names if stretch_of(name)]

    def _calendar(self) -> Iterator[str]:
        period = self._workspace.project.period
        if period is not None:
            for by in (SplitBy.QUARTER, SplitBy.MONTH):
                yield from names_in(period, by)

    def _entry(self, line: BudgetLine, name: str, typed: str) -> Entry:
        def read(words: str) -> Change:
            money = read_amount(words) or ZERO
            return lambda project: set_parts(project, {(LineId(line.id), name): money})

        return Entry(_subject(line, name), typed, read)

    def _sum_cell(self, key: str) -> Cell:
        if key == "label":
            return Cell(text=text("sheet.total"), is_total=True)
        if key == "total":
            return _money(Money.total(line.total for line in self.lines), is_total=True)
        if key == "rest":
            return _money(Money.total(map(_rest, self.lines)), is_total=True)
        name = key.removeprefix("part:")
        held = (line.parts.get(name, ZERO) for line in self.lines)
        return _money(Money.total(held), is_total=True)


def _rest(line: BudgetLine) -> Money:
    return line.total - Money.total(line.parts.values())


def _subject(line: BudgetLine, name: str = "") -> Subject:
    return Subject(kind="line", id=line.id, field=f"parts:{name}" if name else "parts")


def _money(money: Money, *, is_total: bool = False) -> Cell:
    return Cell(text=amount(money) if money else "", amount=money or None, is_total=is_total)
