"""Sheet Afstemning: from the extracts' rows to the account, each step with its difference of zero.

Rows and sums of every import, where each krone of it ended, and what stands on the account; then
the check; at last every row that was left out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.cells import Cell, Formula, Quantity
from budgetdesk.writers.workbook.control import write_control
from budgetdesk.writers.workbook.formulas import (
    cell,
    minus,
    money_or_dash,
    ore,
    quoted,
    sum_where,
    voucher_sum,
)
from budgetdesk.writers.workbook.sheet import Sheet
from budgetdesk.writers.workbook.sums import Span, summed

_ROWS: Final = (
    "number",
    "file",
    "rows_read",
    "imported",
    "already_there",
    "skipped",
    "filtered_out",
    "row_difference",
)
_SUMS: Final = (
    "number",
    "file",
    "journal_sum",
    "listed",
    "difference",
    "known_sum",
    "control_sum",
    "control_difference",
)
_JOURNAL, _LISTED, _OVER, _KNOWN, _CONTROL, _BEYOND = range(2, 8)
_ENDED: Final = ("number", "file", "listed", *(f"box_{box.value}" for box in Box), "difference")
_ALLOCATED: Final = ("number", "line", "listed", "account_sum", "difference")
_LEFT_OUT: Final = ("number", "raw", "row", "why")


def write_reconciliation(book: Book) -> None:
    """The whole sheet."""
    sheet = Sheet(book, "reconciliation", (7, 50, *(book.figure,) * 8))
    batches = book.paper.project.ledger.batches
    row = sheet.opening(text("documents.heading.reconciliation"))
    sheet.note(row, text("documents.reconciliation.about"))
    row = _rows(sheet, row + 2, batches)
    row = _reasons(sheet, row, batches)
    row = _sums(sheet, row, batches)
    row = _ended(sheet, row, batches)
    row = _allocated(sheet, row)
    row = write_control(sheet, row)
    _left_out(sheet, row, batches)


def _rows(sheet: Sheet, row: int, batches: Sequence[ImportBatch]) -> int:
    """The rows of each extract: imported, there already, skipped or filtered out."""
    rows = [list(_counts(batch, place)) for place, batch in enumerate(batches, start=row + 2)]
    span = summed(sheet, row, "rows", _ROWS, rows)
    _must_be_nothing(sheet, span, len(_ROWS) - 1)
    return span.after


def _counts(batch: ImportBatch, row: int) -> Iterator[Cell]:
    listed = f"SUMIFS({name('voucher_counts')},{name('voucher_batch')},{batch.number})"
    skipped = f"COUNTIFS({name('skipped_batch')},{batch.number})"
    read, *others = (cell(row, column) for column in range(2, len(_ROWS) - 1))
    yield batch.number
    yield batch.file
    yield _count(batch.rows_read)
    yield Formula(listed, _count(len(batch.postings)))
    yield _count(len(batch.already_there))
    yield Formula(skipped, _count(len(batch.skipped)))
    yield _count(batch.filtered_out)
    yield Formula("-".join((read, *others)), _count(0))


def _count(rows: int) -> Quantity:
    return Quantity(Decimal(rows))


def _reasons(sheet: Sheet, row: int, batches: Sequence[ImportBatch]) -> int:
    """How many rows were skipped for each reason, counted in the list of them."""
    counts = Counter(_why(each.reason) for batch in batches for each in batch.skipped)
    rows = [
        (None, said, Formula(f"COUNTIFS({name('skipped_reason')},{cell(place, 1)})", _count(count)))
        for place, (said, count) in enumerate(sorted(counts.items()), start=row + 2)
    ]
    return summed(sheet, row, "skipped", ("number", "why", "count"), rows).after


def _why(reason: str) -> str:
    return text(f"import.skipped.{reason}")


def _sums(sheet: Sheet, row: int, batches: Sequence[ImportBatch]) -> int:
    """The sum of each import by its journal and by the list; by the finance system where told."""
    rows = [_sum_row(batch, place) for place, batch in enumerate(batches, start=row + 2)]
    beyond = ("control_sum", "control_difference")
    span = summed(sheet, row, "sums", _SUMS, rows, leave=beyond)
    if not rows:
        sheet.formula(span.sums, _JOURNAL, "0", ZERO, "quiet")
    sheet.define("imported", span.sums, _JOURNAL)
    for column in (_OVER, _BEYOND):
        _must_be_nothing(sheet, span, column)
    sheet.note(span.sums + 1, text("documents.reconciliation.sums"))
    return span.after + 1


def _sum_row(batch: ImportBatch, row: int) -> list[Cell]:
    journal, listed, known, control = (
        cell(row, column) for column in (_JOURNAL, _LISTED, _KNOWN, _CONTROL)
    )
    over = batch.control_difference
    return [
        batch.number,
        batch.file,
        batch.sum,
        Formula(_listed(batch), batch.sum),
        Formula(minus(journal, listed), ZERO),
        batch.already_there_sum,
        money_or_dash(batch.control_total),
        None if over is None else Formula(ore(f"{journal}+{known}-{control}"), over),
    ]


def _listed(batch: ImportBatch) -> str:
    """What the voucher list holds of an import."""
    return sum_where("voucher_amount", voucher_batch=str(batch.number))


def _ended(sheet: Sheet, row: int, batches: Sequence[ImportBatch]) -> int:
    """Where the money of each import ended; what is not on the account is told by its box."""
    found = _by_batch(sheet.book)
    rows = [_ended_row(batch, place, found) for place, batch in enumerate(batches, start=row + 2)]
    sheet.define("ended", row, 0)
    span = summed(sheet, row, "ended", _ENDED, rows)
    difference = _ENDED.index("difference")
    sheet.define("difference", span.sums, difference)
    _must_be_nothing(sheet, span, difference)
    return span.after


def _ended_row(batch: ImportBatch, row: int, found: dict[tuple[int, Box], Money]) -> list[Cell]:
    boxes = [
        Formula(
            voucher_sum(box, voucher_batch=str(batch.number)), found.get((batch.number, box), ZERO)
        )
        for box in Box
    ]
    parts = f"SUM({cell(row, 3)}:{cell(row, 2 + len(Box))})"
    difference = Formula(minus(cell(row, 2), parts), ZERO)
    return [batch.number, batch.file, Formula(_listed(batch), batch.sum), *boxes, difference]


def _by_batch(book: Book) -> dict[tuple[int, Box], Money]:
    """What ended in each box of each import."""
    numbers = {
        posting.id: batch.number
        for batch in book.paper.project.ledger.batches
        for posting in batch.postings
    }
    sums: Counter[tuple[int, Box]] = Counter()
    for voucher in book.vouchers:
        sums[numbers[voucher.part.posting.id], voucher.box] += voucher.part.amount.ore
    return {key: Money(amount) for key, amount in sums.items()}


def _allocated(sheet: Sheet, row: int) -> int:
    """Line by line: what the list holds by another kind of sum, and what the account says."""
    box, numbers, amounts = (name(f"voucher_{key}") for key in ("box", "row", "amount"))
    rows: list[Sequence[Cell]] = []
    for number, line in enumerate(sheet.book.paper.account.lines, start=1):
        asked = f"({box}={quoted(Box.LINE.label)})*({numbers}={number})"
        listed, stands = (cell(row + 1 + number, column) for column in (2, 3))
        rows.append(
            (
                number,
                words.line_label(line),
                Formula(ore(f"SUMPRODUCT({asked},{amounts})"), line.actual),
                Formula(f"INDEX({name('line_actual')},{number})", line.actual),
                Formula(minus(listed, stands), ZERO),
            )
        )
    span = summed(sheet, row, "allocated", _ALLOCATED, rows)
    _must_be_nothing(sheet, span, _ALLOCATED.index("difference"))
    return span.after


def _must_be_nothing(sheet: Sheet, span: Span, column: int) -> None:
    """A difference that is not zero stands out; one that nobody can tell does not."""
    sheet.warn_unless(span.first, span.sums, column, "0")


def _left_out(sheet: Sheet, row: int, batches: Sequence[ImportBatch]) -> None:
    """Every row that gave no posting, with its reason, as it stood in the file but for names."""
    hide = sheet.book.paper.hidden
    rows = [
        (batch.number, hide(each.raw), each.row, _why(each.reason))
        for batch in batches
        for each in batch.skipped
    ]
    end = sheet.list(row, "left_out", _LEFT_OUT, rows)
    for key, column in (("skipped_batch", "number"), ("skipped_reason", "why")):
        sheet.define(key, row + 2, _LEFT_OUT.index(column), end - 1)
