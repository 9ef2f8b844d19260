"""Sheet Om: which account this is, made when and with what, and from which files."""

from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.formulas import sum_of
from budgetdesk.writers.workbook.sheet import Cell, Sheet

_WIDTHS = (30, 70, 12, 12, 14, 12, 18, 68)
_IMPORTS = (
    "number",
    "file",
    "rows_read",
    "imported",
    "already_there",
    "skipped",
    "sum",
    "sha256",
)
_SUM = _IMPORTS.index("sum")


def write_about(book: Book) -> None:
    """The account's identification, then the imports it rests on."""
    sheet = Sheet(book, "about", _WIDTHS)
    row = sheet.opening(text("documents.heading.about"))
    for label, value in _facts(book):
        sheet.write(row, 0, label, "row", "quiet")
        sheet.write(row, 1, value, "row")
        row += 1
    _imports(sheet, row + 1)


def _facts(book: Book) -> list[tuple[str, Cell]]:
    paper = book.paper
    own: dict[str, Cell] = {
        "call_digest": words.given(paper.project.call.digest),
        "program": text("documents.product", version=paper.version),
        "made_at": paper.made_at,
        "made_by": paper.made_by,
        "digest": words.given(paper.account.digest),
    }
    named = [(text(f"documents.field.{key}"), value) for key, value in own.items()]
    return [
        (text("documents.field.kind"), words.title(paper)),
        *words.identification(paper),
        *named,
    ]


def _imports(sheet: Sheet, row: int) -> None:
    """What each import brought; its sum is typed in from the import's own journal."""
    rows: list[tuple[Cell, ...]] = [
        (
            batch.number,
            batch.file,
            batch.rows_read,
            len(batch.postings),
            batch.already_there,
            len(batch.skipped),
            batch.sum,
            batch.sha256,
        )
        for batch in sheet.book.paper.project.ledger.batches
    ]
    end = sheet.table(row, "imports", _IMPORTS, rows)
    first = row + 2
    sheet.write(end, 0, text("documents.total"), "total")
    for column in range(1, len(_IMPORTS)):
        sheet.write(end, column, "", "total")
    imported = sheet.book.paper.account.reconciliation.imported
    summed = sum_of(first, end - 1, _SUM) if rows else "0"
    sheet.formula(end, _SUM, summed, imported, "total")
    sheet.define("imported", end, _SUM)
