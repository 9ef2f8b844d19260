"""The figures beside the account: funding, co-financing, settlement, reconciliation."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.account import CofinancingResult
from budgetdesk.text import amount, danish, percent, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import QUIET, Heading, headed, para
from budgetdesk.writers.pdf.money import expected_payments, years_left
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.table import Column, column, table
from budgetdesk.writers.vouchers import Box, box_totals

_MONEY = 27 * mm
_DAY = 24 * mm


def funding_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """What each source was to bring and brought."""
    account = paper.account
    columns = [column("source", WIDTH - 2 * _MONEY), _money("budget"), _money("actual")]
    rows = [
        [words.name_of(row.source), amount(row.budget), amount(row.actual)]
        for row in account.funding
    ]
    sums = (amount(account.funding_budget), amount(account.funding_actual))
    yield from headed(heading)
    yield para(text("documents.funding.about"), QUIET)
    yield table(columns, rows, [text("documents.total"), *sums])
    yield from headed(Heading(text("documents.heading.cofinancing"), "cofinancing", level=1))
    yield para(words.cofinancing_verdict(paper))
    if account.cofinancing is not None:
        yield _cofinancing(account.cofinancing)


def _cofinancing(result: CofinancingResult) -> Flowable:
    """The demand in amounts."""
    base = _step("base", base=words.name_of(result.base))
    required = _step("required", percent=percent(result.required_percent))
    return table(
        [column("cofinancing", WIDTH - _MONEY), _money("amount")],
        [
            [base, amount(result.base_amount)],
            [required, amount(result.required)],
            [_step("actual"), amount(result.actual)],
        ],
        [_step("missing"), amount(result.missing)],
    )


def settlement_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """What the grant is limited by, what is earned, and what is still to be paid either way."""
    settlement = paper.account.settlement
    limits = [[_step(name), amount(money)] for name, money in settlement.limits.items()]
    over = "repay" if settlement.is_final else "advance"
    after = ("unused", "paid_out", "claim", over)
    results = [[_step(name), amount(getattr(settlement, name))] for name in after]
    yield from headed(heading)
    yield para(next(words.reading(paper)), QUIET)
    yield table(
        [column("limit", WIDTH - _MONEY), _money("amount")],
        limits,
        [_step("earned"), amount(settlement.earned)],
    )
    yield table([column("after", WIDTH - _MONEY), _money("amount")], results)
    yield from _readings(paper)
    yield from _payments(paper)
    yield from expected_payments(paper)
    yield from years_left(paper)


def _readings(paper: AccountPaper) -> Iterator[Flowable]:
    """What each reading would give."""
    rows = [
        [words.name_of(reading), amount(money)]
        for reading, money in paper.account.settlement.alternatives.items()
    ]
    yield from headed(Heading(text("documents.heading.readings"), "readings", level=1))
    yield table([column("reading", WIDTH - _MONEY), _money("grant")], rows)


def _payments(paper: AccountPaper) -> Iterator[Flowable]:
    """What the funder has paid, and when."""
    paid = paper.project.payments
    yield from headed(Heading(text("documents.heading.payments"), "payments", level=1))
    if not paid:
        yield para(text("documents.none_of.payments"))
        return
    columns = [column("on", _DAY), column("payment_note", WIDTH - _DAY - _MONEY), _money("amount")]
    rows = [[danish(each.on), paper.hidden(each.note), amount(each.amount)] for each in paid]
    yield table(columns, rows, [text("documents.total"), "", amount(paper.project.paid_out)])


def reconciliation_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """Everything imported, and where it ended; the difference must be zero."""
    sums = paper.account.reconciliation
    boxes = box_totals(paper.account)
    rows = [[box.label, amount(boxes[box])] for box in Box]
    yield from headed(heading)
    yield para(text("documents.reconciliation.about"), QUIET)
    yield table(
        [column("box", WIDTH - _MONEY), _money("amount")],
        [[_step("imported"), amount(sums.imported)], *rows],
        [_step("difference"), amount(sums.difference)],
    )


def _step(key: str, **facts: object) -> str:
    return text(f"documents.step.{key}.label", **facts)


def _money(name: str) -> Column:
    return column(name, _MONEY, is_figure=True)
