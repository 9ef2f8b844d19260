"""Sheet Bilagsliste: every part of every posting, what all figures are summed from."""

from budgetdesk.domain.money import Money
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.vouchers import Voucher, voucher_groups
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.sheet import Cell, Sheet

_COLUMNS = {
    "number": 6,
    "entry": 10,
    "voucher": 14,
    "day": 12,
    "voucher_date": 12,
    "posting_date": 12,
    "gl_code": 13,
    "text": 36,
    "supplier": 22,
    "amount": 15,
    "box": 22,
    "target_number": 7,
    "target": 26,
    "reason": 22,
    "placed_by": 14,
    "is_inside": 10,
}
_NAMES = list(_COLUMNS)
_AMOUNT = _NAMES.index("amount")
_RANGES = {"voucher_amount": "amount", "voucher_box": "box", "voucher_row": "target_number"}


def write_vouchers(book: Book) -> None:
    """The list, its sum above it: of the rows shown, as the reader filters."""
    sheet = Sheet(book, "vouchers", list(_COLUMNS.values()))
    groups = voucher_groups(book.paper)
    head = sheet.opening(text("documents.heading.vouchers")) + 1
    shown = Money.total(group.total for group in groups)
    sheet.write(
        head - 1, _NAMES.index("supplier"), text("documents.step.shown.label"), "quiet", "right"
    )
    sheet.formula(head - 1, _AMOUNT, f"SUBTOTAL(109,{name('voucher_amount')})", shown, "strong")
    sheet.head(head, [(key, key == "amount") for key in _NAMES])
    sheet.freeze(head + 1, 3)
    vouchers = [voucher for group in groups for voucher in group.vouchers]
    for row, voucher in enumerate(vouchers, start=head + 1):
        for place, value in enumerate(_row(voucher)):
            sheet.write(row, place, value, "row")
    last = head + max(1, len(vouchers))
    for key, column in _RANGES.items():
        sheet.define(key, head + 1, _NAMES.index(column), last)
    sheet.filter(head, last, len(_NAMES) - 1)


def _row(voucher: Voucher) -> tuple[Cell, ...]:
    part, posting = voucher.part, voucher.part.posting
    return (
        voucher.number,
        posting.id,
        posting.voucher,
        voucher.day,
        posting.voucher_date,
        posting.posting_date,
        posting.gl_code,
        voucher.text,
        voucher.supplier,
        part.amount,
        voucher.box.label,
        voucher.target_number or None,
        voucher.target,
        voucher.reason,
        voucher.placed_by,
        words.yes_or_no(is_yes=not part.is_outside),
    )
