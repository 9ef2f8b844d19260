"""How every sheet is set up to be read, printed and kept from a slip of the hand."""

from typing import Any, Final

from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper

ROW: Final = 17.0
"""Points of a row of one line."""
_A4: Final = 9
_LONGEST_HEAD: Final = 60
"""Of each side: Excel takes 255 signs for the whole line, and an ampersand counts twice."""
_ALLOWED: Final = ("autofilter", "sort", "format_columns", "format_rows")
"""What a reader does to a list without changing it."""


def set_up(sheet: Any, paper: AccountPaper) -> None:
    """A4 landscape, as wide as the page, with running head and foot."""
    sheet.set_default_row(ROW)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
    title, journal = (
        _plain(said[:_LONGEST_HEAD]) for said in (paper.project.title, words.journal(paper))
    )
    sheet.set_header(f"&L&8 {title}&R&8 {journal}")
    page = text("documents.foot.page", page="&P", pages="&N")
    sheet.set_footer(f"&L&8 {_plain(words.foot(paper))}&R&8 {page}")
    sheet.protect("", dict.fromkeys(_ALLOWED, True))


def read_only(sheet: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Refuses what is typed into cells that are unlocked only so that they can be sorted.

    Excel sorts no locked cell of a protected sheet; so the rows of a list are not locked, and
    whatever is typed there is turned away instead.
    """
    rule = {
        "validate": "custom",
        "value": "=FALSE",
        "error_title": text("documents.read_only.title"),
        "error_message": text("documents.read_only.message"),
    }
    sheet.data_validation(*first, *last, rule)


def _plain(said: str) -> str:
    """Words for a running line, without the sign that begins a code there."""
    return said.replace("&", "&&")
