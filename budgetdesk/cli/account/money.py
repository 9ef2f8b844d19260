"""What is told of the money: the settlement step by step, the payments, and what each year left."""

from datetime import date

from budgetdesk import explained
from budgetdesk.accounting.payout import payout
from budgetdesk.domain.account import Account, Settlement
from budgetdesk.domain.ending import Ending
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.payout import Payout, PayoutState, StandingPayment
from budgetdesk.domain.project import Project
from budgetdesk.text import label, text


def show_money(project: Project, account: Account, today: date) -> None:
    """Everything about the money that the account leads to, on a day."""
    _settlement(account.settlement)
    settlement = account.settlement
    standing = payout(project, account.kind, account.period, settlement.earned, today)
    if standing is None:
        print(text("money.no_model"))
    else:
        _payout(standing)
    for year in account.year_ends:
        if year.last_day < today:
            print(explained.year_end_words(year))
    for ending in account.endings:
        _ending(ending)


def _settlement(settlement: Settlement) -> None:
    for name, limit in settlement.limits.items():
        print(text("money.limit", name=text(f"documents.step.{name}.label"), amount=limit))
    facts = {"reading": label(settlement.reading)}
    print(text("money.assumed" if settlement.is_assumed else "money.reading", **facts))
    if settlement.is_let_go:
        over = settlement.paid_out - settlement.earned
        print(text("money.let_go", amount=over))


def _payout(standing: Payout) -> None:
    print(text("money.head", on=standing.on, model=label(standing.model)))
    for each in standing.payments:
        print(_payment(each))
    for words in explained.payout_words(standing):
        print(f"  {words}")


def _payment(payment: StandingPayment) -> str:
    expected = payment.expected
    because = text(f"money.because.{payment.state.value}")
    if payment.state is PayoutState.RELEASED and payment.released < expected.amount:
        left = max(payment.released - payment.paid, ZERO)
        because = text("money.released_part", amount=left)
    facts = {"amount": expected.amount, "paid": payment.paid, "state": because}
    return text("money.payment", when=explained.payment_words(expected), **facts)


def _ending(ending: Ending) -> None:
    name = label(ending.reading) if ending.reading else text("periods.kept_whole")
    facts = {"grant": ending.grant, "unused": ending.unused, "own": ending.own}
    key = "ending" if ending.is_allowed else "not_allowed"
    print(text(f"money.{key}", way=name, basis=label(ending.basis), **facts))
