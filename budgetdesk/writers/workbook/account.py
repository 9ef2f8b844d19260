"""Sheet Regnskab: the account's lines, each summed live from the voucher list."""

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk import explained
from budgetdesk.domain.account import Account, AccountLine
from budgetdesk.domain.money import Money
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import (
    cell,
    minus,
    ore,
    percent_cell,
    quoted,
    sum_of,
    sum_where,
    to_vouchers,
    voucher_sum,
)
from budgetdesk.writers.workbook.orders import committed
from budgetdesk.writers.workbook.sheet import Sheet

_FIGURE: Final = 0
"""A column of amounts, as wide as the longest asks for."""
_PLANNED: Final = "account.column.planned"
_WIDTHS: Final = {
    "number": 6,
    "line": 38,
    "budget": _FIGURE,
    _PLANNED: _FIGURE,
    "earlier": _FIGURE,
    "own": _FIGURE,
    "corrections": _FIGURE,
    "this": _FIGURE,
    "actual": _FIGURE,
    "deviation": _FIGURE,
    "percent": 12,
    "committed": _FIGURE,
    "remaining": _FIGURE,
    "is_eligible": 11,
    "partner_number": 10,
    "vouchers": 12,
    "explanation": 46,
}
_TYPED: Final = ("budget", _PLANNED)
_EARLIER: Final = ("earlier", "own", "corrections", "this")
_NAMED: Final = {
    "budget": "budget",
    "earlier": "earlier",
    "corrections": "corrections",
    "this": "this",
    "actual": "costs",
    "deviation": "deviation",
    "committed": "committed",
}
_OF_LINES: Final = {
    "line_budget": "budget",
    "line_actual": "actual",
    "line_eligible": "is_eligible",
    "line_partner": "partner_number",
}


def write_account(book: Book) -> None:
    """The account against the budget."""
    _Lines(book).write()


def _columns(paper: AccountPaper) -> Sequence[str]:
    """What there is to tell of this account."""
    left_out = set()
    if not paper.account.taken_before:
        left_out |= {*_EARLIER}
    if paper.account.planned is None:
        left_out.add(_PLANNED)
    if not any(order.is_open for order in paper.project.orders):
        left_out |= {"committed", "remaining"}
    if not paper.account.partners:
        left_out |= {"partner_number"}
    return [key for key in _WIDTHS if key not in left_out]


