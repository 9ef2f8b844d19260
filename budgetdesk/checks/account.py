"""The account held against the budget and the call, ready to be signed or not."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from budgetdesk.accounting.cofinancing import (
    KEEP_TOTAL,
    fixes,
    own_not_counted,
    own_undecided,
    so_far,
)
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.checks.funding import shortfall
from budgetdesk.checks.gathering import name_of
from budgetdesk.domain.account import AccountLine, AllocatedPart
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import AccountLinesRule
from budgetdesk.domain.verdict import Verdict
from budgetdesk.domain.year_end import YearEnd

_SETTLEMENT = Subject(kind="account", field="settlement")


def cofinancing_not_met(case: Case) -> Iterator[Finding]:
    """A5: the demand on the own share holds for what was really paid too.

    One met only if own hours and things count is for the question of them (A6).
    """
    account, rule = case.final, case.rules.cofinancing
    if account is None or rule is None or account.cofinancing is None:
        return
    result, budget = account.cofinancing, case.project.base_budget
    undecided, not_counted = (
        so_far(of(case.rules, budget), budget.total_costs, account.actual)
        for of in (own_undecided, own_not_counted)
    )
    if result.missing <= undecided:
        return
    actual = {each.source: each.actual for each in account.funding}
    ways = fixes(
        rule,
        account.actual,
        account.eligible,
        actual[FundingSource.GRANT],
        actual[FundingSource.OTHER_GRANT],
        actual[FundingSource.INCOME] + not_counted,
    )
    claims = (
        Fix(
            code="account.claim_less",
            amount=way.amount,
            facts={**way.facts, "own": (way.amount or ZERO) + not_counted},
        )
        for way in ways
        if way.code == KEEP_TOTAL
    )
    yield breach(rule, "account.cofinancing_short", _SETTLEMENT, shortfall(result), fixes=claims)


def line_without_budget(case: Case) -> Iterator[Finding]:
    """A line of the budget that was given nothing should have cost nothing."""
    for line in case.account.lines if case.account else ():
        if line.is_approved and not line.budget and line.actual:
            subject = Subject(kind="line", id=line.id)
            facts: Facts = {"label": line.label, "actual": line.actual}
            yield finding(Severity.WARNING, "account.line_without_budget", subject, facts)


def line_negative(case: Case) -> Iterator[Finding]:
    """A cost line that ends below zero is an income, or lacks the cost that was taken back."""
    for line in case.account.lines if case.account else ():
        if line.actual < ZERO:
            subject = Subject(kind="line", id=line.id)
            facts: Facts = {"label": line.label, "actual": line.actual}
            yield finding(Severity.WARNING, "account.line_negative", subject, facts)


def line_overspent(case: Case) -> Iterator[Finding]:
    """While it runs: a line whose postings passed its budget, from the one on that passed it.

    Told at the moment it happens, when a budget can still be changed; once the project is over
    the deviation is told as such (`deviation_unexplained`), and an explained one is neither.
    """
    for line in case.account.lines if case.account and not case.final else ():
        if _is_overspent(line):
            passed = _passing_budget(line)
            subject = Subject(kind="posting", id=passed.posting.id)
            facts: Facts = {
                "label": line.label,
                "budget": line.budget,
                "actual": line.actual,
                "over": -line.deviation,
                "first": name_of(passed.posting),
            }
            if _is_beyond(case.rules.account_lines, line.budget, -line.deviation):
                yield _weighed(case, "ledger.line_overspent", subject, facts)
            else:
                yield finding(Severity.WARNING, "ledger.line_overspent", subject, facts)


def _is_overspent(line: AccountLine) -> bool:
    is_told = bool(line.explanation.strip())
    is_over = line.budget > ZERO > line.deviation and bool(line.parts)
    return line.is_approved and is_over and not is_told


def _passing_budget(line: AccountLine) -> AllocatedPart:
    """The part of an overspent line, by day, after which it stays overspent."""
    passed, left = line.parts[0], line.budget.ore
    for part in sorted(line.parts, key=lambda part: part.posting.day or date.min):
        was, left = left, left - part.amount.ore
        passed = part if was >= 0 > left else passed
    return passed


def deviation_unexplained(case: Case) -> Iterator[Finding]:
    """R29: who reads the account is told why a line ended away from its budget.

    One finding, which names the greatest. Before the project is over a line is held against what
    is planned until now, and where nobody can tell that, against its whole budget.
    A line over its whole budget is told of where it happens meanwhile (`line_overspent`).
    """
    account = case.account
    if account is None or not case.parts:
        return
    lines = [
        line
        for line in account.lines
        if needs_explanation(case, line) and (case.final or not _is_overspent(line))
    ]
    if lines:
        greatest = max(lines, key=lambda line: abs(_deviation(case, line)))
        yield _weighed(
            case,
            "account.deviation_unexplained",
            Subject(kind="line", id=greatest.id, field="explanation"),
            {
                "count": len(lines),
                "label": greatest.label,
                "budget": greatest.actual + _deviation(case, greatest),
                "actual": greatest.actual,
                "deviation": _deviation(case, greatest),
            },
        )


def _weighed(case: Case, code: str, subject: Subject, facts: Facts) -> Finding:
    """An explanation the call demands blocks; one it is silent about is asked for."""
    rule = case.rules.account_lines
    if rule is not None and rule.explain:
        return breach(rule, code, subject, facts)
    return finding(Severity.WARNING, code, subject, facts, source=rule.source if rule else None)


def needs_explanation(case: Case, line: AccountLine) -> bool:
    """Whether a line's deviation is to be explained."""
    deviation = _deviation(case, line)
    is_told = bool(line.explanation.strip())
    planned = line.is_approved and bool(line.budget)
    rule = case.rules.account_lines
    held_against = line.actual + deviation
    is_beyond = _is_beyond(rule, held_against, abs(deviation))
    return bool(deviation) and planned and not is_told and is_beyond


