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
from budgetdesk.writers.pdf.table import Column, table
from budgetdesk.writers.vouchers import Voucher, VoucherGroup, voucher_groups

_SIZE = 8.0
_WIDTHS: Final = {
    "number": 10 * mm,
    "entry": 22 * mm,
    "voucher": 23 * mm,
    "day": 19 * mm,
    "posting_date": 19 * mm,
    "gl_code": 22 * mm,
    "supplier": 35 * mm,
    "placed_by": 24 * mm,
    "amount": 26 * mm,
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
        yield _table(group)


def _table(group: VoucherGroup) -> Flowable:
    names = [*list(_WIDTHS)[:6], "text", "supplier", "placed_by", "amount"]
    columns = [
        Column(
            text(f"documents.column.{name}"),
            _WIDTHS.get(name, _TEXT_WIDTH),
            is_figure=name == "amount",
        )
        for name in names
    ]
    total = [""] * len(columns)
    total[6], total[-1] = text("documents.vouchers.total", label=group.label), amount(group.total)
    return table(columns, [_row(voucher) for voucher in group.vouchers], total, size=_SIZE)


def _row(voucher: Voucher) -> list[str]:
    posting = voucher.part.posting
    return [
        str(voucher.number),
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
