"""Sheet Opgørelse, what is ordered and not invoiced (disponeret): each order on its line."""

from collections.abc import Mapping
from typing import Final

from budgetdesk.accounting.eligible import is_eligible
from budgetdesk.accounting.spread import known
from budgetdesk.domain.money import Money
from budgetdesk.domain.order import Order
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import quoted, sum_where
from budgetdesk.writers.workbook.sheet import Sheet

_COLUMNS: Final = ("order_text", "amount", "target_number", "on", "is_open", "is_eligible", "ended")
_RANGES: Final = {
    "order_row": "target_number",
    "order_amount": "amount",
    "order_is_open": "is_open",
    "order_eligible": "is_eligible",
}
_AMOUNT: Final = _COLUMNS.index("amount")


def committed(paper: AccountPaper) -> Mapping[str, Money]:
    """What open orders bind, by the line they are on."""
    bound: dict[str, Money] = {}
    for order in paper.project.orders:
        if order.is_open:
            bound[order.line] = bound.get(order.line, Money()) + order.amount
    return bound


def write_orders(sheet: Sheet, row: int) -> int:
    """All orders, and what the open ones come to; nothing where there are none."""
    paper = sheet.book.paper
    if not paper.project.orders:
        return row
    numbers = {line.id: number for number, line in enumerate(paper.account.lines, start=1)}
    rows = [_row(paper, order, numbers.get(order.line)) for order in paper.project.orders]
    end = sheet.table(row, "orders", _COLUMNS, rows)
    for key, column in _RANGES.items():
        sheet.define(key, row + 2, _COLUMNS.index(column), end - 1)
    is_open = quoted(words.yes_or_no(is_yes=True))
    all_open = Money.total(committed(paper).values())
    ordered = Formula(sum_where("order_amount", order_is_open=is_open), all_open)
    sheet.total(end, [text("documents.step.ordered.label"), ordered, *[None] * 5])
    sheet.define("ordered", end, _AMOUNT)
    eligible = sum_where("order_amount", order_is_open=is_open, order_eligible=is_open)
    sheet.write(end + 1, 0, text("documents.step.ordered_eligible.label"), "quiet")
    sheet.formula(end + 1, _AMOUNT, eligible, ordered_eligible(paper), "quiet")
    sheet.define("ordered_eligible", end + 1, _AMOUNT)
    return end + 3


def ordered_eligible(paper: AccountPaper) -> Money:
    """What open orders bind on lines whose costs are eligible."""
    orders = (order for order in paper.project.orders if order.is_open)
    return Money.total(order.amount for order in orders if _is_eligible(paper, order))


def _row(paper: AccountPaper, order: Order, number: int | None) -> tuple[Cell, ...]:
    return (
        paper.hidden(order.text),
        order.amount,
        number,
        order.on,
        words.yes_or_no(is_yes=order.is_open),
        words.yes_or_no(is_yes=_is_eligible(paper, order)),
        order.ended,
    )


def _is_eligible(paper: AccountPaper, order: Order) -> bool:
    line = known(paper.project).lines.get(order.line)
    return line is not None and is_eligible(paper.project.rules.eligible, line.item)
