"""Sheet Finansiering: what each source was to bring and brought."""

from budgetdesk.domain.account import AccountFunding
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import cell, ore, sum_of, to_vouchers, voucher_sum
from budgetdesk.writers.workbook.sheet import Sheet

_COLUMNS = ("number", "source", "budget", "actual", "vouchers", "how")
_NUMBER, _SOURCE, _BUDGET, _ACTUAL, _VOUCHERS, _HOW = range(6)
_RECEIVED = (FundingSource.OTHER_GRANT, FundingSource.INCOME)


def write_funding(book: Book) -> None:
    """The sources; the own share is what they leave of the costs."""
    sheet = Sheet(book, "funding", (6, 44, book.figure, book.figure, 15, 60))
    account = book.paper.account
    head = sheet.opening(text("documents.heading.funding"))
    sheet.head(head, _COLUMNS, [None, None, Money(), Money()])
    sheet.freeze(head + 1, _BUDGET)
    first = head + 1
    sheet.define("first_source", first, _SOURCE)
    for number, source in enumerate(account.funding, start=1):
        _source(sheet, first + number - 1, number, source)
    last = first + len(account.funding) - 1
    _total(sheet, first, last)
    balance = ore(f"{cell(last + 1, _ACTUAL)}-{name('costs')}")
    sheet.write(last + 2, _SOURCE, text("documents.step.balance.label"), "quiet")
    sheet.formula(last + 2, _ACTUAL, balance, account.funding_actual - account.actual, "quiet")
    sheet.write(last + 2, _HOW, text("documents.step.balance.how"), "quiet")
    source_of_budget = text("documents.how.budget_source", approval=words.approval(book.paper))
    sheet.note(last + 4, source_of_budget)


def _source(sheet: Sheet, row: int, number: int, figures: AccountFunding) -> None:
    source = figures.source
    sheet.write(row, _NUMBER, number, "row")
    sheet.write(row, _SOURCE, words.name_of(source), "row")
    sheet.write(row, _BUDGET, figures.budget, "row", "input")
    sheet.define(f"{source.value}_budget", row, _BUDGET)
    sheet.formula(row, _ACTUAL, _actual(source, cell(row, _NUMBER)), figures.actual, "row")
    sheet.define(source.value, row, _ACTUAL)
    sheet.write(row, _VOUCHERS, _behind(sheet, row, number), "row")
    sheet.write(row, _HOW, text(f"documents.how.{source.value}"), "row")


def _behind(sheet: Sheet, row: int, number: int) -> Cell:
    first, count = sheet.book.behind.get((Box.RECEIVED, number), (0, 0))
    return to_vouchers(Box.RECEIVED, cell(row, _NUMBER), first, count) if count else None


def _actual(source: FundingSource, number: str) -> str:
    """The grant as earned, the others as received (negative in a ledger), own what is left."""
    match source:
        case FundingSource.GRANT:
            return name("earned")
        case FundingSource.OWN:
            others = "-".join(name(each.value) for each in _RECEIVED)
            return ore(f"{name('costs')}-{name('earned')}-{others}")
        case _:
            return f"0-{voucher_sum(Box.RECEIVED, number)}"


def _total(sheet: Sheet, first: int, last: int) -> None:
    account, row = sheet.book.paper.account, last + 1
    sums = ((_BUDGET, account.funding_budget), (_ACTUAL, account.funding_actual))
    summed = [Formula(sum_of(first, last, column), money) for column, money in sums]
    sheet.total(row, [None, text("documents.total"), *summed, None, None])
    sheet.define("funding_total", row, _ACTUAL)
