"""Sheet Opgørelse, the accounts that were taken before this one."""

from typing import Final

from budgetdesk.domain.account import EarlierAccount
from budgetdesk.writers import words
from budgetdesk.writers.workbook.cells import Cell
from budgetdesk.writers.workbook.sheet import Sheet
from budgetdesk.writers.workbook.sums import summed

_COLUMNS: Final = ("earlier_account", "added", "earned", "taken_on", "taken_by")


def write_taken(sheet: Sheet, row: int) -> int:
    """Each with its period and what it added; nothing where there is none."""
    before = sheet.book.paper.account.taken_before
    if not before:
        return row
    rows = [_row(each) for each in before]
    span = summed(sheet, row, "earlier", _COLUMNS, rows, leave=("earned",))
    sheet.define("added", span.sums, _COLUMNS.index("added"))
    return span.after


def _row(each: EarlierAccount) -> tuple[Cell, ...]:
    return words.earlier_account(each), each.added, each.earned, each.on, each.by
