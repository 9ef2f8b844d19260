"""Sheet Om: which account this is, made when and with what, how to use it, and from which files."""

from typing import Final

from budgetdesk.domain.ledger import VoucherFile
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import quoted, to_voucher
from budgetdesk.writers.workbook.seal import write_seal
from budgetdesk.writers.workbook.sheet import Sheet

_WIDTHS: Final = (30, 72, 14, 18, 70)
_IMPORTS: Final = ("number", "file", "size", "imported_at", "sha256")
_FILES: Final = ("voucher", "file", "size", "leads_to", "sha256")
SHEETS: Final = (
    "account",
    "funding",
    "settlement",
    "vouchers",
    "reconciliation",
    "sample",
    "changes",
    "remarks",
    "rules",
    "about",
)
"""In their order."""


def write_about(book: Book) -> None:
    """The account's identification, the sheets, the seal, and the files it all rests on."""
    sheet = Sheet(book, "about", _WIDTHS)
    row = sheet.opening(text("documents.heading.about"))
    for label, value in _facts(book):
        sheet.write(row, 0, label, "row", "quiet")
        sheet.write(row, 1, value, "row")
        row += 1
    row = write_seal(sheet, row + 1)
    row = _sheets(sheet, row + 1)
    row = _imports(sheet, row + 1)
    _files(sheet, row + 1)


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


def _sheets(sheet: Sheet, row: int) -> int:
    """What each sheet is for, to click on, and how they are used though they are protected."""
    sheet.section(row, "sheets")
    for key in SHEETS:
        row += 1
        called = text(f"documents.sheet.{key}")
        place = f"#'{called}'!A1"
        leads = Formula(f"HYPERLINK({quoted(place)},{quoted(called)})", called)
        sheet.write(row, 0, leads, "row")
        sheet.write(row, 1, text(f"documents.about.{key}"), "row")
    for key in ("protected", "filtered", "figures"):
        row += 1
        sheet.note(row, text(f"documents.about.{key}"))
    return row + 1


def _imports(sheet: Sheet, row: int) -> int:
    """The files the postings came from; their rows and sums are on the sheet Afstemning."""
    zone = sheet.book.paper.made_at.tzinfo
    rows: list[tuple[Cell, ...]] = [
        (
            batch.number,
            batch.file,
            batch.size,
            batch.imported_at.astimezone(zone),
            batch.sha256,
        )
        for batch in sheet.book.paper.project.ledger.batches
    ]
    return sheet.table(row, "imports", _IMPORTS, rows)


def _files(sheet: Sheet, row: int) -> None:
    """The vouchers' files, each with its digest and the way back to its posting."""
    files = sheet.book.paper.project.ledger.vouchers
    numbers = {
        voucher.part.posting.id: voucher.part.posting.voucher for voucher in sheet.book.vouchers
    }
    rows = [_file(sheet.book, each, numbers.get(each.posting, "")) for each in files]
    sheet.define("voucher_files", row + 1, 0)
    sheet.table(row, "voucher_files", _FILES, rows)


def _file(book: Book, file: VoucherFile, voucher: str) -> tuple[Cell, ...]:
    place = book.places.get(file.posting)
    shown = text("documents.sheet.vouchers")
    leads: Cell = to_voucher(place[0], shown) if place else None
    name = book.paper.hidden(file.name)
    return voucher or file.posting, name, file.size, leads, file.sha256
