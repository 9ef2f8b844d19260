"""The funding page: who pays how much in which year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import Final

from msgspec.structs import replace
from typing_extensions import override

from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import FundingId
from budgetdesk.operations import funding as operations
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.choices import named, read_choice
from budgetdesk.presenters.partners import partner_cell, partner_column, partner_names
from budgetdesk.presenters.sheet import Sheet
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Change
from budgetdesk.text import label, number, text
from budgetdesk.typed import UnreadableError, read_number

_WORK: Final = (FundingForm.OWN_HOURS, FundingForm.VOLUNTEER_HOURS)
"""The forms that are counted in hours."""


class FundingPresenter(Sheet[FundingLine]):
    """The sheet of sources."""

    kind = "funding"
    head = "source"
    step = "funding.amounts"

    @override
    def lines_of(self, project: Project) -> Sequence[FundingLine]:
        return project.budget.funding

    @override
    def word_columns(self) -> Iterator[Column]:
        yield Column(key="source", heading=text("funding.source"), width=200)
        yield Column(key="label", heading=text("funding.label"), width=136, stretches=True)
        yield Column(key="form", heading=text("funding.form"), width=88)
        if any(line.form in _WORK or line.hours is not None for line in self.lines):
            yield Column(key="hours", heading=text("funding.hours"), width=72, numeric=True)
        yield from partner_column(self.project, self.lines)
        yield Column(key="note", heading=text("funding.note"), width=96, stretches=True)

    @override
    def word_cell(self, line: FundingLine, key: str) -> Cell:
        match key:
            case "source":
                return Cell(text=label(line.source), choices=tuple(named(FundingSource)))
            case "form":
                return Cell(text=label(line.form), choices=tuple(named(FundingForm)))
            case "hours":
                return Cell(text="" if line.hours is None else number(line.hours))
            case "label":
                return Cell(text=line.label, tip=line.label)
            case "partner":
                return partner_cell(self.project, line.partner)
            case _:
                return Cell(text=line.note, tip=line.note, tone=Tone.QUIET)

    @override
    def blank_cell(self, key: str) -> Cell:
        match key:
            case "source":
                choices, tip = tuple(named(FundingSource)), text("funding.go_on")
                return Cell(icon="add", tone=Tone.QUIET, tip=tip, choices=choices)
            case "form":
                return Cell(choices=tuple(named(FundingForm)))
            case "partner":
                return Cell(choices=tuple(partner_names(self.project)))
            case _:
                return Cell()

    @override
    def read_word(self, line_id: str, key: str, typed: str) -> Change:
        match key:
            case "source":
                source = _needed(read_choice(typed, named(FundingSource)), typed)
                return self._change(line_id, source=source)
            case "form":
                form = read_choice(typed, named(FundingForm)) or FundingForm.CASH
                return self._change(line_id, form=form)
            case "hours":
                return self._change(line_id, hours=_read_hours(typed))
            case "partner":
                partner = read_choice(typed, partner_names(self.project))
                return self._change(line_id, partner=partner)
            case _:
                return self._change(line_id, **{key: typed.strip()})

    @override
    def change_amount(self, line_id: str, year: int, to: Money) -> Change:
        funding = FundingId(line_id)
        return lambda project: operations.set_funding_amount(project, funding, year, to)

    @override
    def add_to(self, project: Project) -> Project:
        """Grant and own share stand there from the start, so a new source is most often another."""
        return operations.add_funding(project, FundingSource.OTHER_GRANT)

    def add(self) -> int:
        """Adds an empty source; returns its row."""
        self._workspace.run("funding.add", self.add_to)
        return len(self.lines) - 1

    def remove(self, rows: Sequence[int]) -> None:
        """Takes the sources in these rows out; other rows are passed over."""
        going = [self.lines[row].id for row in rows if self.has_line(row)]
        if not going:
            return
        for line_id in going:
            self.forget_unread(line_id)
        self._workspace.run(
            "funding.remove",
            lambda project: reduce(operations.remove_funding, going, project),
            count=len(going),
        )

    def behind(self, place: Place) -> Behind | None:
        """The amounts behind what a source, or all, bring in a year or in all."""
        row, column = place
        key = self.columns[column].key
        if not (key.isdecimal() or key == "total") or not self.lines:
            return None
        lines = [self.lines[row]] if self.has_line(row) else self.lines
        return drill.of_sources(lines, int(key) if key.isdecimal() else None)

    def _change(self, line_id: str, **fields: object) -> Change:
        """Changes fields of a source as it is when the change is run."""

        def change(project: Project) -> Project:
            line = next(line for line in project.budget.funding if line.id == line_id)
            return operations.change_funding(project, replace(line, **fields))

        return change


def _read_hours(typed: str) -> Decimal | None:
    """How many hours a contribution is; nobody brings fewer than none."""
    hours = read_number(typed)
    if hours is not None and hours < 0:
        raise UnreadableError("number", typed)
    return hours


def _needed(source: FundingSource | None, typed: str) -> FundingSource:
    if source is None:
        raise UnreadableError("choice", typed)
    return source
