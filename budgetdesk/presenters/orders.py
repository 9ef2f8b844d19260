"""What is ordered and not invoiced, typed or pasted a row at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from typing_extensions import override

from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.order import Order
from budgetdesk.operations.account import set_orders
from budgetdesk.presenters.rows import RowField, Rows
from budgetdesk.presenters.table import Cell, Column
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError, read_amount, read_date


class OrdersPresenter(Rows[Order]):
    """The list of orders, in the order of the days."""

    step = "account.orders"

    def __init__(self, workspace: Workspace) -> None:
        fields = (
            RowField(
                column=_column("line", 220),
                read=self._read_line,
                is_needed=True,
            ),
            RowField(column=_column("text", 240, stretches=True), read=str, is_needed=True),
            RowField(
                column=_column("on", 112),
                read=lambda typed: read_date(typed, workspace.today),
                is_needed=True,
            ),
            RowField(column=_column("amount", 120, numeric=True), read=_read_bound, is_needed=True),
            RowField(
                column=_column("ended", 112), read=lambda typed: read_date(typed, workspace.today)
            ),
        )
        super().__init__(workspace, fields, text("tracking.orders_go_on"))

    @property
    def total(self) -> str:
        """What is bound in all, in words."""
        open_orders = (order for order in self.items() if order.is_open)
        return text(
            "tracking.orders_total", amount=Money.total(each.amount for each in open_orders)
        )

    @override
    def cell(self, row: int, column: int) -> Cell:
        """A line is told by its label, and chosen among them."""
        cell = super().cell(row, column)
        if self._fields[column].column.key != "line":
            return cell
        names = self._names
        words = names.get(cell.text, cell.text)
        tip = words if cell.tip == cell.text else cell.tip
        return replace(cell, text=words, tip=tip, choices=tuple(names.values()))

    @override
    def items(self) -> Sequence[Order]:
        return self._workspace.project.orders

    @override
    def make(self, old: Order | None, values: Mapping[str, Any]) -> Order:
        if values["ended"] is not None and values["ended"] < values["on"]:
            raise UnreadableError("order_ended", values["text"])
        return Order(**values)

    @override
    def saving(self, items: tuple[Order, ...]) -> Change:
        return partial(set_orders, orders=items)

    @property
    def _names(self) -> Mapping[str, str]:
        """The lines of all budgets by their labels; those that are alike with their numbers."""
        versions = self._workspace.project.versions
        labels = {line.id: line.label for version in versions for line in version.lines}
        counts = Counter(labels.values())
        return {
            line: name if counts[name] == 1 else text("tracking.line_of_many", label=name, id=line)
            for line, name in labels.items()
        }

    def _read_line(self, typed: str) -> str:
        """The line somebody chose by its label or number; raises UnreadableError."""
        for line, name in self._names.items():
            if typed.casefold() in (name.casefold(), line.casefold()):
                return line
        if not typed:
            return ""
        raise UnreadableError("unknown_line", typed)


def _read_bound(typed: str) -> Money | None:
    """An amount above zero; raises UnreadableError."""
    amount = read_amount(typed)
    if amount is not None and amount <= ZERO:
        raise UnreadableError("not_positive", typed)
    return amount


def _column(key: str, width: int, *, numeric: bool = False, stretches: bool = False) -> Column:
    heading = text(f"tracking.orders.{key}")
    return Column(key=key, heading=heading, width=width, numeric=numeric, stretches=stretches)
