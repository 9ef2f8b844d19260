"""The budget page: cost lines by years, and the life of the version worked on."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from typing_extensions import override

from budgetdesk.domain.budget import Approval, BudgetLine, Standing
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.operations import budget as operations
from budgetdesk.operations import versions
from budgetdesk.presenters.choices import read_choice
from budgetdesk.presenters.partners import partner_cell, partner_column, partner_names
from budgetdesk.presenters.sheet import Sheet
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Change
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError, read_date


class BudgetPresenter(Sheet[BudgetLine]):
    """The sheet of costs, with what can be done to its lines and its version."""

    kind = "line"
    head = "label"
    step = "budget.amounts"

    @override
    def lines_of(self, project: Project) -> Sequence[BudgetLine]:
        return project.budget.lines

    @override
    def word_columns(self) -> Iterator[Column]:
        yield Column(key="number", heading=text("budget.number"), width=40, numeric=True)
        yield Column(key="label", heading=text("budget.label"), width=224, stretches=True)
        if self._items:
            yield Column(key="item", heading=text("budget.item"), width=176, stretches=True)
        yield from partner_column(self.project, self.lines)
        yield Column(key="note", heading=text("budget.note"), width=136, stretches=True)

    @override
    def word_cell(self, line: BudgetLine, key: str) -> Cell:
        match key:
            case "label":
                return Cell(text=line.label, tip=line.label)
            case "item":
                name = next((x for x, item in self._items.items() if item == line.item), "")
                return Cell(text=name or line.item or "", tip=name, choices=self._choices)
            case "partner":
                return partner_cell(self.project, line.partner)
            case _:
                return Cell(text=line.note, tip=line.note, tone=Tone.QUIET)

    @override
    def blank_cell(self, key: str) -> Cell:
        if key == self.head:
            return Cell(icon="add", tone=Tone.QUIET, tip=text("budget.go_on"))
        choices = {"item": self._choices, "partner": tuple(partner_names(self.project))}
        return Cell(choices=choices.get(key, ()))

    @override
    def read_word(self, line_id: str, key: str, typed: str) -> Change:
        line = LineId(line_id)
        match key:
            case "label":
                return lambda project: operations.rename_line(project, line, typed)
            case "item":
                item = read_choice(typed, self._items)
                return lambda project: operations.choose_item(project, line, item)
            case "partner":
                partner = read_choice(typed, partner_names(self.project))
                return lambda project: operations.choose_partner(project, line, partner)
            case _:
                return lambda project: operations.write_note(project, line, typed)

    @override
    def change_amount(self, line_id: str, year: int, to: Money) -> Change:
        return lambda project: operations.set_amount(project, LineId(line_id), year, to)

    @override
    def add_to(self, project: Project) -> Project:
        return operations.add_line(project, "")

    def note_heading(self, row: int) -> str:
        """Over the note of a line."""
        return text("budget.note_of", number=row + 1, label=self.lines[row].label)

    def note(self, row: int) -> Cell:
        """The note of a line, marked when something is wrong with it."""
        return self.cell(row, self._note_column)

    def write_note(self, row: int, typed: str) -> None:
        """Takes a note written at length."""
        self.enter({(row, self._note_column): typed})

    def add(self) -> int:
        """Adds an empty line; returns its row."""
        self._workspace.run("budget.add_line", self.add_to)
        return len(self.lines) - 1

    def remove(self, rows: Sequence[int]) -> None:
        """Takes the lines in these rows out; other rows are passed over."""
        going = [self.lines[row].id for row in rows if self.has_line(row)]
        if not going:
            return
        for line_id in going:
            self.forget_unread(line_id)
        self._workspace.run(
            "budget.remove_line",
            lambda project: reduce(operations.remove_line, going, project),
            count=len(going),
        )

    def can_move(self, row: int, by: int) -> bool:
        """Whether a line can change place."""
        return self.can_edit and self.has_line(row) and self.has_line(row + by)

    def move(self, row: int, by: int) -> int:
        """Moves a line up (-1) or down (1); returns the row it stands in now."""
        if not self.can_move(row, by):
            return row
        line = self.lines[row].id
        self._workspace.run(
            "budget.move_line", lambda project: operations.move_line(project, line, row + by)
        )
        return row + by

    @property
    def can_approve(self) -> bool:
        """Whether the version worked on can be marked as approved."""
        answered = {Standing.APPROVED, Standing.REFUSED}
        is_open = self.project.budget.standing not in answered and not self.is_read_only
        return is_open and bool(self.lines)

    def approve(self, typed_day: str, reference: str) -> None:
        """Marks the version as approved by the funder.

        Raises:
            UnreadableError: no day, or one that does not exist.
            BudgetDeskError: `budget.approval_without_reference`.
        """
        day = read_date(typed_day, self._workspace.today)
        if day is None:
            raise UnreadableError("date", typed_day)
        approval = Approval(on=day, reference=reference.strip())
        self._workspace.run(
            "budget.approve",
            lambda project: versions.approve_budget(project, approval),
            reference=approval.reference,
        )

    @property
    def _note_column(self) -> int:
        return [column.key for column in self.columns].index("note")

    @property
    def _items(self) -> Mapping[str, str]:
        """The call's cost items by their names."""
        rule = self.project.rules.eligible
        return {item.label: item.key for item in rule.items} if rule else {}

    @property
    def _choices(self) -> tuple[str, ...]:
        return ("", *self._items)
