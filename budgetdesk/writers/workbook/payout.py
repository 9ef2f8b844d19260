"""Sheet Opgørelse, what may be expected of the funder: the commitment by the call's own model."""

from collections.abc import Sequence
from typing import Final

from budgetdesk import explained
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.payout import Payout, PayoutState, StandingPayment, Trigger
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import cell, minus, never_negative, ore, quoted
from budgetdesk.writers.workbook.steps import Steps

_COLUMNS: Final = tuple(
    f"money.column.{key}" for key in ("when", "amount", "released", "paid", "state")
)
_WHEN, _AMOUNT, _RELEASED, _PAID, _STATE = range(len(_COLUMNS))


def write_payout(steps: Steps) -> None:
    """Each payment with its state, and what they come to on the account's last day."""
    standing, sheet = steps.account.payout, steps.sheet
    steps.section("money.name.payout")
    for sentence in words.payout_model(standing):
        steps.note(sentence)
    if standing is None or not standing.payments:
        return
    first = steps.row + 1
    rows = _Rows(steps.paper, standing, first)
    written = [rows.cells(place, each) for place, each in enumerate(standing.payments)]
    sheet.head(steps.row, _COLUMNS, written[0])
    end = sheet.body(first, written, "row")
    sheet.mark_input(first, _AMOUNT, [each[_AMOUNT] for each in written])
    sheet.total(end, rows.sums())
    steps.row = end + 2
    rows.tell(steps)


class _Rows:
    """The payments from a row down, as formulas of what is earned and what was paid."""

    def __init__(self, paper: AccountPaper, standing: Payout, first: int) -> None:
        self._hidden, self._standing = paper.hidden, standing
        self._first, self._last = first, first + len(standing.payments) - 1

    def cells(self, place: int, each: StandingPayment) -> Sequence[Cell]:
        """A payment: what brings it, what it is, how much of it is released and paid."""
        row = self._first + place
        amount, state = cell(row, _AMOUNT), words.name_of(each.state)
        return (
            self._hidden(explained.payment_words(each.expected)),
            each.expected.amount,
            self._released(each, amount),
            Formula(self._paid(row, amount), each.paid),
            state,
        )

    def _released(self, each: StandingPayment, amount: str) -> Cell:
        """Of what comes on accounts, what is earned; else all of it or nothing."""
        if each.expected.trigger is Trigger.ACCOUNT:
            earned = never_negative(f"MIN({name('earned')},{amount})")
            return Formula(earned, each.released)
        return Formula(amount, each.released) if each.released else ZERO

    def _paid(self, row: int, amount: str) -> str:
        """What was paid fills the payments in their order, but those that are lost."""
        above = f"-SUM({cell(self._first, _PAID)}:{cell(row - 1, _PAID)})"
        left = name("paid_out") + (above if row > self._first else "")
        lost = quoted(words.name_of(PayoutState.LOST))
        filled = ore(never_negative(f"MIN({left},{amount})"))
        return f"IF({cell(row, _STATE)}={lost},0,{filled})"

    def sums(self) -> Sequence[Cell]:
        """What the columns come to."""
        payments = self._standing.payments
        told = {
            _AMOUNT: self._standing.expected,
            _RELEASED: Money.total(each.released for each in payments),
            _PAID: Money.total(each.paid for each in payments),
        }
        cells: list[Cell] = [Formula(self._sum(column), told[column]) for column in sorted(told)]
        return [text("documents.total"), *cells, None]

    def tell(self, steps: Steps) -> None:
        """What can be asked for now, and what comes later, never, or nobody knows."""
        standing, paid = self._standing, name("paid_out")
        payable, entitled = self._sum(_RELEASED), self._sum(_AMOUNT)
        if standing.is_closing:
            payable, entitled = f"MIN({payable},{name('earned')})", name("earned")
        steps.formula("claimable", never_negative(minus(payable, paid)), standing.claimable)
        held = PayoutState.HELD_BACK
        kept = minus(self._of_state(_AMOUNT, held), self._of_state(_PAID, held))
        rest = never_negative(minus(entitled, f"MAX({payable},{paid})"))
        reckoned = {
            "held_back": f"MIN({kept},{rest})",
            "lost": self._of_state(_AMOUNT, PayoutState.LOST),
            "unknown": self._of_state(_AMOUNT, PayoutState.UNKNOWN),
        }
        for key, formula in reckoned.items():
            if value := getattr(standing, key):
                steps.formula(key, formula, value)

    def _sum(self, column: int) -> str:
        return ore(f"SUM({self._span(column)})")

    def _of_state(self, column: int, state: PayoutState) -> str:
        asked = quoted(words.name_of(state))
        return ore(f"SUMIFS({self._span(column)},{self._span(_STATE)},{asked})")

    def _span(self, column: int) -> str:
        return f"{cell(self._first, column)}:{cell(self._last, column)}"
