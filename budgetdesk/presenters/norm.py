"""The norm behind hourly rates and the indices: one of each for the whole budget."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

from typing_extensions import override

from budgetdesk.domain.budget import IndexKind, YearIndex
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.operations.salary import set_annual_hours, set_indices
from budgetdesk.presenters.choices import named, read_choice
from budgetdesk.presenters.details import read_year
from budgetdesk.presenters.fields import Field, Fields
from budgetdesk.presenters.rows import RowField, Rows
from budgetdesk.presenters.table import Column
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import number, text
from budgetdesk.typed import UnreadableError, read_number

NORMS: Final = tuple(map(Decimal, ("1924", "1720", "1628.4", "1613", "1513")))
"""Hours in a year: with holidays, EU programmes, without holidays, and agreements' own."""


def norm_fields(workspace: Workspace) -> Fields:
    """The one field of the norm, with the call's norm or the common ones to choose from."""
    field = Field(
        key="annual_hours",
        label=text("details.norm"),
        subject=Subject(kind="budget", field="annual_hours"),
        show=lambda project: number(norm) if (norm := project.budget.annual_hours) else "",
        read=_read_norm,
        step="budget.annual_hours",
        hint=_hint,
    )
    return Fields(workspace, (field,))


def _read_norm(typed: str) -> Change:
    hours = read_number(typed)
    if hours is not None and hours <= 0:
        raise UnreadableError("number", typed)
    return partial(set_annual_hours, hours=hours)


def _hint(project: Project) -> str:
    pay = project.rules.pay
    if pay is not None and pay.annual_hours is not None:
        return text("details.calls_norm", hours=pay.annual_hours)
    return text("details.norms", hours=" · ".join(map(number, NORMS)))


class IndicesPresenter(Rows[YearIndex]):
    """How much wages and prices rise, year by year."""

    step = "budget.indices"

    def __init__(self, workspace: Workspace) -> None:
        kinds = named(IndexKind)
        kind = Column(key="kind", heading=text("details.column.kind"), width=84)
        year = Column(key="year", heading=text("details.column.year"), width=60)
        rise = Column(key="percent", heading=text("details.column.percent"), width=52, numeric=True)
        source = Column(key="source", heading=text("details.column.source"), stretches=True)
        fields = (
            RowField(
                column=kind,
                read=lambda typed: read_choice(typed, kinds),
                is_needed=True,
                choices=tuple(kinds),
            ),
            RowField(column=year, read=_year_or_none, is_needed=True),
            RowField(column=rise, read=_read_percent, is_needed=True),
            RowField(column=source, read=str),
        )
        super().__init__(workspace, fields, text("details.indices_go_on"))

    @property
    @override
    def can_edit(self) -> bool:
        return super().can_edit and not self._workspace.project.budget.is_locked

    @override
    def items(self) -> Sequence[YearIndex]:
        return self._workspace.project.budget.indices

    @override
    def make(self, old: YearIndex | None, values: Mapping[str, Any]) -> YearIndex:
        return YearIndex(**values)

    @override
    def saving(self, items: tuple[YearIndex, ...]) -> Change:
        return partial(set_indices, indices=items)


def _year_or_none(typed: str) -> int | None:
    return read_year(typed) if typed.strip() else None


def _read_percent(typed: str) -> Decimal | None:
    return read_number(typed.strip().removesuffix("%"))
