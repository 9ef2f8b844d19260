"""Sheet Om, the seal of a sealed account."""

from budgetdesk.text import text
from budgetdesk.writers.workbook.cells import Cell
from budgetdesk.writers.workbook.sheet import Sheet


def write_seal(sheet: Sheet, row: int) -> int:
    """The seal in full and how it is tried; nothing while the account is not sealed."""
    sealed = sheet.book.paper.sealed
    if sealed is None:
        return row
    sheet.section(row, "seal")
    facts: dict[str, Cell] = {
        "seal": sealed.digest,
        "account": sealed.account,
        "at": sheet.book.paper.made_at,
        "by": sealed.by,
        "signers": sealed.signers,
    }
    for name, value in facts.items():
        row += 1
        sheet.write(row, 0, text(f"seal.paper.{name}"), "row", "quiet")
        sheet.write(row, 1, value, "row")
    sheet.note(row + 1, text("seal.paper.how"))
    return row + 3
