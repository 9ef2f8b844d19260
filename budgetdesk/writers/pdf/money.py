"""The money from the funder: what may be expected, how it stands, and what each year left."""

from collections.abc import Iterator
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk import explained
from budgetdesk.domain.money import Money
from budgetdesk.domain.payout import Payout, StandingPayment
from budgetdesk.domain.year_end import YearEnd
from budgetdesk.text import amount, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.table import Column, column, table

_MONEY: Final = 27 * mm
_STATE: Final = 34 * mm
_YEAR: Final = 14 * mm
_LATER: Final = ("held_back", "lost", "unknown")
_LEFT: Final = ("available", "used", "left", "beyond")


def expected_payments(paper: AccountPaper) -> Iterator[Flowable]:
    """Each payment of the commitment with its state, and what they come to."""
    standing = paper.account.payout
    yield from headed(Heading(text("money.name.payout"), "payout", level=1))
    for sentence in words.payout_model(standing):
        yield para(sentence, QUIET)
    if standing is None or not standing.payments:
        return
    columns = [
        column("money.column.when", WIDTH - 3 * _MONEY - _STATE),
        *(_money(key) for key in ("amount", "released", "paid")),
        column("money.column.state", _STATE),
    ]
    paid = Money.total(each.paid for each in standing.payments)
    released = Money.total(each.released for each in standing.payments)
    total = [text("documents.total"), *map(amount, (standing.expected, released, paid)), ""]
    yield table(columns, [_payment(paper, each) for each in standing.payments], total)
    yield _sums(standing)


def _payment(paper: AccountPaper, each: StandingPayment) -> list[str]:
    when = paper.hidden(explained.payment_words(each.expected))
    figures = map(amount, (each.expected.amount, each.released, each.paid))
    return [when, *figures, words.name_of(each.state)]


def _sums(standing: Payout) -> Flowable:
    """What can be asked for now, and what comes later, never, or nobody knows."""
    told = ["claimable", *(key for key in _LATER if getattr(standing, key))]
    rows = [[text(f"documents.step.{key}.label"), amount(getattr(standing, key))] for key in told]
    return table([column("after", WIDTH - _MONEY), _money("amount")], rows)


def years_left(paper: AccountPaper) -> Iterator[Flowable]:
    """What each year that is over left, and whether it may go on; nothing where none is."""
    years = words.years_over(paper)
    if not years:
        return
    columns = [
        column("money.column.year", _YEAR),
        *(_money(key) for key in _LEFT),
        column("money.column.verdict", WIDTH - _YEAR - len(_LEFT) * _MONEY),
    ]
    yield from headed(Heading(text("money.name.years"), "years", level=1))
    yield para(text("documents.how.years"), QUIET)
    yield table(columns, [_year(each) for each in years])


def _year(each: YearEnd) -> list[str]:
    beyond = text("documents.none") if each.at_most is None else amount(each.lost)
    figures = map(amount, (each.available, each.used, each.left))
    return [str(each.year), *figures, beyond, explained.carry_over_words(each)]


def _money(key: str) -> Column:
    return column(f"money.column.{key}", _MONEY, is_figure=True)
