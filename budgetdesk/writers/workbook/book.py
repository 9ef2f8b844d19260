"""The workbook as a whole: its looks, the names its formulas use, its document properties."""

from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from budgetdesk.text import text
from budgetdesk.writers import layout, words
from budgetdesk.writers.paper import AccountPaper

_BASE: Final = {
    "font_name": layout.FONT,
    "font_family": 2,  # where the family is not installed: one without serifs
    "font_size": 10,
    "font_color": layout.TEXT,
    "valign": "vcenter",
    "indent": 1,
}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "text": {"text_wrap": True, "align": "left"},
    "amount": {"num_format": "#,##0.00", "align": "right"},
    "percent": {"num_format": "0.00%", "align": "right"},
    "count": {"num_format": "0", "align": "left"},
    "date": {"num_format": "dd-mm-yyyy", "align": "left"},
    "time": {"num_format": "dd-mm-yyyy hh:mm", "align": "left"},
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
    "row": {"bottom": 1, "bottom_color": layout.RULE},
    "input": {"bg_color": layout.ACCENT_SOFT},
    "total": {"bold": True, "top": 1, "bottom": 6, "top_color": layout.TEXT},
}


def name(key: str) -> str:
    """What formulas call a cell or a column."""
    return text(f"documents.name.{key}")


class Book:
    """A workbook being written: sheets take their looks from here and enter their names here."""

    def __init__(self, paper: AccountPaper, file: BytesIO) -> None:
        self.paper = paper
        self.workbook = Workbook(
            file,
            {
                "in_memory": True,
                "remove_timezone": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": _BASE,
            },
        )
        self._looks: dict[tuple[str, ...], Any] = {}
        self._set_properties()

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