def _deviation(case: Case, line: AccountLine) -> Money:
    """The deviation that can be told now: all of it once the project is over."""
    return line.deviation if case.final is not None else line.due_deviation


def _is_beyond(rule: AccountLinesRule | None, budget: Money, size: Money) -> bool:
    """Whether a deviation is large enough for the call: beyond one of its limits will do."""
    if rule is None or rule.explain is False:
        return rule is None
    limits = [] if rule.amount is None else [rule.amount]
    if rule.percent is not None:
        limits.append(budget.share(rule.percent, Rounding.DOWN))
    return not limits or any(size > limit for limit in limits)


def other_money_above_budget(case: Case) -> Iterator[Finding]:
    """A net grant falls when others bring more than the budget said."""
    for each in case.account.funding if case.account else ():
        more = each.actual - each.budget
        if each.source in (FundingSource.OTHER_GRANT, FundingSource.INCOME) and more > ZERO:
            yield finding(
                Severity.WARNING,
                "account.other_money_above_budget",
                _SETTLEMENT,
                {
                    "funding": each.source.value,
                    "budget": each.budget,
                    "actual": each.actual,
                    "difference": more,
                },
            )


def settlement_assumed(case: Case) -> Iterator[Finding]:
    """A4: where neither call nor decision says how the grant falls, and it matters, ask."""
    account, rule = case.final, case.rules.settlement
    if account is None or not readings_differ(case):
        return
    given = account.settlement.alternatives
    yield finding(
        Severity.WARNING,
        "account.settlement_assumed",
        _SETTLEMENT,
        {
            "reading": account.settlement.reading.value,
            **{reading.value: earned for reading, earned in given.items()},
        },
        fixes=(
            Fix(code="settlement.decide", amount=earned, facts={"reading": reading.value})
            for reading, earned in given.items()
        ),
        source=rule.source if rule else case.project.call.where_to_look,
    )


def readings_differ(case: Case) -> bool:
    """Whether the grant depends on a reading nobody has settled."""
    settlement = case.final.settlement if case.final else None
    return (
        settlement is not None
        and settlement.is_assumed
        and len(set(settlement.alternatives.values())) > 1
    )


def repayment_due(case: Case) -> Iterator[Finding]:
    """What was paid out beyond what was earned goes back."""
    if case.final is not None and case.final.settlement.repay:
        settlement = case.final.settlement
        yield finding(
            Severity.WARNING,
            "account.repayment_due",
            _SETTLEMENT,
            {
                "paid_out": settlement.paid_out,
                "earned": settlement.earned,
                "repay": settlement.repay,
            },
        )


def result_not_told(case: Case) -> Iterator[Finding]:
    """R32: what an instalment brings depends on a result that nobody has told."""
    payout, rule = case.final.payout if case.final else None, case.rules.payout
    if payout is not None and payout.unknown and rule is not None:
        yield finding(
            Severity.WARNING,
            "account.result_not_told",
            Subject(kind="account", field=Topic.RESULT.value),
            {"amount": payout.unknown},
            fixes=(Fix(code="payout.tell_result"),),
            source=rule.source,
        )


def money_left_in_year(case: Case) -> Iterator[Finding]:
    """R24: what the year that ended last left, where the call does not let it go on freely."""
    ended = [each for each in (case.whole.year_ends if case.whole else ()) if _is_over(case, each)]
    if not ended or not case.parts or ended[-1].verdict is Verdict.FREE:
        return
    year = ended[-1]
    if year.verdict is Verdict.UNKNOWN and case.final is not None:
        return  # nobody asks any more
    yield finding(
        *_ON_LEFT[year.verdict],
        Subject(kind="account", field="year_ends"),
        {
            "year": str(year.year),
            "left": year.left,
            "most": year.most or ZERO,
            "at_most": year.at_most or ZERO,
            "lost": year.lost,
        },
        source=year.source or case.project.call.where_to_look,
    )


def _is_over(case: Case, year: YearEnd) -> bool:
    return year.last_day < case.today


_ON_LEFT: Final = {
    Verdict.UNKNOWN: (Severity.NOTE, "account.carry_over_unknown"),
    Verdict.ASK: (Severity.WARNING, "account.carry_over_ask"),
    Verdict.NEVER: (Severity.WARNING, "account.carry_over_never"),
}
