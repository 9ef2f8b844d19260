"""The cells of a plan: what may be written in them, and what their formulas should come to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from budgetdesk.domain.money import Money
from budgetdesk.templates.book import Book, Sheet
from budgetdesk.templates.content import Content
from budgetdesk.templates.form import Column, Table, is_input
from budgetdesk.templates.places import Place
from budgetdesk.templates.plans import Expected, Unplaced, Write
from budgetdesk.templates.words import fold
from budgetdesk.text import danish


class CellPlanner:
    """Collects the writes, cell by cell."""

    def __init__(self, book: Book, content: Content) -> None:
        self.book, self.content = book, content
        self.writes: dict[tuple[str, str], Write] = {}
        self.expected: list[Expected] = []
        self.unplaced: list[Unplaced] = []

    def put(
        self,
        sheet: Sheet,
        where: Place,
        field: str,
        label: str,
        value: str | Money | Decimal | date | None,
    ) -> bool:
        """Plans a value for a cell that may be filled in; a formula's amount is only expected."""
        if value is None or value == "":
            return False
        merged = sheet.covered.get(where)
        where = merged.first if merged else where
        if not is_input(self.book, sheet, where):
            if isinstance(value, Money) and sheet.at(where).formula is not None:
                self.expected.append(
                    Expected(
                        field=field,
                        sheet=sheet.name,
                        cell=where.name,
                        label=label,
                        amount=value,
                        unit=sheet.unit,
                    )
                )
            return False
        written = self._as_cell(sheet, where, value)
        if isinstance(written, str) and (entries := self.book.entries(sheet, where)):
            chosen = next((each for each in entries if fold(each) == fold(written)), None)
            if chosen is None:
                self.unplaced.append(Unplaced(code="not_a_choice", label=label, value=written))
                return False
            written = chosen
        self.writes[(sheet.name, where.name)] = Write(
            field=field, sheet=sheet.name, cell=where.name, label=label, value=written
        )
        return True

    def _as_cell(
        self, sheet: Sheet, where: Place, value: str | Money | Decimal | date
    ) -> str | int | Money | Decimal:
        if isinstance(value, Money) and sheet.unit != 1:
            return Decimal(value.ore) / 100 / sheet.unit
        if not isinstance(value, date):
            return value
        style = self.book.style(sheet.at(where))
        return self.book.serial(value) if style.is_date else danish(value)

    def amounts(
        self,
        sheet: Sheet,
        table: Table,
        row: int,
        name: str,
        label: str,
        amounts: Mapping[int, Money],
    ) -> None:
        """Plans a row's amounts by year and their sum; one of another year is unplaced."""
        total = Money.total(amounts.values())
        columns = list(table.years())
        for column in columns:
            year = self.year(column)
            if year is not None and year in amounts:
                self.put(
                    sheet, Place(row, column.column), f"{name}.year{year}", label, amounts[year]
                )
        if columns:
            lost = sorted(set(amounts) - {self.year(column) for column in columns})
            for year in lost:
                self.no_year(label, year, amounts[year])
        else:
            only = table.column("amount")
            if only is not None and amounts:
                self.put(sheet, Place(row, only.column), f"{name}.amount", label, total)
        last = table.column("total")
        if last is not None and amounts:
            self.put(sheet, Place(row, last.column), f"{name}.total", label, total)

    def no_year(self, label: str, year: int, amount: Money) -> None:
        """Notes an amount that the form has no year for, or that has none itself."""
        code = "no_year" if year else "no_years"
        lost = Unplaced(code=code, label=label, value=f"{year or ''} {danish(amount)}".strip())
        if lost not in self.unplaced:
            self.unplaced.append(lost)

    def year(self, column: Column) -> int | None:
        """The calendar year of a column; None when "year 2" cannot be told yet."""
        if column.year is not None:
            return column.year
        first = self.content.first_year
        return first + column.ordinal - 1 if first and column.ordinal else None
