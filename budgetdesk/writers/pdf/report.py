"""The report (regnskabsberetning): the account in a few sentences, made from its own figures."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.goal import Goal
from budgetdesk.text import number, percent, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.table import Column, column, table

_FIGURE = 28 * mm
_HUNDREDTH = Decimal("0.01")


def report_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """What was used and earned, how it differs, what was found, and whether the goals were met."""
    yield from headed(heading)
    yield para(" ".join(_costs(paper)))
    yield para(" ".join(_grant(paper)))
    yield para(" ".join(_remarks(paper)))
    goals = paper.project.goals
    if goals:
        yield from headed(Heading(text("documents.heading.goals"), "goals", level=1))
        yield para(text("account_pdf.report.goals"), QUIET)
        yield table(_goal_columns(), [_goal(paper, goal) for goal in goals])


def _costs(paper: AccountPaper) -> Iterator[str]:
    account = paper.account
    yield _said(
        "costs",
        actual=words.kroner(account.actual),
        budget=words.kroner(account.budget),
        deviation=words.kroner(account.deviation),
        percent=percent(account.deviation_percent),
    )
    if account.taken_before:
        sums = {name: getattr(account, name) for name in ("earlier", "this", "corrected")}
        yield _said("earlier", **{name: words.kroner(money) for name, money in sums.items()})
    explained = sum(1 for line in account.lines if words.explanation(paper, line))
    yield _said("notes", count=explained) if explained else text("documents.account.no_notes")


def _grant(paper: AccountPaper) -> Iterator[str]:
    settlement = paper.account.settlement
    names = ("earned", "commitment", "paid_out", "claim", "repay")
    sums = {name: words.kroner(getattr(settlement, name)) for name in names}
    yield _said("grant" if settlement.paid_out else "not_paid", **sums)
    if settlement.claim:
        yield _said("claim", **sums)
    else:
        yield _said("repay", **sums) if settlement.repay else _said("even")
    yield _said("own", own=words.kroner(paper.account.own))
    yield words.cofinancing_verdict(paper)


def _remarks(paper: AccountPaper) -> Iterator[str]:
    found = paper.findings
    if not found:
        yield _said("no_findings")
        return
    yield _said("findings", count=len(found))
    waived = sum(1 for each in found if each.waived)
    if waived:
        yield _said("waived", count=waived)


def _goal_columns() -> list[Column]:
    names = ("at_least", "mean", "verdict")
    return [
        column("goal", WIDTH - 3 * _FIGURE),
        *(column(name, _FIGURE, is_figure=name != "verdict") for name in names),
    ]


def _goal(paper: AccountPaper, goal: Goal) -> list[str]:
    mean = goal.mean()
    if mean is None:
        return [paper.hidden(goal.name), number(goal.at_least), "", text("documents.not_given")]
    verdict = _said("met" if goal.is_met() else "not_met")
    shown = number(mean.quantize(_HUNDREDTH, ROUND_DOWN))
    return [paper.hidden(goal.name), number(goal.at_least), shown, verdict]


def _said(name: str, **facts: object) -> str:
    return text(f"account_pdf.report.{name}", **facts)
