"""The few kinds of formula the sheets are made of, so that each rounds as the program does.

A spreadsheet counts in binary fractions. So every amount is rounded to whole øre as soon as it is
summed or subtracted, and a share is rounded to a little more than its own decimals before it
is cut to whole øre: what binary counting adds or takes is gone, what the share leaves is not.
"""

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from budgetdesk.text import text
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.book import name


def ore(amount: str) -> str:
    """`amount` in whole øre."""
    return f"ROUND({amount},2)"


def sum_of(first_row: int, last_row: int, column: int) -> str:
    """The sum of a column's cells."""
    return ore(f"SUM({cell(first_row, column)}:{cell(last_row, column)})")


def cell(row: int, column: int) -> str:
    """A cell's address; rows and columns count from 0."""
    return str(xl_rowcol_to_cell(row, column))


def voucher_sum(box: Box, row: str = "") -> str:
    """What the voucher list holds in a box, or in the row of it whose number is in cell `row`."""
    asked = f'{name("voucher_amount")},{name("voucher_box")},"{box.label}"'
    if row:
        asked += f",{name('voucher_row')},{row}"
    return ore(f"SUMIFS({asked})")


def cut_percent(part: str, whole: str) -> str:
    """`part` of `whole`, cut to two decimals of a percent as `Money.percent_of` does.

    Both are taken as whole øre: a division of whole numbers reaches a whole hundredth of a
    percent only when it is one.
    """
    hundredths = f"ROUND({part}*100,0)*10000/ROUND({whole}*100,0)"
    return f'IF({whole}=0,"{text("documents.none")}",TRUNC({hundredths})/10000)'


def share_down(amount: str, share: str, percent: Decimal) -> str:
    """A share of an amount, rounded down; `percent` tells how many decimals the share can leave."""
    return f"INT(ROUND({amount}*100*{share},{_digits(percent)}))/100"


def share_up(amount: str, share: str, percent: Decimal) -> str:
    """A share of an amount, rounded up."""
    return f"-INT(-ROUND({amount}*100*{share},{_digits(percent)}))/100"


def _digits(percent: Decimal) -> int:
    """One decimal more than øre times `percent` can have."""
    exponent = percent.normalize().as_tuple().exponent
    return 3 + max(0, -int(exponent))
