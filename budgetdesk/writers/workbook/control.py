"""Sheet Afstemning, the check: every total reckoned another way than the sheets themselves do.

Three figures side by side: what the workbook says, what another formula over the same rows says,
and what the program came to when it wrote the file, which nothing in the workbook can change.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from budgetdesk.domain.money import ZERO, Money
from budgetdesk.text import text
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.vouchers import Box, box_totals
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.cells import Cell, Formula, Quantity
from budgetdesk.writers.workbook.formulas import cell, minus, ore, quoted, voucher_sum
from budgetdesk.writers.workbook.sheet import Sheet

_COLUMNS: Final = ("number", "total_name", "told", "another", "program", "difference", "beyond")
_TOLD, _ANOTHER, _PROGRAM, _DIFFERENCE, _BEYOND = range(2, 7)


class _Control(NamedTuple):
    """A total: its words, as the workbook has it, another way, and as the program has it."""

    key: str
    told: str
    another: str
    value: Money | Quantity


def write_control(sheet: Sheet, row: int) -> int:
    """The table and its verdict; the first free row."""
    first = row + 2
    rows = [
        _row(place, first + place - 1, each)
        for place, each in enumerate(_controls(sheet.book), start=1)
    ]
    end = sheet.table(row, "control", _COLUMNS, rows)
    for column in (_DIFFERENCE, _BEYOND):
        sheet.warn_unless(first, end - 1, column, "0")
    span = f"{cell(first, _DIFFERENCE)}:{cell(end - 1, _BEYOND)}"
    good, bad = text("documents.control.closes"), text("documents.control.differs")
    verdict = f"IF(SUMPRODUCT(--({span}<>0))=0,{quoted(good)},{quoted(bad)})"
    sheet.total(end, [None, text("documents.control.verdict"), Formula(verdict, good)])
    sheet.define("control", end, _TOLD)
    sheet.note(end + 1, text("documents.control.about"))
    return end + 3


def _row(number: int, row: int, each: _Control) -> list[Cell]:
    told, another, program = (cell(row, column) for column in (_TOLD, _ANOTHER, _PROGRAM))
    zero = ZERO if isinstance(each.value, Money) else Quantity(Decimal())
    return [
        number,
        text(f"documents.control.{each.key}"),
        Formula(each.told, each.value),
        Formula(each.another, each.value),
        each.value,
        Formula(minus(told, another), zero),
        Formula(minus(told, program), zero),
    ]


def _controls(book: Book) -> Iterator[_Control]:
    account, count = book.paper.account, Decimal(len(book.vouchers))
    amounts, box = name("voucher_amount"), name("voucher_box")
    yield _Control("count", f"COUNT({amounts})", f"MAX({name('voucher_number')})", Quantity(count))
    numbers, most = f"SUM({name('voucher_number')})", f"MAX({name('voucher_number')})"
    yield _Control("numbers", numbers, f"{most}*({most}+1)/2", Quantity(count * (count + 1) / 2))
    halves = f'SUMIFS({amounts},{amounts},">0")+SUMIFS({amounts},{amounts},"<0")'
    imported = account.reconciliation.imported
    yield _Control("imported", name("imported"), ore(halves), imported)
    others = "-".join(f"SUMIFS({amounts},{box},{quoted(each.label)})" for each in list(Box)[1:])
    left = ore(f"SUM({amounts})-{others}")
    yield _Control("costs", name("costs"), left, account.actual)
    both = ore(f"{name('budget')}-{name('deviation')}")
    yield _Control("against_budget", name("costs"), both, account.actual)
    not_eligible = f"SUMIFS({name('line_actual')},{name('line_eligible')},{quoted(_no())})"
    yield _Control(
        "eligible", name("eligible"), minus(name("costs"), not_eligible), account.eligible
    )
    yield from _of_sources(book.paper)
    yield from _of_earlier(book.paper)


def _of_sources(paper: AccountPaper) -> Iterator[_Control]:
    account, earned = paper.account, paper.account.settlement.earned
    yield _Control("sources", name("funding_total"), name("costs"), account.funding_actual)
    others = minus(name("costs"), name("own"), name("other_grant"), name("income"))
    yield _Control("earned", name("earned"), others, earned)
    received = box_totals(account)[Box.RECEIVED]
    listed = ore(
        f"SUMPRODUCT(({name('voucher_box')}={quoted(Box.RECEIVED.label)})*1,{name('voucher_amount')})"
    )
    yield _Control("received", voucher_sum(Box.RECEIVED), listed, received)


def _of_earlier(paper: AccountPaper) -> Iterator[_Control]:
    """What accounts before this one reported; nothing where there are none."""
    account = paper.account
    if not account.taken_before:
        return
    yield _Control("earlier", name("earlier"), name("added"), account.earlier)
    sums = ore(f"{name('earlier')}+{name('this')}")
    yield _Control("earlier_and_this", name("costs"), sums, account.actual)
    changes = ore(f"SUM({name('correction_change')})")
    yield _Control("corrections", name("corrections"), changes, account.corrected)


def _no() -> str:
    return text("documents.no")
