"""How a posting is shown in any table: its columns and their cells."""

from typing import Final

from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.money import Money
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.text import amount, danish, text

_WIDTHS: Final = {
    "day": 100,
    "voucher": 94,
    "gl": 150,
    "supplier": 130,
    "text": 140,
    "amount": 104,
}


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


def posting_cell(posting: Posting, key: str, part: Money | None = None) -> Cell:
    """What stands in one of those columns; `part` is the amount when it is not the whole."""
    if key == "amount":
        shown = posting.amount if part is None else part
        whole = text("postings.part_of", whole=posting.amount) if shown != posting.amount else ""
        return Cell(text=amount(shown), amount=shown, tip=whole)
    if key == "text" and posting.is_personal:
        tip = text("postings.personal")
        return Cell(text=posting.text, tone=Tone.WARNING, icon="warning", tip=tip)
    words = _words(posting)[key]
    return Cell(text=words, tip=_tip(posting, key) or words)


def _words(posting: Posting) -> dict[str, str]:
    day = posting.day
    return {
        "day": danish(day) if day else "",
        "voucher": posting.voucher,
        "gl": " ".join(filter(None, (posting.gl_code, posting.gl_name))),
        "supplier": posting.supplier,
        "text": posting.text,
    }


def _tip(posting: Posting, key: str) -> str:
    """What the column has no room for: the days beside the one that counts, or the row's own words.

    Only differing days are worth telling.
    """
    if key == "day" and posting.posting_date and posting.posting_date != posting.day:
        return text("postings.posted_on", day=posting.posting_date)
    return posting.raw if key == "text" else ""
