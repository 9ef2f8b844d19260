"""Taking accounts, and what is ordered before it is invoiced."""

from datetime import date

from msgspec.structs import replace

from budgetdesk.accounting.numbers import new_numbers
from budgetdesk.accounting.reported import entries
from budgetdesk.domain.account import Account
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.order import Order
from budgetdesk.domain.project import Project
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.errors import BudgetDeskError


def take(project: Project, account: Account, *, on: date, by: str) -> Project:
    """Keeps an account, drawn up from this project, as it is sent in on a day by somebody.

    Raises:
        BudgetDeskError: `account.taken`, when one of the very same period is taken already: what
            changed since is told by the next account, or the last one is taken back.
    """
    taken = taken_of(project, account, on=on, by=by)
    return replace(project, accounts=(*project.accounts, taken))


def taken_of(project: Project, account: Account, *, on: date, by: str) -> TakenAccount:
    """What is kept of an account drawn up from this project; raises as `take`."""
    before = project.accounts
    for each in before:
        if each.period == account.period:
            raise BudgetDeskError("account.taken", on=each.on, by=each.by)
    return TakenAccount(
        kind=account.kind,
        period=account.period,
        on=on,
        by=by.strip(),
        digest=account.digest,
        earned=account.settlement.earned,
        entries=entries(before, account.lines),
        numbers=new_numbers(account, project),
    )


def take_back(project: Project) -> Project:
    """Takes the last account back, with the running numbers it gave.

    Raises:
        BudgetDeskError: `account.none_taken`; `account.is_sealed`, it is opened again instead.
    """
    if not project.accounts:
        raise BudgetDeskError("account.none_taken")
    sealed = project.seal_of(project.accounts[-1].period)
    if sealed is not None:
        raise BudgetDeskError("account.is_sealed", at=sealed.at, by=sealed.by)
    return replace(project, accounts=project.accounts[:-1])


def set_orders(project: Project, orders: tuple[Order, ...]) -> Project:
    """Sets what is ordered and not invoiced, in the order of the days.

    Raises:
        BudgetDeskError: `budget.unknown_line`; `account.order_amount`, an amount of nothing or
            less binds nothing; `account.order_ended`, ended before it was made.
    """
    known = {line.id for version in project.versions for line in version.lines}
    for order in orders:
        if order.line not in known:
            raise BudgetDeskError("budget.unknown_line", id=order.line)
        if order.amount <= ZERO:
            raise BudgetDeskError("account.order_amount", text=order.text, amount=order.amount)
        if order.ended is not None and order.ended < order.on:
            raise BudgetDeskError("account.order_ended", text=order.text, ended=order.ended)
    return replace(project, orders=tuple(sorted(orders, key=lambda order: order.on)))
