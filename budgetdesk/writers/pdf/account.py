"""The account itself, each line against its budget, and the explanations as its notes."""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.account import Account, AccountLine
from budgetdesk.text import amount, percent, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import BODY, QUIET, Heading, headed, labelled, para
from budgetdesk.writers.pdf.page import WIDE, WIDTH
from budgetdesk.writers.pdf.table import Column, table

_MONEY = 28 * mm
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


def _columns(paper: AccountPaper) -> Sequence[Column]:
    names = ["documents.column.budget", "documents.column.actual"]
    if paper.account.taken_before:
        added = ("earlier", "this", "corrections", "total")
        names[1:] = [f"account_pdf.column.{name}" for name in added]
    names.append("documents.column.deviation")
    width = WIDE if paper.account.taken_before else WIDTH
    return [
        Column(text("documents.column.line"), width - _NOTE - len(names) * _MONEY - _PERCENT),
        Column(text("documents.column.note"), _NOTE),
        *(Column(text(name), _MONEY, is_figure=True) for name in names),
        Column(text("documents.column.percent"), _PERCENT, is_figure=True),
    ]


def _figures(paper: AccountPaper, held: AccountLine | Account) -> list[str]:
    """A line's figures, or all lines'."""
    sums = [held.budget, held.actual, held.deviation]
    if paper.account.taken_before:
        corrected = held.corrections if isinstance(held, AccountLine) else held.corrected
        sums[1:2] = [held.earlier, held.this, corrected, held.actual]
    return [*(amount(money) for money in sums), percent(held.deviation_percent)]


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
