"""Values read from a form, noted one by one with their cells, and the faults met on the way."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.templates.book import Book, Sheet, has_content, shown
from budgetdesk.templates.cells import BadCellError, Fault, day_of, money_in, number_of, text_of
from budgetdesk.templates.form import Column
from budgetdesk.templates.places import Place
from budgetdesk.text import amount

_T = TypeVar("_T", bound=str | Money | Decimal | date)


class Item(Value):
    """A value of the form with its cell. `type` is amount, number, date, text or period."""

    field: str
    sheet: str
    cell: str
    label: str
    type: str
    value: str | Money | date | None
    percent: int = 100
    is_formula: bool = False
    is_hidden: bool = False


class Notebook:
    """Reads cells, keeping each value and each fault."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.items: list[Item] = []
        self.faults: list[Fault] = []

    def take(
        self,
        sheet: Sheet,
        where: Place,
        name: str,
        kind: str,
        label: str,
        read: Callable[[], _T | None],
    ) -> _T | None:
        """A cell's value as `read` gives it, noted; None of an empty cell or a faulty one."""
        cell = sheet.at(where)
        if not has_content(cell):
            return None
        merged = sheet.covered.get(where)
        first = merged.first if merged else where
        try:
            value = read()
        except BadCellError as error:
            self.fault(error.code, sheet, first, label, shown(cell.value))
            return None
        if value is None or value == "":
            return None
        self.items.append(
            Item(
                field=name,
                sheet=sheet.name,
                cell=first.name,
                label=label,
                type=kind,
                value=value if isinstance(value, Money | date) else shown(value),
                is_formula=cell.formula is not None,
                is_hidden=sheet.hides(first) or sheet.state != "visible",
            )
        )
        return value

    def fault(
        self, code: str, sheet: Sheet, where: Place, label: str, value: str = "", **facts: str
    ) -> None:
        """Notes a fault; `facts` are what else its sentence names."""
        self.faults.append(
            Fault(
                code=code,
                sheet=sheet.name,
                cell=where.name,
                value=value,
                label=label,
                facts=tuple(facts.items()),
            )
        )

    def money(self, sheet: Sheet, row: int, column: Column, name: str, label: str) -> Money | None:
        """An amount in a column."""
        where = Place(row, column.column)
        return self.take(sheet, where, name, "amount", label, lambda: money_in(sheet, where))

    def text(self, sheet: Sheet, row: int, column: Column | None, name: str, label: str) -> str:
        """A text in a column; empty where nothing stands or there is no column."""
        if column is None:
            return ""
        where = Place(row, column.column)
        read = self.take(sheet, where, name, "text", label, lambda: text_of(sheet.at(where).value))
        return read or ""

    def number(
        self, sheet: Sheet, row: int, column: Column | None, name: str, label: str
    ) -> Decimal | None:
        """A number of units in a column."""
        if column is None:
            return None
        where = Place(row, column.column)
        return self.take(
            sheet, where, name, "number", label, lambda: number_of(sheet.at(where).value)
        )

    def day(self, sheet: Sheet, row: int, column: Column | None, name: str) -> date | None:
        """A day in a column."""
        if column is None:
            return None
        where = Place(row, column.column)
        return self.take(sheet, where, name, "date", "", lambda: day_of(self.book, sheet, where))


def shown_money(money: Money) -> str:
    """Kroner as people write them."""
    return amount(money)


def shown_item(item: Item) -> str:
    """A value as people write it."""
    return shown_money(item.value) if isinstance(item.value, Money) else str(item.value or "")
