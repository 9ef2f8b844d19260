"""The account itself, each line against its budget, and the explanations as its notes."""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk import explained
from budgetdesk.domain.account import Account, AccountLine
from budgetdesk.domain.money import Money
from budgetdesk.text import amount, percent, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import BODY, QUIET, Heading, headed, labelled, para
from budgetdesk.writers.pdf.page import WIDE, WIDTH
from budgetdesk.writers.pdf.table import Column, column, table

_MONEY = 28 * mm
_NARROW = 25 * mm
_MANY = 7
"""Columns of figures for which the amounts are set narrower."""
_NOTE = 11 * mm
_PERCENT = 20 * mm


def account_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """Budget, actual and deviation per line; where accounts were taken before, how they add up."""
    notes = {line.id: str(number) for number, line in _explained(paper)}
    rows = [
        [words.line_label(line), notes.get(line.id, ""), *_figures(paper, line)]
        for line in paper.account.lines
    ]
    total = [text("documents.total"), "", *_figures(paper, paper.account)]
    yield from headed(heading)
    yield para(text("documents.account.against", approval=words.approval(paper)), QUIET)
    yield table(_columns(paper), rows, total)
    yield para(text("documents.account.sign"), QUIET)
    yield para(explained.deviation_rule(paper.project.rules), QUIET)


def is_wide(paper: AccountPaper) -> bool:
    """Whether there is more to tell of a line than budget and actual."""
    return bool(paper.account.taken_before) or paper.account.planned is not None


def _columns(paper: AccountPaper) -> Sequence[Column]:
    names = list(_figure_columns(paper.account))
    width = WIDE if is_wide(paper) else WIDTH
    money = _MONEY if len(names) < _MANY else _NARROW
    return [
        column("line", width - _NOTE - len(names) * money - _PERCENT),
        column("note", _NOTE),
        *(column(name, money, is_figure=True) for name in names),
        column("percent", _PERCENT, is_figure=True),
    ]


def _figure_columns(account: Account) -> Iterator[str]:
    yield "budget"
    if account.planned is not None:
        yield "account.column.planned"
    if account.taken_before:
        yield from ("earlier", "this", "of_this_corrections", "documents.total")
    else:
        yield "actual"
    yield "deviation"


def _figures(paper: AccountPaper, held: AccountLine | Account) -> list[str]:
    """A line's figures, or all lines'."""
    sums = [held.budget, *([] if paper.account.planned is None else [held.planned])]
    if paper.account.taken_before:
        corrected = held.corrections if isinstance(held, AccountLine) else held.corrected
        sums += [held.earlier, held.this, corrected]
    sums += [held.actual, held.deviation]
    return [*map(_amount, sums), percent(held.deviation_percent)]


def _amount(money: Money | None) -> str:
    """An amount; a dash where nobody says."""
    return text("documents.none") if money is None else amount(money)


def _explained(paper: AccountPaper) -> list[tuple[int, AccountLine]]:
    """The lines with an explanation, and the number of their note."""
    explained = (line for line in paper.account.lines if words.explanation(paper, line))
    return list(enumerate(explained, start=1))


def notes_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """Why lines ended away from their budget."""
    explained = _explained(paper)
    yield from headed(heading)
    if not explained:
        yield para(text("documents.account.no_notes"), BODY)
    for number, line in explained:
        facts = {"number": number, "line": words.line_label(line), "deviation": line.deviation}
        share = percent(line.deviation_percent)
        yield from labelled(text("documents.account.note", **facts, percent=share))
        yield para(words.explanation(paper, line))
