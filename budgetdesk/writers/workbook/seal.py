"""Sheet Om, the seal of a sealed account, and the digests of what it is made of."""

from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.workbook.cells import Cell
from budgetdesk.writers.workbook.sheet import Sheet


def write_seal(sheet: Sheet, row: int) -> int:
    """The seal in full and how it is tried; nothing while the account is not sealed."""
    sealed = sheet.book.paper.sealed
    if sealed is None:
        return row
    sheet.section(row, "seal")
    facts: dict[str, Cell] = {
        "seal": words.grouped(sealed.digest),
        "account": words.grouped(sealed.account),
        "at": sheet.book.paper.made_at,
        "by": sealed.by,
        "signers": sealed.signers,
    }
    for name, value in facts.items():
        row += 1
        sheet.write(row, 0, text(f"seal.paper.{name}"), "row", "quiet")
        sheet.write(row, 1, value, "row")
    sheet.note(row + 1, text("seal.paper.how"))
    rows = list(words.package_files(sheet.book.paper))
    return sheet.table(row + 3, "seal.paper.files", ("file", "sha256"), rows) + 1
