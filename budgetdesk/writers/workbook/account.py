"""Sheet Regnskab: the account's lines, each summed live from the voucher list."""

from budgetdesk.domain.account import Account, AccountLine
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.formulas import cell, cut_percent, ore, sum_of, voucher_sum
from budgetdesk.writers.workbook.sheet import Sheet

_COLUMNS = (
    ("number", False),
    ("line", False),
    ("budget", True),
    ("actual", True),
    ("deviation", True),
    ("percent", True),
    ("is_eligible", False),
    ("explanation", False),
)
_NUMBER, _LINE, _BUDGET, _ACTUAL, _DEVIATION, _PERCENT, _ELIGIBLE, _EXPLANATION = range(8)
_WIDTHS = (6, 42, 16, 16, 16, 15, 13, 52)


def write_account(book: Book) -> None:
    """The account against the budget."""
    sheet = Sheet(book, "account", _WIDTHS)
    account = book.paper.account
    head = sheet.opening(words.title(book.paper))
    sheet.head(head, _COLUMNS)
    sheet.freeze(head + 1, _BUDGET)
    first = head + 1
    for number, line in enumerate(account.lines, start=1):
        _line(sheet, first + number - 1, number, line)
    last = max(first, first + len(account.lines) - 1)
    _total(sheet, first, last)
    _eligible(sheet, first, last)
    source = text("documents.how.budget_source", approval=words.approval(book.paper))
    notes = (source, text("documents.how.actual"), text("documents.account.sign"))
    for row, note in enumerate(notes, start=last + 4):
        sheet.note(row, note)


def _line(sheet: Sheet, row: int, number: int, line: AccountLine) -> None:
    eligible = words.yes_or_no(is_yes=line.is_eligible)
    sheet.write(row, _NUMBER, number, "row")
    sheet.write(row, _LINE, words.line_label(line), "row")
    sheet.write(row, _BUDGET, line.budget, "row", "input")
    sheet.formula(row, _ACTUAL, voucher_sum(Box.LINE, cell(row, _NUMBER)), line.actual, "row")
    _deviation(sheet, row, line, "row")
    sheet.write(row, _ELIGIBLE, eligible, "row")
    sheet.write(row, _EXPLANATION, words.explanation(sheet.book.paper, line), "row")


def _total(sheet: Sheet, first: int, last: int) -> None:
    account, row = sheet.book.paper.account, last + 1
    sheet.write(row, _NUMBER, "", "total")
    sheet.write(row, _LINE, text("documents.total"), "total")
    for column, money, key in (
        (_BUDGET, account.budget, "budget"),
        (_ACTUAL, account.actual, "costs"),
    ):
        sheet.formula(row, column, sum_of(first, last, column), money, "total")
        sheet.define(key, row, column)
    _deviation(sheet, row, account, "total")
    sheet.define("deviation", row, _DEVIATION)
    sheet.write(row, _ELIGIBLE, "", "total")
    sheet.write(row, _EXPLANATION, "", "total")


def _eligible(sheet: Sheet, first: int, last: int) -> None:
    """What of the costs is eligible, by the column that says so of each line."""
    sheet.define("line_actual", first, _ACTUAL, last)
    sheet.define("line_eligible", first, _ELIGIBLE, last)
    asked = f'{name("line_actual")},{name("line_eligible")},"{words.yes_or_no(is_yes=True)}"'
    eligible = sheet.book.paper.account.eligible
    sheet.write(last + 2, _LINE, text("documents.step.eligible.label"), "quiet")
    sheet.formula(last + 2, _ACTUAL, ore(f"SUMIFS({asked})"), eligible, "quiet")
    sheet.define("eligible", last + 2, _ACTUAL)


def _deviation(sheet: Sheet, row: int, figures: AccountLine | Account, look: str) -> None:
    """Budget minus actual, in kroner and in percent of the budget."""
    budget, deviation = cell(row, _BUDGET), cell(row, _DEVIATION)
    minus = ore(f"{budget}-{cell(row, _ACTUAL)}")
    sheet.formula(row, _DEVIATION, minus, figures.deviation, look)
    share = words.or_dash(figures.deviation_percent)
    sheet.formula(row, _PERCENT, cut_percent(deviation, budget), share, look, "percent")