class _Lines:
    """The lines of the account, a row each, and their sum."""

    def __init__(self, book: Book) -> None:
        self._paper = book.paper
        self._behind = book.behind
        self._columns = _columns(book.paper)
        self._place = {key: place for place, key in enumerate(self._columns)}
        self._committed = committed(book.paper)
        self._partners = {each.id: n for n, each in enumerate(book.paper.account.partners, 1)}
        self.sheet = Sheet(book, "account", [_WIDTHS[key] or book.figure for key in self._columns])

    def write(self) -> None:
        """The lines from the top of the sheet down."""
        sheet, account = self.sheet, self._paper.account
        head = sheet.opening(words.title(self._paper))
        first = head + 1
        last = max(first, head + len(account.lines))
        for number, line in enumerate(account.lines, start=1):
            self._write(head + number, self._line(head + number, number, line), "row")
        total = self._total(first, last)
        sheet.head(head, self._columns, [total.get(key) for key in self._columns])
        sheet.freeze(first, self._place["budget"])
        self._write(last + 1, total, "total")
        for key, called in _NAMED.items():
            if key in self._place:
                sheet.define(called, last + 1, self._place[key])
        self._below(first, last)

    def _write(self, row: int, cells: Mapping[str, Cell], look: str) -> None:
        for key, place in self._place.items():
            looks = (look, "input") if key in _TYPED and look == "row" else (look,)
            self.sheet.write(row, place, cells.get(key), *looks)

    def _line(self, row: int, number: int, line: AccountLine) -> Mapping[str, Cell]:
        paper, own = self._paper, self._at(row, "number")
        first, count = self._behind.get((Box.LINE, number), (0, 0))
        cells: dict[str, Cell] = {
            "number": number,
            "line": words.line_label(line),
            "budget": line.budget,
            _PLANNED: line.planned,
            "actual": Formula(voucher_sum(Box.LINE, own), line.actual),
            "is_eligible": words.yes_or_no(is_yes=line.is_eligible),
            "partner_number": self._partners.get(line.partner),
            "explanation": words.explanation(paper, line),
            "vouchers": to_vouchers(Box.LINE, own, first, count) if count else None,
        }
        bound = self._committed.get(line.id, Money())
        cells |= self._reckoned(row, line, bound)
        if "earlier" in self._place:
            cells |= self._as_reported(own, line)
        if "committed" in self._place:
            asked = {"order_row": own, "order_is_open": quoted(words.yes_or_no(is_yes=True))}
            cells["committed"] = Formula(sum_where("order_amount", **asked), bound)
        return cells

    def _as_reported(self, own: str, line: AccountLine) -> Mapping[str, Cell]:
        """What was reported: what still stands in the list, and what stands there no more."""
        listed = sum_where("voucher_reported", voucher_box=quoted(Box.LINE.label), voucher_row=own)
        gone = sum_where("correction_unlisted", correction_row=own)
        return {
            "earlier": Formula(ore(f"{listed}+{gone}"), line.earlier),
            "corrections": Formula(
                sum_where("correction_change", correction_row=own), line.corrections
            ),
        }

    def _reckoned(self, row: int, figures: AccountLine | Account, bound: Money) -> dict[str, Cell]:
        """What follows from the other figures of the row."""
        budget, actual, deviation = (self._at(row, k) for k in ("budget", "actual", "deviation"))
        cells: dict[str, Cell] = {
            "deviation": Formula(minus(budget, actual), figures.deviation),
            "percent": percent_cell(deviation, budget, figures.deviation_percent),
        }
        if "this" in self._place:
            corrected = (
                figures.corrections if isinstance(figures, AccountLine) else figures.corrected
            )
            this, earlier, changed = (self._at(row, k) for k in ("this", "earlier", "corrections"))
            cells["this"] = Formula(minus(actual, earlier), figures.this)
            cells["own"] = Formula(minus(this, changed), figures.this - corrected)
        if "remaining" in self._place:
            left = minus(budget, actual, self._at(row, "committed"))
            cells["remaining"] = Formula(left, figures.deviation - bound)
        return cells

    def _total(self, first: int, last: int) -> Mapping[str, Cell]:
        account = self._paper.account
        bound = Money.total(self._committed.get(line.id, Money()) for line in account.lines)
        sums = {
            "budget": account.budget,
            _PLANNED: account.planned or Money(),
            "actual": account.actual,
            "earlier": account.earlier,
            "corrections": account.corrected,
            "committed": bound,
        }
        summed = {
            key: Formula(sum_of(first, last, self._place[key]), value)
            for key, value in sums.items()
            if key in self._place
        }
        return {
            "line": text("documents.total"),
            **summed,
            **self._reckoned(last + 1, account, bound),
        }

    def _below(self, first: int, last: int) -> None:
        """What of the costs is eligible, and how the figures are to be read."""
        sheet, line = self.sheet, self._place["line"]
        sheet.define("first_line", first, line)
        for key, column in _OF_LINES.items():
            if column in self._place:
                sheet.define(key, first, self._place[column], last)
        asked = quoted(words.yes_or_no(is_yes=True))
        eligible = Formula(
            sum_where("line_actual", line_eligible=asked), self._paper.account.eligible
        )
        sheet.write(last + 2, line, text("documents.step.eligible.label"), "quiet")
        sheet.write(last + 2, self._place["actual"], eligible, "quiet")
        sheet.define("eligible", last + 2, self._place["actual"])
        for row, note in enumerate(self._notes(), start=last + 4):
            sheet.note(row, note)

    def _notes(self) -> Sequence[str]:
        source = text("documents.how.budget_source", approval=words.approval(self._paper))
        beside = text("documents.how.beside")
        rule = explained.deviation_rule(self._paper.project.rules)
        sign = text("documents.account.sign")
        notes = [source, text("documents.how.actual"), sign, rule, beside]
        if "earlier" in self._place:
            notes.append(text("documents.how.earlier"))
        return notes

    def _at(self, row: int, key: str) -> str:
        return cell(row, self._place[key])
