"""The account as a workbook: every figure a live formula down to the postings, with its value."""

from io import BytesIO

from budgetdesk.domain.value import nothing_collected
from budgetdesk.privacy import without_numbers
from budgetdesk.text import text
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook import demands, settlement
from budgetdesk.writers.workbook.about import write_about
from budgetdesk.writers.workbook.account import write_account
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.changes import write_changes
from budgetdesk.writers.workbook.endings import write_endings
from budgetdesk.writers.workbook.funding import write_funding
from budgetdesk.writers.workbook.orders import write_orders
from budgetdesk.writers.workbook.partners import write_partners
from budgetdesk.writers.workbook.payout import write_payout
from budgetdesk.writers.workbook.reconciliation import write_reconciliation
from budgetdesk.writers.workbook.remarks import write_remarks
from budgetdesk.writers.workbook.rules import write_rules
from budgetdesk.writers.workbook.salary import write_details
from budgetdesk.writers.workbook.sample import write_sample
from budgetdesk.writers.workbook.sheet import Sheet
from budgetdesk.writers.workbook.steps import Steps, widths
from budgetdesk.writers.workbook.taken import write_taken
from budgetdesk.writers.workbook.vouchers import write_vouchers
from budgetdesk.writers.workbook.years import write_years


def account_workbook(paper: AccountPaper) -> bytes:
    """The account as the bytes of an xlsx file; the same paper gives the same bytes."""
    file = BytesIO()
    with nothing_collected():
        book = Book(without_numbers(paper), file)
        write_sheets(book)
        book.close()
    return file.getvalue()


def write_sheets(book: Book) -> None:
    """The ten sheets in the order an auditor follows the money."""
    write_account(book)
    write_funding(book)
    _write_settlement(book)
    write_vouchers(book)
    write_reconciliation(book)
    write_sample(book)
    write_changes(book)
    write_remarks(book)
    write_rules(book)
    write_about(book)


def _write_settlement(book: Book) -> None:
    """The sheet Opgørelse: all that follows from the account's figures."""
    sheet = Sheet(book, "settlement", widths(book))
    steps = Steps(sheet, sheet.opening(text("documents.heading.settlement")))
    settlement.write_settlement(steps)
    demands.write_cofinancing(steps)
    demands.write_signoff(steps)
    settlement.write_payments(steps)
    write_payout(steps)
    write_years(steps)
    row = steps.row + 1
    for part in (write_taken, write_partners, write_orders, write_endings, write_details):
        row = part(sheet, row)
