"""The workbook as a whole: its looks, the names its formulas use, its document properties."""

from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId
from budgetdesk.text import amount, text
from budgetdesk.writers import layout, words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.vouchers import Box, Voucher, voucher_groups

_DANISH: Final = "[$-406]"
"""The language a number or a date is written in, whatever that of the machine."""
_BASE: Final = {
    "font_name": layout.FONT,
    "font_family": 2,  # where the family is not installed: one without serifs
    "font_size": 10,
    "font_color": layout.TEXT,
    "valign": "vcenter",
    "indent": 1,
}
_FIGURE: Final = 15
"""The least width of a column of amounts."""
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "text": {"text_wrap": True, "align": "left"},
    "amount": {"num_format": f"{_DANISH}#,##0.00", "align": "right"},
    "percent": {"num_format": f"{_DANISH}0.00%", "align": "right"},
    "count": {"num_format": "0", "align": "left"},
    "quantity": {"num_format": f"{_DANISH}#,##0.####", "align": "right"},
    "date": {"num_format": f"{_DANISH}dd-mm-yyyy", "align": "left"},
    "time": {"num_format": f"{_DANISH}dd-mm-yyyy hh:mm", "align": "left"},
    "title": {"font_size": 18, "bold": True, "font_color": layout.ACCENT, "text_wrap": False},
    "section": {"font_size": 12, "bold": True, "font_color": layout.ACCENT, "text_wrap": False},
    "quiet": {"font_color": layout.QUIET},
    "draft": {"font_color": layout.ERROR, "bold": True},
    "strong": {"bold": True},
    "head": {
        "bold": True,
        "font_color": layout.ACCENT,
        "bottom": 2,
        "bottom_color": layout.ACCENT,
        "text_wrap": True,
        "valign": "bottom",
    },
    "right": {"align": "right"},
    "link": {"font_color": layout.ACCENT, "underline": 1},
    "open": {"locked": False},
    "row": {"bottom": 1, "bottom_color": layout.RULE},
    "input": {"bg_color": layout.ACCENT_SOFT},
    "total": {"bold": True, "top": 1, "bottom": 6, "top_color": layout.TEXT},
}


def name(key: str) -> str:
    """What formulas call a cell or a column."""
    return text(f"documents.name.{key}")


class Book:
    """A workbook being written: sheets take their looks from here and enter their names here."""

    wrong: Final = {"font_color": layout.ERROR, "bg_color": layout.ERROR_SOFT, "bold": True}
    """How a cell looks that does not hold what it must."""

    def __init__(self, paper: AccountPaper, file: BytesIO) -> None:
        self.paper = paper
        self.workbook = Workbook(
            file,
            {
                "in_memory": True,
                "remove_timezone": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": {**_BASE},  # it writes more into them
            },
        )
        self._looks: dict[tuple[str, ...], Any] = {}
        self._set_properties()

    @cached_property
    def vouchers(self) -> tuple[Voucher, ...]:
        """The voucher list, in its order."""
        groups = voucher_groups(self.paper)
        return tuple(voucher for group in groups for voucher in group.vouchers)

    @cached_property
    def figure(self) -> int:
        """How wide a column of amounts is, so that none of them is too long for its cell.

        None is greater than all postings by their size and all that was budgeted together.
        """
        posted = Money.total(abs(voucher.part.amount) for voucher in self.vouchers)
        account = self.paper.account
        greatest = posted + account.budget + account.funding_budget + account.settlement.paid_out
        return max(_FIGURE, len(amount(-greatest)) + 2)

    @cached_property
    def behind(self) -> Mapping[tuple[Box, int], tuple[int, int]]:
        """What stands behind a row of account or funding: the first voucher's number, how many."""
        found: dict[tuple[Box, int], tuple[int, int]] = {}
        for voucher in self.vouchers:
            key = voucher.box, voucher.target_number
            first, count = found.get(key, (voucher.number, 0))
            found[key] = first, count + 1
        return found

    @cached_property
    def places(self) -> Mapping[PostingId, tuple[int, Money]]:
        """Where a posting first stands in the list, and what all its parts come to."""
        found: dict[PostingId, tuple[int, Money]] = {}
        for voucher in self.vouchers:
            first, amount = found.get(voucher.part.posting.id, (voucher.number, Money()))
            found[voucher.part.posting.id] = first, amount + voucher.part.amount
        return found

    def look(self, *names: str) -> Any:
        """The cell format that joins the looks of these names, the later over the earlier."""
        if names not in self._looks:
            joined: dict[str, Any] = {}
            for each in names:
                joined |= _LOOKS[each]
            self._looks[names] = self.workbook.add_format(joined)
        return self._looks[names]

    def define(self, key: str, sheet: str, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Gives a cell, or a range, the name that formulas use."""
        place = f"={quote_sheetname(sheet)}!{xl_range_abs(*first, *last)}"
        self.workbook.define_name(name(key), place)

    def close(self) -> None:
        """Writes the workbook to its file."""
        self.workbook.close()

    def _set_properties(self) -> None:
        project = self.paper.project
        journal = project.journal_number
        facts = {"kind": words.title(self.paper), "project": project.title}
        self.workbook.set_properties(
            {
                "title": text("documents.account.title", **facts),
                "subject": text(
                    "documents.account.subject", project=project.title, journal=journal
                ),
                "author": self.paper.made_by,
                "company": project.recipient.name,
                "keywords": text("documents.account.keywords", journal=journal),
                "comments": text("documents.foot.seal", seal=self.paper.full_seal),
                "created": self.paper.made_at,
            }
        )
        self.workbook.set_custom_property(text("documents.field.language"), "da-DK")
