"""The account held against the budget and the call, ready to be signed or not."""

from collections.abc import Iterator

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
from budgetdesk.domain.account import AccountLine
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.money import ZERO, Rounding
from budgetdesk.domain.rules import AccountLinesRule

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


def deviation_unexplained(case: Case) -> Iterator[Finding]:
    """R29: who reads the account is told why a line ended away from its budget.

    One finding, which names the greatest. A line still under its budget is no deviation before
    the project is over.
    """
    account = case.account
    if account is None or not case.parts:
        return
    lines = [line for line in account.lines if needs_explanation(case, line)]
    if lines:
        greatest = max(lines, key=lambda line: abs(line.deviation))
        yield _weighed(
            case,
            "account.deviation_unexplained",
            Subject(kind="line", id=greatest.id, field="explanation"),
            {
                "count": len(lines),
                "label": greatest.label,
                "budget": greatest.budget,
                "actual": greatest.actual,
                "deviation": greatest.deviation,
            },
        )


def _weighed(case: Case, code: str, subject: Subject, facts: Facts) -> Finding:
    """An explanation the call demands blocks; one it is silent about is asked for."""
    rule = case.rules.account_lines
    if rule is not None and rule.explain:
        return breach(rule, code, subject, facts)
    return finding(Severity.WARNING, code, subject, facts, source=rule.source if rule else None)


def needs_explanation(case: Case, line: AccountLine) -> bool:
    """Whether a line's deviation is to be explained; what is left over, only once it is over."""
    deviates = line.deviation < ZERO or (bool(case.final) and line.deviation > ZERO)
    is_told = bool(line.explanation.strip())
    planned = line.is_approved and bool(line.budget)
    return deviates and planned and not is_told and _is_beyond(case.rules.account_lines, line)


def _is_beyond(rule: AccountLinesRule | None, line: AccountLine) -> bool:
    """Whether a deviation is large enough for the call: beyond one of its limits will do."""
    if rule is None or rule.explain is False:
        return rule is None
    size = abs(line.deviation)
    limits = [] if rule.amount is None else [rule.amount]
    if rule.percent is not None:
        limits.append(line.budget.share(rule.percent, Rounding.DOWN))
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
