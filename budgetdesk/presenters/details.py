"""The rows behind a cost line: units at a price, or hours at a rate from an annual cost."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

from typing_extensions import override

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import BudgetLine, DetailRow, IndexKind
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.period import FIRST_YEAR, LAST_YEAR
from budgetdesk.domain.personal_data import has_personal_data, mask
from budgetdesk.domain.value import LineId
from budgetdesk.operations.budget import set_details, write_note
from budgetdesk.operations.salary import use_details
from budgetdesk.presenters.choices import named, read_choice
from budgetdesk.presenters.rows import RowField, Rows
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import amount, number, text
from budgetdesk.typed import UnreadableError, read_amount, read_number

_FOUND: Final = ("amount", "rate", "share")
"""What is worked out and only looked at."""


class DetailsPresenter(Rows[DetailRow]):
    """The rows of the line that `show` chose; words that wait in a row wait with their line."""

    step = "budget.details"

    def __init__(self, workspace: Workspace) -> None:
        kinds = named(IndexKind)
        super().__init__(
            workspace,
            (
                _field("text", 108, _impersonal, stretches=True),
                _field("employee", 76, _impersonal),
                _field("year", 60, self._read_year, is_needed=True),
                _field("units", 68, self._read_units, is_needed=True, numeric=True),
                _field("unit", 64, str.strip),
                _field("unit_price", 84, read_amount, numeric=True),
                _field("annual_cost", 96, read_amount, numeric=True),
                RowField(
                    column=_column("indexed_by", 84),
                    read=lambda typed: read_choice(typed, kinds),
                    choices=("", *kinds),
                ),
            ),
            text("details.go_on"),
        )
        self._line: LineId | None = None
        self._priced = workspace.project.budget
        self._prices_of = Prices(self._priced)
        self._waiting: dict[LineId | None, tuple[Any, Any]] = {}

    def show(self, line: LineId | None) -> None:
        """Shows the rows of a line; None while no line is chosen."""
        if line != self._line:
            self._waiting[self._line] = (self._kept, self._new)
            self._kept, self._new = self._waiting.get(line, ({}, []))
            self._line = line

    @property
    def line(self) -> BudgetLine | None:
        """The line whose rows are shown."""
        lines = self._workspace.project.budget.lines
        return next((line for line in lines if line.id == self._line), None)

    @property
    @override
    def columns(self) -> Sequence[Column]:
        """What is typed, then what it comes to."""
        return (*super().columns, *(_column(key, 88, numeric=True) for key in _FOUND))

    @property
    @override
    def can_edit(self) -> bool:
        is_open = not self._workspace.project.budget.is_locked
        return super().can_edit and is_open and self.line is not None

    @override
    def items(self) -> Sequence[DetailRow]:
        return self.line.details if self.line else ()

    @override
    def make(self, old: DetailRow | None, values: Mapping[str, Any]) -> DetailRow:
        """A row has a price or an annual cost; a salary row's own price says nothing."""
        price, annual = values["unit_price"], values["annual_cost"]
        if (price is None) is (annual is None):
            raise UnreadableError("price_or_salary", "")
        note = old.note if old else ""
        return DetailRow(**{**values, "unit_price": price or ZERO, "note": note})

    @override
    def saving(self, items: tuple[DetailRow, ...]) -> Change:
        if self._line is None:
            return lambda project: project
        return partial(set_details, line_id=self._line, details=items)

    @override
    def cell(self, row: int, column: int) -> Cell:
        key = self.columns[column].key
        items = self.items()
        if key in _FOUND:
            return self._found(items[row], key) if row < len(items) else Cell()
        cell = super().cell(row, column)
        is_blank = row < len(items) and key == "unit_price" and items[row].annual_cost is not None
        return Cell(is_editable=cell.is_editable) if is_blank and not cell.icon else cell

    @property
    def _prices(self) -> Prices:
        """Of the version worked on, made once per state."""
        budget = self._workspace.project.budget
        if budget is not self._priced:
            self._priced, self._prices_of = budget, Prices(budget)
        return self._prices_of

    @property
    def heading(self) -> str:
        """Over the rows."""
        line = self.line
        lines = self._workspace.project.budget.lines
        if line is None:
            return text("details.no_line")
        return text("details.of", number=lines.index(line) + 1, label=line.label)

    @property
    def told(self) -> Cell:
        """What the rows come to beside what the line holds; no words without rows."""
        line = self.line
        if line is None or not line.details:
            return Cell()
        sums = self._prices.per_year(line)
        if all(line.amounts.get(year, ZERO) == money for year, money in sums.items()):
            return Cell(text=text("details.agree"), tone=Tone.IN_ORDER, icon="ok")
        words = ", ".join(
            text("details.year_sum", year=year, amount=money) for year, money in sums.items()
        )
        return Cell(text=text("details.differ", sums=words), tone=Tone.WARNING, icon="warning")

    @property
    def rise(self) -> str:
        """That the own share bears what the indices add; no words where they add nothing."""
        rise = self._prices.index_rise()
        return text("details.rise", rise=rise) if rise else ""

    @property
    def can_use(self) -> bool:
        """Whether the line has rows to take amounts or words from."""
        return self.can_edit and bool(self.items())

    def use(self) -> None:
        """Gives the line the amounts its rows come to."""
        if self._line is not None and self.can_use:
            lines = {self._line}
            self._workspace.run("budget.use_details", partial(use_details, lines=lines))

    def write(self) -> None:
        """Writes the calculation at the end of the line's note, in the place of an earlier one."""
        line = self.line
        if line is None or not self.can_use:
            return
        before, _, _ = line.note.partition(text("details.calculation"))
        note = f"{before.strip()}\n{self.calculation}".strip()
        self._workspace.run("budget.write_details", partial(write_note, line_id=line.id, note=note))

    @property
    def calculation(self) -> str:
        """The rows in words with norm and index, for a note that leaves the house.

        A note is read by others: employee numbers are left out, and CPR numbers masked.
        """
        rows = "; ".join(self._said(row) for row in self.items())
        return mask(f"{text('details.calculation')} {rows}")

    def _said(self, row: DetailRow) -> str:
        version = self._workspace.project.budget
        price, whole = self._prices.price(row), self._prices.amount(row)
        facts: dict[str, object] = {
            "text": row.text or text("details.nameless"),
            "year": row.year,
            "units": row.units,
            "price": price if price is not None else text("details.unknown"),
            "amount": whole if whole is not None else text("details.unknown"),
            "index": self._index_words(row),
        }
        if row.annual_cost is None:
            return text("details.row", **facts)
        norm = version.annual_hours
        hours = number(norm) if norm else text("details.unknown")
        return text("details.salary_row", annual=row.annual_cost, norm=hours, **facts)

    def _index_words(self, row: DetailRow) -> str:
        indices = [
            text("details.index", percent=index.percent, year=index.year, source=index.source)
            for index in self._workspace.project.budget.indices
            if index.kind is row.indexed_by and index.year <= row.year
        ]
        return "".join(indices)

    def _found(self, row: DetailRow, key: str) -> Cell:
        version = self._workspace.project.budget
        if key == "share":
            norm = version.annual_hours
            if row.annual_cost is None or not norm:
                return Cell()
            share = (100 * row.units / norm).quantize(Decimal("0.01"))
            return Cell(text=text("details.share", percent=share), tone=Tone.QUIET)
        money = self._prices.price(row) if key == "rate" else self._prices.amount(row)
        if money is None:
            return Cell(text=text("details.unknown"), tone=Tone.QUIET, tip=text("details.no_norm"))
        summed = money if key == "amount" else None
        tip = text("details.rounding")
        return Cell(text=amount(money), tone=Tone.QUIET, tip=tip, amount=summed)

    def _read_units(self, typed: str) -> Decimal | None:
        """Units or hours; "25 %" is so much of the norm."""
        if not typed.strip().endswith("%"):
            return read_number(typed)
        share, norm = read_number(typed.strip()[:-1]), self._workspace.project.budget.annual_hours
        if share is None or norm is None:
            raise UnreadableError("share_without_norm", typed)
        return (share * norm / 100).quantize(Decimal("0.01"))

    def _read_year(self, typed: str) -> int | None:
        """A year; nothing is the project's year where it has but one."""
        if not typed.strip():
            period = self._workspace.project.period
            years = list(period.years()) if period else []
            return years[0] if len(years) == 1 else None
        return read_year(typed)


def read_year(typed: str) -> int:
    """A year of four digits; raises UnreadableError."""
    plain = typed.strip()
    if not (plain.isdecimal() and FIRST_YEAR <= int(plain) <= LAST_YEAR):
        raise UnreadableError("year", typed)
    return int(plain)


def _impersonal(typed: str) -> str:
    if has_personal_data(typed):
        raise UnreadableError("personal", typed)
    return typed.strip()


def _field(
    key: str,
    width: int,
    read: Any,
    *,
    is_needed: bool = False,
    numeric: bool = False,
    stretches: bool = False,
) -> RowField:
    column = _column(key, width, numeric=numeric, stretches=stretches)
    return RowField(column=column, read=read, is_needed=is_needed)


def _column(key: str, width: int, *, numeric: bool = False, stretches: bool = False) -> Column:
    heading = text(f"details.column.{key}")
    return Column(key=key, heading=heading, width=width, numeric=numeric, stretches=stretches)
