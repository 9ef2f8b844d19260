"""Sheet Bilagsliste: every part of every posting, what all figures are summed from.

The columns that tell stand first and are printed; those that lead on and reckon stand to their
right. What a formula leads to is looked up, never counted: so the list can be sorted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from budgetdesk.accounting.partners import known_partners, owner
from budgetdesk.accounting.reported import taken_before
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.vouchers import Box, Voucher
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import link
from budgetdesk.writers.workbook.sheet import Sheet

_PRINTED: Final = {
    "number": 7,
    "running": 8,
    "voucher": 14,
    "day": 12,
    "gl_code": 13,
    "text": 36,
    "supplier": 24,
    "amount": 15,
    "box": 21,
    "target_number": 7,
    "target": 30,
    "reason": 26,
}
_BESIDE: Final = {
    "leads_to": 15,
    "voucher_files": 12,
    "placed_by": 16,
    "is_inside": 10,
    "voucher_date": 12,
    "posting_date": 12,
    "entry": 11,
    "batch": 8,
    "is_posting": 10,
}
_RANGES: Final = {
    "voucher_number": "number",
    "voucher_amount": "amount",
    "voucher_day": "day",
    "voucher_box": "box",
    "voucher_row": "target_number",
    "voucher_entry": "entry",
    "voucher_batch": "batch",
    "voucher_counts": "is_posting",
    "voucher_reported": "reported",
    "voucher_partner": "partner_number",
}
_AMOUNTS: Final = frozenset(("amount", "reported"))
_PLACES: Final = {Box.LINE: ("account", "first_line"), Box.RECEIVED: ("funding", "first_source")}


def write_vouchers(book: Book) -> None:
    """The list, its sum above it: of the rows shown, as the reader filters."""
    columns = {**_PRINTED, **_BESIDE, **_asked_for(book.paper)}
    names = list(columns)
    amount = names.index("amount")
    columns["amount"] = book.figure
    sheet = Sheet(book, "vouchers", list(columns.values()))
    head = sheet.opening(text("documents.heading.vouchers")) + 1
    sheet.write(head - 1, amount - 1, text("documents.step.shown.label"), "quiet", "right")
    shown = Money.total(voucher.part.amount for voucher in book.vouchers)
    sheet.formula(head - 1, amount, f"SUBTOTAL(109,{name('voucher_amount')})", shown, "strong")
    rows = _Rows(book, names, head + 1)
    sheet.head(head, names, rows.likeness)
    sheet.freeze(head + 1, 3)
    last = max(head + 1, sheet.body(head + 1, rows.all(), "row", "open") - 1)
    sheet.define("voucher_head", head, 0)
    for key, column in _RANGES.items():
        if column in names:
            sheet.define(key, head + 1, names.index(column), last)
    sheet.sortable(head, last, len(names) - 1)
    sheet.print_to(last, len(_PRINTED) - 1)


def _asked_for(paper: AccountPaper) -> Mapping[str, int]:
    """The columns only some accounts need."""
    wanted = {
        "reported": bool(paper.account.taken_before),
        "partner_number": bool(paper.account.partners),
    }
    return {key: 15 for key, is_wanted in wanted.items() if is_wanted}


class _Rows:
    """The rows of the list, and what they have to look up."""

    def __init__(self, book: Book, names: Sequence[str], first: int) -> None:
        paper = book.paper
        self._book, self._names, self._first = book, names, first
        self._batches = {
            posting.id: batch.number
            for batch in paper.project.ledger.batches
            for posting in batch.postings
        }
        self._reported = dict(reported(paper))
        self._partners = _partners(paper)
        self._voucher_files = _voucher_files(paper)
        self._leads_to = {box: _leads_to(box) for box in Box}
        self._row_column = xl_col_to_name(names.index("target_number"))
        self._inside = [words.yes_or_no(is_yes=each) for each in (False, True)]

    @property
    def likeness(self) -> list[Cell]:
        """What a row's cells are like, for the heads."""
        return [Money() if key in _AMOUNTS else None for key in self._names]

    def all(self) -> Iterator[Sequence[Cell]]:
        """The rows, in the order of the list."""
        numbers, seen = self._book.paper.numbers, set[PostingId]()
        labels = {box: box.label for box in Box}
        for row, voucher in enumerate(self._book.vouchers, start=self._first + 1):
            part, posting, box = voucher.part, voucher.part.posting, voucher.box
            before, after, shown = self._leads_to[box]
            is_first = posting.id not in seen
            seen.add(posting.id)
            yield (
                voucher.number,
                numbers.get(posting.id),
                posting.voucher,
                voucher.day,
                posting.gl_code,
                voucher.text,
                voucher.supplier,
                part.amount,
                labels[box],
                voucher.target_number or None,
                voucher.target,
                voucher.reason,
                Formula(f"{before}{self._row_column}{row}{after}", shown),
                self._voucher_files.get(posting.id),
                voucher.placed_by,
                self._inside[not part.is_outside],
                posting.voucher_date,
                posting.posting_date,
                posting.id,
                self._batches[posting.id],
                int(is_first),
                *self._asked_for(voucher),
            )

    def _asked_for(self, voucher: Voucher) -> Iterator[Cell]:
        """What only some accounts need; a posting was reported once, in however many parts."""
        target = voucher.part.target
        if "reported" in self._names:
            is_cost = voucher.box is Box.LINE
            key = voucher.part.posting.id, target
            yield self._reported.pop(key, None) if is_cost else None
        if "partner_number" in self._names:
            yield self._partners.get(target) if voucher.target_number else None


