"""How a posting is shown in any table: its columns and their cells."""

from datetime import date
from typing import Final

from budgetdesk.accounting.days import Days
from budgetdesk.domain.ledger import DayKind, Posting
from budgetdesk.domain.money import Money
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.text import amount, danish, text

_WIDTHS: Final = {
    "day": 100,
    "voucher": 116,
    "gl": 136,
    "supplier": 122,
    "text": 140,
    "amount": 104,
}
_OWN: Final = Days(kind=DayKind.VOUCHER)
"""The postings' own days."""


def posting_columns() -> tuple[Column, ...]:
    """The columns that show a posting."""
    return tuple(
        Column(
            key=key,
            heading=text(f"postings.column.{key}"),
            width=width,
            numeric=key == "amount",
            stretches=key == "text",
        )
        for key, width in _WIDTHS.items()
    )


def posting_cell(posting: Posting, key: str, part: Money | None = None, days: Days = _OWN) -> Cell:
    """What stands in one of those columns; `part` is the amount when it is not the whole."""
    if key == "amount":
        shown = posting.amount if part is None else part
        whole = text("postings.part_of", whole=posting.amount) if shown != posting.amount else ""
        return Cell(text=amount(shown), amount=shown, tip=whole)
    if key == "text" and posting.is_personal:
        tip = text("postings.personal")
        return Cell(text=posting.text, tone=Tone.WARNING, icon="warning", tip=tip)
    if key == "day":
        day = days.of(posting)
        words, tip = danish(day) if day else "", _days(posting, day)
        if posting.id in days.told:
            tip = "\n".join(filter(None, (text("postings.day.told"), tip)))
            return Cell(text=words, tip=tip, icon="note", tone=Tone.ACCENT)
        return Cell(text=words, tip=tip or words)
    words = _words(posting)[key]
    return Cell(text=words, tip=posting.raw if key == "text" and posting.raw else words)


def _words(posting: Posting) -> dict[str, str]:
    return {
        "voucher": posting.voucher,
        "gl": " ".join(filter(None, (posting.gl_code, posting.gl_name))),
        "supplier": posting.supplier,
        "text": posting.text,
    }


def _days(posting: Posting, counted: date | None) -> str:
    """The days beside the one that counts, and the accounting year when it is another one."""
    said = []
    if posting.posting_date and posting.posting_date != counted:
        said.append(text("postings.posted_on", day=posting.posting_date))
    if posting.voucher_date and posting.voucher_date != counted:
        said.append(text("postings.voucher_of", day=posting.voucher_date))
    if posting.accounting_year and counted and posting.accounting_year != counted.year:
        said.append(text("postings.in_year", year=str(posting.accounting_year)))
    return "\n".join(said)
