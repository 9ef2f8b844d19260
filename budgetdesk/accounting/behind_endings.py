"""What stands behind the figures of a way the project could end."""

from collections.abc import Iterator

from budgetdesk.accounting.behind import (
    OTHERS,
    Contribution,
    Kind,
    minus,
    orders,
    paid,
    promised,
    received,
    total,
    used,
)
from budgetdesk.domain.account import Account
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.ending import Ending, EndingBasis
from budgetdesk.domain.project import Project


def of_ending(
    project: Project, account: Account, ending: Ending, figure: str
) -> Iterator[Contribution]:
    """What a figure of `Ending` is made of."""
    match figure:
        case "costs":
            yield from _costs(project, account, ending)
        case "grant":
            yield from _grant(project, account, ending)
        case "unused":
            yield from promised(project, FundingSource.GRANT)
            yield from minus(_grant(project, account, ending))
        case _:
            yield from _due(project, account, ending, figure)


def _costs(project: Project, account: Account, ending: Ending) -> Iterator[Contribution]:
    yield from used(account.lines)
    if ending.basis is EndingBasis.ORDERED:
        yield from orders(each for each in project.orders if each.is_open)


def _grant(project: Project, account: Account, ending: Ending) -> Iterator[Contribution]:
    """What the costs leave when others and the recipient have borne theirs; kept, the promise."""
    if ending.reading is None:
        yield from promised(project, FundingSource.GRANT)
        return
    yield from _costs(project, account, ending)
    yield from minus(received(project, account, OTHERS))
    if ending.own:
        yield Contribution(kind=Kind.OWN_PART, amount=-ending.own)


def _due(project: Project, account: Account, ending: Ending, figure: str) -> Iterator[Contribution]:
    """What would be claimed or repaid: never below nothing, nor what is too small to be claimed."""
    due = (*_grant(project, account, ending), *minus(paid(project)))
    over = due if figure == "claim" else tuple(minus(due))
    yield from over
    rest = (ending.claim if figure == "claim" else ending.repay) - total(over)
    if rest:
        kind = Kind.LET_GO if ending.is_let_go and figure == "repay" else Kind.FLOOR
        yield Contribution(kind=kind, amount=rest)
