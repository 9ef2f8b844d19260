"""Page one: which account this is, its key figures, and what the document holds."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.platypus import Flowable

from budgetdesk.domain.money import Money
from budgetdesk.text import amount, percent, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.facts import key_figures, pairs
from budgetdesk.writers.pdf.flow import (
    BODY,
    DRAFT,
    KICKER,
    LABEL,
    LONG_TITLE,
    TITLE,
    Heading,
    contents,
    para,
    space,
)

_SHORT: Final = 90
"""How many letters a title of three lines has at most."""


def front_page(paper: AccountPaper, headings: Sequence[Heading]) -> Iterator[Flowable]:
    """Title, draft notice, key figures, identification and contents."""
    period = words.long_period(paper.account.period)
    yield space(10)
    yield para(words.title(paper), KICKER)
    title = words.given(paper.project.title)
    yield para(title, TITLE if len(title) <= _SHORT else LONG_TITLE, "H1")
    yield para(text("documents.account.period", period=period), BODY)
    if paper.errors:
        yield para(words.draft_notice(paper), DRAFT)
    yield space(6)
    yield key_figures(_key_figures(paper))
    yield space(8)
    yield pairs(list(words.identification(paper)))
    yield space(8)
    yield para(text("documents.heading.contents"), LABEL)
    yield from contents(headings)


def _key_figures(paper: AccountPaper) -> list[tuple[str, str, str]]:
    account = paper.account
    settlement, cofinancing = account.settlement, account.cofinancing
    share = None if cofinancing is None else cofinancing.actual_percent
    return [
        _figure("costs", account.actual, against=amount(account.budget)),
        _figure("grant", settlement.earned, against=amount(settlement.commitment)),
        _figure("own", account.own, against=percent(share)),
        _figure("repay", settlement.repay, against=amount(settlement.paid_out))
        if settlement.repay
        else _figure("claim", settlement.claim, against=amount(settlement.paid_out)),
    ]


def _figure(key: str, money: Money, against: str) -> tuple[str, str, str]:
    below = text(f"documents.key_figure.{key}_against", against=against)
    return text(f"documents.key_figure.{key}"), amount(money), below
