"""Sheet Segl of a sealed account: its seal, and how it differs from the one sealed before."""

from budgetdesk.text import text
from budgetdesk.writers.differences import differences_in_words
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.sheet import Cell, Sheet

_WIDTHS = (24, 90)


def write_seal(book: Book) -> None:
    """The seal in full; no sheet while the account is not sealed."""
    sealed = book.paper.sealed
    if sealed is None:
        return
    sheet = Sheet(book, "seal", _WIDTHS)
    row = sheet.opening(text("documents.heading.seal"))
    facts: dict[str, Cell] = {
        "seal": sealed.digest,
        "account": sealed.account,
        "at": book.paper.made_at,
        "by": sealed.by,
        "signers": sealed.signers,
    }
    for name, value in facts.items():
        sheet.write(row, 0, text(f"seal.paper.{name}"), "row", "quiet")
        sheet.write(row, 1, value, "row")
        row += 1
    sheet.note(row + 1, text("seal.paper.how"))
    if book.paper.sealed_before is not None:
        _since(sheet, row + 3)


def _since(sheet: Sheet, row: int) -> None:
    sheet.write(row, 0, text("seal.paper.since"), "section")
    for below, sentence in enumerate(differences_in_words(sheet.book.paper), start=row + 1):
        sheet.note(below, sentence, "row")
