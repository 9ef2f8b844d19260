"""The voucher list in print: per account line with its sum, landscape."""

from collections.abc import Iterator
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.text import amount, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import BODY, QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDE
from budgetdesk.writers.pdf.table import column, table
from budgetdesk.writers.vouchers import Voucher, VoucherGroup, voucher_groups

_SIZE = 8.0
_WIDTHS: Final = {
    "number": 11 * mm,
    "running": 13 * mm,
    "entry": 20 * mm,
    "voucher": 20 * mm,
    "day": 18.5 * mm,
    "posting_date": 18.5 * mm,
    "gl_code": 19.5 * mm,
    "supplier": 32 * mm,
    "placed_by": 22 * mm,
    "amount": 23 * mm,
}
_TEXT_WIDTH = WIDE - sum(_WIDTHS.values())


def vouchers_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """Every voucher, under the line or box its amount ended in."""
    groups = voucher_groups(paper)
    yield from headed(heading)
    yield para(text("documents.vouchers.about"), QUIET)
    if not groups:
        yield para(text("documents.vouchers.none"), BODY)
    for index, group in enumerate(groups):
        yield from headed(Heading(group.label, f"vouchers-{index}", level=1))
        yield _table(paper, group)


def _table(paper: AccountPaper, group: VoucherGroup) -> Flowable:
    names = [*_WIDTHS]
    names.insert(-3, "text")
    columns = [
        column(name, _WIDTHS.get(name, _TEXT_WIDTH), is_figure=name == "amount") for name in names
    ]
    total = dict.fromkeys(names, "")
    total["text"] = text("documents.vouchers.total", label=group.label)
    total["amount"] = amount(group.total)
    rows = [_row(paper, voucher) for voucher in group.vouchers]
    return table(columns, rows, [*total.values()], size=_SIZE)


def _row(paper: AccountPaper, voucher: Voucher) -> list[str]:
    posting = voucher.part.posting
    running = paper.numbers.get(posting.id)
    return [
        str(voucher.number),
        "" if running is None else str(running),
        posting.id,
        posting.voucher,
        words.day(voucher.day),
        words.day(posting.posting_date),
        posting.gl_code,
        _text(voucher),
        voucher.supplier,
        voucher.placed_by,
        amount(voucher.part.amount),
    ]


def _text(voucher: Voucher) -> str:
    """What was bought, and why the amount was set aside or deducted."""
    if not voucher.reason:
        return voucher.text
    return text("documents.vouchers.with_reason", text=voucher.text, reason=voucher.reason)
