"""The project's targets (R33): what is to be reached, month by month, and whether it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from functools import partial
from typing import Any, Final

from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.goal import Goal
from budgetdesk.operations.project import set_goals
from budgetdesk.presenters.rows import RowField, Rows
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import number, text
from budgetdesk.typed import read_number

_BETWEEN: Final = "; "
_NONE: Final = "-"
"""How a month without a value is written."""


class GoalsPresenter(Rows[Goal]):
    """The list of targets; the mean of the months is worked out and only looked at."""

    step = "project.goals"

    def __init__(self, workspace: Workspace) -> None:
        fields = (
            RowField(column=_column("name", 120, stretches=True), read=str, is_needed=True),
            RowField(
                column=_column("at_least", 64, numeric=True), read=read_number, is_needed=True
            ),
            RowField(column=_column("months", 120), read=_read_months),
        )
        super().__init__(workspace, fields, text("project.goals_go_on"))

    @property
    @override
    def columns(self) -> Sequence[Column]:
        """What is typed, then what it comes to."""
        return (*super().columns, _column("mean", 144, numeric=True))

    @override
    def items(self) -> Sequence[Goal]:
        return self._workspace.project.goals

    @override
    def make(self, old: Goal | None, values: Mapping[str, Any]) -> Goal:
        return Goal(**values)

    @override
    def saving(self, items: tuple[Goal, ...]) -> Change:
        return partial(set_goals, goals=items)

    @override
    def cell(self, row: int, column: int) -> Cell:
        key, items = self.columns[column].key, self.items()
        if key == "mean":
            return _reached(items[row]) if row < len(items) else Cell()
        cell = super().cell(row, column)
        if key != "months" or row >= len(items) or self._kept_in(row) is not None:
            return cell
        words = _BETWEEN.join(map(_word, items[row].months))
        return replace(cell, text=words, tip=words)

    @override
    def place_of(self, subject: Subject) -> Place | None:
        """A finding about the targets leads to the row to go on in."""
        if (subject.kind, subject.field) != ("project", "goals"):
            return None
        return max(self.row_count - 1, 0), 0


def _read_months(typed: str) -> tuple[Decimal | None, ...]:
    """The months' values with a semicolon between; "-" is a month without one."""
    parts = [part.strip() for part in typed.split(_BETWEEN.strip())] if typed.strip() else []
    return tuple(None if part == _NONE else read_number(part) for part in parts)


def _word(value: Decimal | None) -> str:
    return _NONE if value is None else number(value)


def _reached(goal: Goal) -> Cell:
    """The mean, and whether it reaches the target: the plain mean of the months with a value."""
    mean, is_met = goal.mean(), goal.is_met()
    if mean is None or is_met is None:
        return Cell(text=text("project.not_known"), tone=Tone.QUIET)
    words = text("project.reached" if is_met else "project.not_reached", mean=_short(mean))
    tone, icon = (Tone.IN_ORDER, "ok") if is_met else (Tone.WARNING, "warning")
    return Cell(text=words, tip=words, tone=tone, icon=icon)


def _short(mean: Decimal) -> Decimal:
    """Two decimals, cut, so that a mean just below a target never looks like it."""
    return mean.quantize(Decimal("0.01"), ROUND_DOWN)


def _column(key: str, width: int, *, numeric: bool = False, stretches: bool = False) -> Column:
    heading = text(f"project.goal.{key}")
    return Column(key=key, heading=heading, width=width, numeric=numeric, stretches=stretches)
