"""What is not in the account yet: what is ordered, and what the grant would be, did it end now."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.ending import Ending
from budgetdesk.domain.money import Money
from budgetdesk.domain.order import Order
from budgetdesk.text import amount, danish, percent, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDE
from budgetdesk.writers.pdf.table import column, table

_MONEY = 28 * mm
_PERCENT = 22 * mm
_DAY = 24 * mm
_LINE = 70 * mm
_SUMS = {"costs": "costs", "grant": "grant", "own_share": "own", "claim": "claim", "repay": "repay"}
"""Columns, and where an ending has their figures."""


def has_outlook(paper: AccountPaper) -> bool:
    """Whether the project goes on: a final account without orders has its readings already."""
    return paper.account.kind is AccountKind.INTERIM or bool(_open(paper))


def outlook_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """The open orders, then every way the project could end."""
    yield from headed(heading)
    if _open(paper):
        yield from _orders(paper)
    yield from headed(Heading(text("documents.heading.endings"), "endings", level=1))
    yield para(text("documents.how.endings"), QUIET)
    columns = [
        column("ending", WIDE - len(_SUMS) * _MONEY - 2 * _PERCENT),
        *(column(name, _MONEY, is_figure=True) for name in _SUMS),
        column("own_percent", _PERCENT, is_figure=True),
        column("is_allowed", _PERCENT),
    ]
    yield table(columns, [_ending(each) for each in paper.account.endings])


def _open(paper: AccountPaper) -> list[Order]:
    return [each for each in paper.project.orders if each.is_open]


def _orders(paper: AccountPaper) -> Iterator[Flowable]:
    labels = {line.id: words.line_label(line) for line in paper.account.lines}
    columns = [
        column("on", _DAY),
        column("line", _LINE),
        column("order_text", WIDE - _DAY - _LINE - _MONEY),
        column("amount", _MONEY, is_figure=True),
    ]
    rows = [
        [
            danish(each.on),
            labels.get(each.line, each.line),
            paper.hidden(each.text),
            amount(each.amount),
        ]
        for each in _open(paper)
    ]
    total = amount(Money.total(each.amount for each in _open(paper)))
    yield from headed(Heading(text("documents.heading.orders"), "orders", level=1))
    yield para(text("account_pdf.outlook.orders"), QUIET)
    yield table(columns, rows, [text("documents.total"), "", "", total])


def _ending(each: Ending) -> list[str]:
    sums = [amount(getattr(each, name)) for name in _SUMS.values()]
    allowed = words.yes_or_no(is_yes=each.is_allowed)
    return [words.ending(each), *sums, percent(each.own_percent), allowed]