def _leads_to(box: Box) -> tuple[str, str, str]:
    """The formula that leads to where a voucher counts, before and after its row's own cell.

    From a line or a source to its row; from any other box to the reconciliation.
    """
    sheet, first = _PLACES.get(box, ("reconciliation", "ended"))
    shown = text(f"documents.sheet.{sheet}")
    row = f"ROW({name(first)})-1+" if box in _PLACES else f"ROW({name(first)})+0*"
    before, _, after = link(sheet, "B", row + "@", shown).formula.partition("@")
    return before, after, shown


def _voucher_files(paper: AccountPaper) -> Mapping[PostingId, Formula]:
    """What leads from a posting to the first of its files on the sheet Om, where their digests are.

    The files stand there in their own order.
    """
    files = paper.project.ledger.vouchers
    counts = Counter(file.posting for file in files)
    found: dict[PostingId, Formula] = {}
    for place, file in enumerate(files, start=1):
        if file.posting not in found:
            shown = text("documents.link.files", count=counts[file.posting])
            row = f"ROW({name('voucher_files')})+{place}"
            found[file.posting] = link("about", "A", row, shown)
    return found


def reported(paper: AccountPaper) -> Mapping[tuple[PostingId, str], Money]:
    """What accounts taken before this one reported, by posting and line."""
    sums: dict[tuple[PostingId, str], Money] = {}
    for account in taken_before(paper.project.accounts, paper.account.period):
        for entry in account.entries:
            key = entry.posting, str(entry.line)
            sums[key] = sums.get(key, Money()) + entry.amount
    return {key: amount for key, amount in sums.items() if amount}


def _partners(paper: AccountPaper) -> Mapping[str, int]:
    """Whose a line or a source is, as the number of the organisation among the account's."""
    numbers = {each.id: number for number, each in enumerate(paper.account.partners, start=1)}
    there = known_partners(paper.project)
    lines = {str(line.id): line.partner for line in paper.account.lines}
    versions = (*paper.project.versions, paper.project.base_budget)
    sources = {
        str(line.id): owner(line.partner, there) for each in versions for line in each.funding
    }
    return {key: numbers[whose] for key, whose in {**sources, **lines}.items() if whose in numbers}
