"""The versions of the budget side by side: which there are, and what differs between two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from budgetdesk import paper_jobs
from budgetdesk.accounting.difference import AnyChange, Difference, difference
from budgetdesk.domain.budget import BudgetVersion, Standing
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.exports import Export, Kind
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, percent, text
from budgetdesk.writers import change_words

_TONES = {
    Standing.APPROVED: Tone.IN_ORDER,
    Standing.REFUSED: Tone.ERROR,
    Standing.DRAFT: Tone.QUIET,
}


class VersionsTable(ReadOnlyTable):
    """A row for each version, in their order."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def columns(self) -> Sequence[Column]:
        """Name, where it stands, and what it comes to."""
        return (
            Column(key="id", heading=text("versions.column.id"), width=56),
            Column(key="name", heading=text("versions.column.name"), width=200),
            Column(
                key="standing",
                heading=text("versions.column.standing"),
                width=280,
                stretches=True,
            ),
            *(
                Column(key=key, heading=text(f"versions.column.{key}"), width=132, numeric=True)
                for key in ("costs", "funding")
            ),
        )

    @property
    def row_count(self) -> int:
        """How many versions there are."""
        return len(self._workspace.project.versions)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        project = self._workspace.project
        version = project.versions[row]
        match self.columns[column].key:
            case "id":
                return Cell(text=version.id, tone=Tone.QUIET)
            case "name":
                name = change_words.version_name(version)
                return Cell(text=name, tip=name, is_total=version is project.base_budget)
            case "standing":
                words = change_words.standing_words(version)
                if version is project.approved_budget:
                    words = text("versions.standing.base", words=words)
                return Cell(text=words, tip=words, tone=_TONES.get(version.standing, Tone.WARNING))
            case "costs":
                return _money(version.total_costs)
            case _:
                return _money(version.total_funding)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that differs, or the sum of several (`change` None)."""

    label: str
    before: Money
    after: Money
    per_year: dict[int, Money]
    change: AnyChange | None = None


class DifferenceTable(ReadOnlyTable):
    """What differs between two versions, costs first and then funding, each with its sum.

    `choose` says which two; without it, the budget an account is held against and the one worked
    on.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._chosen: tuple[str, str] | None = None
        self._made_of: tuple[BudgetVersion, BudgetVersion] | None = None
        self._rows: tuple[_Row, ...] = ()
        self._columns: tuple[Column, ...] = ()

    @property
    def choices(self) -> Sequence[str]:
        """The versions to choose from, by words that no two share."""
        return [_words(version) for version in self._project.versions]

    @property
    def chosen(self) -> tuple[str, str]:
        """The words of the two that are compared."""
        before, after = self.versions
        return _words(before), _words(after)

    def choose(self, before: str, after: str) -> None:
        """Compares two others, by their words."""
        ids = {_words(version): version.id for version in self._project.versions}
        if before in ids and after in ids:
            self._chosen = (ids[before], ids[after])

    @property
    def versions(self) -> tuple[BudgetVersion, BudgetVersion]:
        """The two that are compared."""
        by_id: dict[str, BudgetVersion] = {v.id: v for v in self._project.versions}
        before, after = (by_id.get(key) for key in self._chosen or ("", ""))
        return before or self._first, after or self._project.budget

    @property
    def summary(self) -> str:
        """What the two come to, or that they are the same."""
        before, after = self.versions
        if difference(before, after).is_empty:
            return text("versions.same")
        rise = after.total_costs - before.total_costs
        facts = {"before": before.total_costs, "after": after.total_costs, "change": rise}
        share = percent(rise.percent_of(before.total_costs))
        return text("versions.summary", **facts, percent=share)

    @property
    def columns(self) -> Sequence[Column]:
        """The line, what became of it, before, each year's change, after."""
        self._make()
        return self._columns

    @property
    def row_count(self) -> int:
        """The lines that differ and the sums."""
        self._make()
        return len(self._rows)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        self._make()
        each, key = self._rows[row], self._columns[column].key
        is_sum = each.change is None
        match key:
            case "label":
                return Cell(text=each.label, tip=each.label, is_total=is_sum)
            case "became":
                return _became(each.change)
            case "before" | "after":
                return _money(each.before if key == "before" else each.after, is_total=is_sum)
            case "change":
                return _rise(each.after - each.before, is_total=is_sum)
            case "percent":
                share = (each.after - each.before).percent_of(each.before)
                return Cell(text=percent(share), tone=Tone.QUIET, is_total=is_sum)
            case _:
                return _rise(each.per_year.get(int(key), ZERO), is_total=is_sum)

    def writing(self, file: Path, made_at: datetime) -> Export[None]:
        """The difference, to be written as a PDF; `run` raises BudgetDeskError `writers.` codes."""
        project, pair = self._project, self.versions
        return Export(
            self._workspace.session,
            Kind.DIFFERENCE,
            file,
            lambda path: paper_jobs.write_budget_difference(project, pair, path, made_at),
        )

    @property
    def _project(self) -> Project:
        return self._workspace.project

    @property
    def _first(self) -> BudgetVersion:
        """What to compare with first: the base, or for the base itself what stands before it."""
        project = self._project
        base = project.base_budget
        place = project.versions.index(base)
        return project.versions[max(place - 1, 0)] if base is project.budget else base

    def _make(self) -> None:
        """Works the rows out once for each pair."""
        pair = self.versions
        if self._made_of == pair and self._columns:
            return
        self._made_of = pair
        found = difference(*pair)
        self._rows = tuple(_rows(self._project, pair, found))
        years = sorted({year for row in self._rows for year in row.per_year})
        self._columns = tuple(_columns(years))


