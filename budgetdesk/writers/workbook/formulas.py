"""The few kinds of formula the sheets are made of, so that each rounds as the program does.

A spreadsheet counts in binary fractions. So every amount is rounded to whole øre as soon as it is
summed or subtracted, and a share is rounded to a little more than its own decimals before it
is cut to whole øre: what binary counting adds or takes is gone, what the share leaves is not.
"""

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from budgetdesk.domain.money import Money
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.cells import Formula


def ore(amount: str) -> str:
    """`amount` in whole øre."""
    return f"ROUND({amount},2)"


def sum_of(first_row: int, last_row: int, column: int) -> str:
    """The sum of a column's cells."""
    return ore(f"SUM({cell(first_row, column)}:{cell(last_row, column)})")


def cell(row: int, column: int) -> str:
    """A cell's address; rows and columns count from 0."""
    return str(xl_rowcol_to_cell(row, column))


def quoted(said: str) -> str:
    """Words as a formula has them."""
    return '"' + said.replace('"', '""') + '"'


def sum_where(amounts: str, **asked: str) -> str:
    """The sum of a named column, of the rows where each named column holds what is asked."""
    conditions = ",".join(f"{name(key)},{wanted}" for key, wanted in asked.items())
    return ore(f"SUMIFS({name(amounts)},{conditions})")


def voucher_sum(box: Box, row: str = "", **asked: str) -> str:
    """What the voucher list holds in a box, or in the row of it whose number is in cell `row`."""
    if row:
        asked = {"voucher_row": row, **asked}
    return sum_where("voucher_amount", voucher_box=quoted(box.label), **asked)


def cut_percent(part: str, whole: str) -> str:
    """`part` of `whole`, cut to two decimals of a percent as `Money.percent_of` does.

    Both are taken as whole øre: a division of whole numbers reaches a whole hundredth of a
    percent only when it is one.
    """
    hundredths = f"ROUND({part}*100,0)*10000/ROUND({whole}*100,0)"
    return f'IF({whole}=0,"{text("documents.none")}",TRUNC({hundredths})/10000)'


def percent_cell(part: str, whole: str, value: Decimal | None) -> Formula:
    """A share with its value, a dash where there is nothing to take it of."""
    return Formula(cut_percent(part, whole), words.or_dash(value))


def share_down(amount: str, share: str, percent: Decimal) -> str:
    """A share of an amount, rounded down; `percent` tells how many decimals the share can leave."""
    return f"INT(ROUND({amount}*100*{share},{_digits(percent)}))/100"


def share_up(amount: str, share: str, percent: Decimal) -> str:
    """A share of an amount, rounded up."""
    return f"-INT(-ROUND({amount}*100*{share},{_digits(percent)}))/100"


def times(price: str, units: str, count: Decimal) -> str:
    """A price times units, to the nearest øre; `count` tells the decimals the units have."""
    decimals = max(0, -int(count.normalize().as_tuple().exponent))
    return f"ROUND(ROUND(ROUND({price}*100,0)*{units},{decimals}),0)/100"


def minus(amount: str, *others: str) -> str:
    """What is left of an amount."""
    return ore("-".join((amount, *others)))


def never_negative(amount: str) -> str:
    """The amount, or nothing where it is below zero."""
    return f"MAX(0,{amount})"


def yes(is_yes: str) -> str:
    """Yes or no, by a condition."""
    told = [quoted(words.yes_or_no(is_yes=each)) for each in (True, False)]
    return f"IF({is_yes},{told[0]},{told[1]})"


def link(sheet: str, column: str, row: str, shown: str | int, shows: str = "") -> Formula:
    """Leads to a row of a sheet, which is itself a formula; `shows` is the formula of the words.

    Reckoned anew wherever it stands, so that it still leads right when the list is sorted.
    """
    place = quoted(f"#{_quoted_sheet(text(f'documents.sheet.{sheet}'))}!{column}")
    words = shows or (str(shown) if isinstance(shown, int) else quoted(shown))
    return Formula(f"HYPERLINK({place}&({row}),{words})", shown)


def to_voucher(number: int, shown: str, shows: str = "") -> Formula:
    """Leads to a voucher's row, wherever the list is sorted to."""
    found = f"MATCH({number},{name('voucher_number')},0)"
    return link("vouchers", "A", f"ROW({name('voucher_head')})+{found}", shown, shows)


def to_vouchers(box: Box, row: str, first: int, count: int) -> Formula:
    """Leads from a row of the account to the first voucher behind it, and counts them."""
    asked = f"{name('voucher_box')},{quoted(box.label)},{name('voucher_row')},{row}"
    see = text("documents.link.see")
    return to_voucher(first, f"{see}{count}", f"{quoted(see)}&COUNTIFS({asked})")


def money_or_dash(money: Money | None) -> Money | str:
    """An amount, or a dash for none."""
    return text("documents.none") if money is None else money


def _quoted_sheet(sheet: str) -> str:
    return f"'{sheet}'" if " " in sheet else sheet


def _digits(percent: Decimal) -> int:
    """One decimal more than øre times `percent` can have."""
    exponent = percent.normalize().as_tuple().exponent
    return 3 + max(0, -int(exponent))
