"""Figures told one below the other: what it is, the figure, how it is reckoned."""

from collections.abc import Sequence

from budgetdesk.domain.account import Account
from budgetdesk.text import has_text, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.cells import Cell, Number
from budgetdesk.writers.workbook.sheet import Sheet

_LABEL, _FIGURE, _HOW = range(3)


def widths(book: Book) -> Sequence[int]:
    """A wide column of words, then figures."""
    return (58, *(max(16, book.figure),) * 8)


class Steps:
    """Writes steps from a row of a sheet down. A step's words stand under its key in the texts.

    Where a name stands there too, later formulas call the figure by it.
    """

    def __init__(self, sheet: Sheet, row: int) -> None:
        self.sheet = sheet
        self.row = row

    @property
    def paper(self) -> AccountPaper:
        """What is written."""
        return self.sheet.book.paper

    @property
    def account(self) -> Account:
        """The account that is written."""
        return self.paper.account

    def section(self, heading: str) -> None:
        """A heading, with air above."""
        self.row += 1
        self.sheet.write(self.row, _LABEL, words.called("heading", heading), "section")
        self.row += 1

    def typed(self, key: str, value: Cell) -> None:
        """A figure typed in."""
        self.sheet.write(self.row, _FIGURE, value, "row", "input", "right")
        self._tell(key, "row", {})

    def formula(
        self, key: str, formula: str, value: Number | str, look: str = "row", **facts: object
    ) -> None:
        """A figure reckoned from others; `facts` are those of its words."""
        self.sheet.formula(self.row, _FIGURE, formula, value, look, "right")
        self._tell(key, look, facts)

    def note(self, words: str) -> None:
        """A sentence over the whole width."""
        self.sheet.note(self.row, words)
        self.row += 1

    def _tell(self, key: str, look: str, facts: dict[str, object]) -> None:
        self.sheet.write(self.row, _LABEL, text(f"documents.step.{key}.label", **facts), look)
        how = text(f"documents.step.{key}.how", **facts)
        self.sheet.wide(self.row, _HOW, how, look, "quiet")
        if has_text(f"documents.name.{key}"):
            self.sheet.define(key, self.row, _FIGURE)
        self.row += 1