def _columns(years: Sequence[int]) -> Iterator[Column]:
    heading = text("versions.column.label")
    yield Column(key="label", heading=heading, width=240, stretches=True)
    yield Column(key="became", heading=text("versions.column.became"), width=132, stretches=True)
    for key in ("before", "change", "after"):
        heading = text(f"versions.column.{key}")
        yield Column(key=key, heading=heading, width=124, numeric=True)
    heading = text("versions.column.percent")
    yield Column(key="percent", heading=heading, width=92, numeric=True)
    for year in years:
        heading = text("versions.column.year", year=year)
        yield Column(key=str(year), heading=heading, width=112, numeric=True)


def _rows(
    project: Project, pair: tuple[BudgetVersion, BudgetVersion], found: Difference
) -> Iterator[_Row]:
    before, after = pair
    row = partial(_row, project)
    if found.lines:
        yield from map(row, found.lines)
        label = text("versions.total_costs")
        yield _sum(label, before.total_costs, after.total_costs, found.lines)
    if found.funding:
        yield from map(row, found.funding)
        label = text("versions.total_funding")
        yield _sum(label, before.total_funding, after.total_funding, found.funding)


def _row(project: Project, change: AnyChange) -> _Row:
    label = change_words.name_of_line(project, change.line)
    after = change.was + change.amount
    return _Row(label, change.was, after, dict(change.per_year), change)


def _sum(label: str, before: Money, after: Money, changes: Sequence[AnyChange]) -> _Row:
    rises: dict[int, Money] = {}
    for change in changes:
        for year, rise in change.per_year.items():
            rises[year] = rises.get(year, ZERO) + rise
    return _Row(label, before, after, rises)


def _became(change: AnyChange | None) -> Cell:
    """What became of a line; the words that changed are told before and after."""
    if change is None:
        return Cell()
    told = [
        text("versions.told", field=text(f"versions.field.{name}"), before=old, after=new)
        for name in change.fields
        if name in {"label", "note"}
        for old, new in [(getattr(change.before, name), getattr(change.after, name))]
    ]
    became = change_words.what_became(change)
    return Cell(text=became, tip="\n".join([became, *told]), tone=Tone.QUIET)


def _money(money: Money, *, is_total: bool = False) -> Cell:
    return Cell(text=amount(money), amount=money, is_total=is_total)


def _rise(money: Money, *, is_total: bool) -> Cell:
    """An amount with its sign; nothing where nothing changed."""
    words = f"{'+' if money > ZERO else ''}{amount(money)}" if money else ""
    return Cell(text=words, amount=money or None, is_total=is_total)


def _words(version: BudgetVersion) -> str:
    name, standing = change_words.version_name(version), change_words.standing_words(version)
    return text("versions.choice", id=version.id, name=name, standing=standing)
