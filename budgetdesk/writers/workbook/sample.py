"""Sheet Stikprøve: what the auditor drew by which rule, ticked off, asked and found."""

from collections.abc import Iterator
from typing import Final

from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.review import Review, ReviewItem
from budgetdesk.domain.value import PostingId
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import cell as at
from budgetdesk.writers.workbook.formulas import (
    cut_percent,
    ore,
    quoted,
    sum_of,
    to_voucher,
)
from budgetdesk.writers.workbook.sheet import Sheet

_COLUMNS: Final = (
    "entry",
    "running",
    "voucher",
    "text",
    "amount",
    "mark",
    "review_note",
    "error_type",
    "deducted",
    "answer",
    "by",
    "on",
)
_TEXT, _AMOUNT, _DEDUCTED = (_COLUMNS.index(key) for key in ("text", "amount", "deducted"))


def write_sample(book: Book) -> None:
    """Every review, the latest first; a plain sentence where none was made."""
    widths = (12, 9, 14, 32, book.figure, 12, 36, 18, book.figure, 36, 16, 12)
    sheet = Sheet(book, "sample", widths)
    row = sheet.opening(text("documents.heading.sample"))
    reviews = book.paper.project.reviews
    if not reviews:
        sheet.note(row, text("documents.none_of.sample"))
        return
    postings = {
        posting.id: posting
        for batch in book.paper.project.ledger.batches
        for posting in batch.postings
    }
    writer = _Writer(sheet, postings)
    for number, review in enumerate(reversed(reviews)):
        row = writer.write(row, review, is_latest=not number)


class _Writer:
    """Writes reviews one below the other."""

    def __init__(self, sheet: Sheet, postings: dict[PostingId, Posting]) -> None:
        self._sheet = sheet
        self._book = sheet.book
        self._postings = postings

    def write(self, row: int, review: Review, *, is_latest: bool) -> int:
        """How it was drawn, then what was drawn; only one list of a sheet can be filtered."""
        sheet = self._sheet
        for label, value in self._facts(review):
            sheet.note(row, text(f"documents.review.{label}", value=value), "text")
            row += 1
        rows = [self._item(item) for item in review.items]
        write = sheet.list if is_latest else sheet.table
        end = write(row + 1, "drawn", _COLUMNS, rows)
        if not rows:
            return end + 1
        return self._below(row + 3, end, review, rows)

    def _facts(self, review: Review) -> Iterator[tuple[str, object]]:
        none = text("documents.none")
        yield "auditor", words.given(review.auditor)
        yield "at", review.at.astimezone(self._book.paper.made_at.tzinfo)
        yield "method", words.name_of(review.method)
        yield "seed", review.seed or none
        yield "size", review.size or none
        yield "at_least", none if review.at_least is None else words.kroner(review.at_least)
        yield "account", review.account
        yield "digest", review.digest or none

    def _item(self, item: ReviewItem) -> list[Cell]:
        hide = self._book.paper.hidden
        posting = self._postings.get(item.posting)
        return [
            *self._place(item),
            item.voucher,
            hide(posting.text) if posting else "",
            self._amount(item),
            words.name_of(item.mark),
            hide(item.note),
            words.name_of(item.error) if item.error else "",
            item.deducted,
            hide(item.answer),
            item.answered_by,
            item.answered_on,
        ]

    def _place(self, item: ReviewItem) -> Iterator[Cell]:
        """The posting's place in the list, where it still stands, and its running number."""
        place = self._book.places.get(item.posting)
        yield to_voucher(place[0], item.posting) if place else item.posting
        yield self._book.paper.numbers.get(item.posting)

    def _amount(self, item: ReviewItem) -> Cell:
        place = self._book.places.get(item.posting)
        if place is None:
            return item.amount
        parts = f"({name('voucher_entry')}={quoted(item.posting)})*1"
        return Formula(ore(f"SUMPRODUCT({parts},{name('voucher_amount')})"), place[1])

    def _below(self, first: int, end: int, review: Review, rows: list[list[Cell]]) -> int:
        """What was drawn of all costs, and what the findings take off."""
        sheet, account = self._sheet, self._book.paper.account
        told = (row[_AMOUNT] for row in rows)
        drawn = Money.total(
            each
            for cell in told
            for each in (cell.value if isinstance(cell, Formula) else cell,)
            if isinstance(each, Money)
        )
        cells: list[Cell] = [None] * len(_COLUMNS)
        cells[0] = text("documents.total")
        cells[_AMOUNT] = Formula(sum_of(first, end - 1, _AMOUNT), drawn)
        cells[_DEDUCTED] = Formula(sum_of(first, end - 1, _DEDUCTED), review.deducted)
        sheet.total(end, cells)
        sheet.write(end + 1, _TEXT, text("documents.review.covers"), "quiet")
        share = cut_percent(at(end, _AMOUNT), name("costs"))
        value = words.or_dash(drawn.percent_of(account.actual))
        sheet.write(end + 1, _AMOUNT, Formula(share, value), "quiet", "right")
        return end + 3
