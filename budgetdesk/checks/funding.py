"""How the budget is paid for: the own share, and the grant's size and share (R9-R13)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk.accounting.cofinancing import (
    eligible_costs,
    fixes,
    form_counts,
    greatest_grant,
    hold_budget,
    own_not_counted,
    own_undecided,
)
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import breach, finding
from budgetdesk.domain.account import CofinancingResult
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import COUNTS, NOT_COUNTED
from budgetdesk.domain.finding import FactValue, Finding, Fix, Severity, Subject
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import CofinancingBase, GrantShareRule, ReimbursementRule


def funding_empty(case: Case) -> Iterator[Finding]:
    """Somebody pays; until it is said who, nothing else is said of the funding."""
    if case.has_costs and not case.has_funding:
        subject = Subject(kind="funding")
        yield finding(Severity.ERROR, "funding.empty", subject, {"costs": case.budget.total_costs})


def cofinancing_short(case: Case) -> Iterator[Finding]:
    """R10: the own share reaches the call's percentage of its base."""
    rule, budget = case.rules.cofinancing, case.budget
    result = _short(case)
    if rule is None or result is None:
        return
    grant = budget.funded_by(FundingSource.GRANT)
    not_counted = own_not_counted(case.rules, budget)
    ways: Iterable[Fix] = fixes(
        rule,
        budget.total_costs,
        eligible_costs(case.rules, budget),
        grant,
        budget.funded_by(FundingSource.OTHER_GRANT),
        budget.funded_by(FundingSource.INCOME) + not_counted,
    )
    ways = [_with_what_does_not_count(way, not_counted) for way in ways]
    of_grant = _is_taken_of_grant(result, grant)
    code = "funding.cofinancing_taken_of_grant" if of_grant else "funding.cofinancing_short"
    subject = _first(case, FundingSource.OWN)
    yield breach(rule, code, subject, {**shortfall(result), "grant": grant}, fixes=ways)


def _with_what_does_not_count(way: Fix, amount: Money) -> Fix:
    """The own share in all: what is demanded, and beside it what does not count."""
    own = (way.amount or ZERO) + amount
    return replace(way, amount=own, facts={**way.facts, "own": own})


def cofinancing_not_shown(case: Case) -> Iterator[Finding]:
    """R11: the own share stands as a line of its own; a demand that is short says so already."""
    rule, budget = case.rules.cofinancing_shown, case.budget
    if rule is None or not case.is_filled or _short(case) is not None:
        return
    if not budget.funded_by(FundingSource.OWN):
        yield breach(rule, "funding.own_not_shown", Subject(kind="funding"))


def grant_share_exceeded(case: Case) -> Iterator[Finding]:
    """R10 from the other side: the grant is at most the call's share of its base."""
    rule = case.rules.grant_share
    if rule is not None:
        yield from _share_exceeded(case, rule, "funding.grant_share_exceeded")


def reimbursement_exceeded(case: Case) -> Iterator[Finding]:
    """R10: a refund of a share of the costs is never more than that share."""
    rule = case.rules.reimbursement
    if rule is not None:
        yield from _share_exceeded(case, rule, "funding.reimbursement_exceeded")


def _share_exceeded(
    case: Case, rule: GrantShareRule | ReimbursementRule, code: str
) -> Iterator[Finding]:
    budget = case.budget
    grant = budget.funded_by(FundingSource.GRANT)
    cap = greatest_grant(rule, budget.total_costs, eligible_costs(case.rules, budget), grant)
    if case.has_costs and grant > cap:
        facts: dict[str, FactValue] = {
            "base": rule.base.value,
            "percent": rule.percent,
            "grant": grant,
            "cap": cap,
            "excess": grant - cap,
        }
        fix = Fix(code="funding.lower_grant", amount=cap, facts={"grant": cap})
        yield breach(rule, code, _first(case, FundingSource.GRANT), facts, fixes=(fix,))


def grant_outside_limits(case: Case) -> Iterator[Finding]:
    """R9: the grant is neither above nor below what one may apply for."""
    rule, budget = case.rules.grant_limit, case.budget
    grant = budget.funded_by(FundingSource.GRANT)
    if rule is None or not grant:
        return
    subject = _first(case, FundingSource.GRANT)
    if rule.at_most is not None and grant > rule.at_most:
        fix = Fix(code="funding.lower_grant", amount=rule.at_most, facts={"grant": rule.at_most})
        facts = {"grant": grant, "limit": rule.at_most, "excess": grant - rule.at_most}
        yield breach(rule, "funding.grant_above_limit", subject, facts, fixes=(fix,))
    if rule.at_least is not None and grant < rule.at_least:
        facts = {"grant": grant, "limit": rule.at_least, "missing": rule.at_least - grant}
        yield breach(rule, "funding.grant_below_limit", subject, facts)


def own_share_not_cash(case: Case) -> Iterator[Finding]:
    """A6: own hours and things count in the own share only if the funder takes them.

    Both shares are told. An account that does not meet the demand without them cannot be signed.
    """
    rule, held = case.rules.cofinancing, hold_budget(case.rules, case.budget)
    amount = own_undecided(case.rules, case.budget)
    if rule is not None and held is not None and amount:
        lines = [
            line
            for line in case.budget.funding
            if line.source is FundingSource.OWN
            and line.total
            and form_counts(case.rules, line.form) is None
        ]
        account = case.final.cofinancing if case.final else None
        blocks = account is not None and not account.is_met
        yield finding(
            Severity.ERROR if blocks else Severity.WARNING,
            "funding.own_not_cash",
            Subject(kind="funding", id=lines[0].id, field="form"),
            {
                "amount": amount,
                "own": case.budget.funded_by(FundingSource.OWN),
                "without": held.actual,
                "without_percent": held.actual_percent or Decimal(0),
                "counted": held.actual + amount,
                "counted_percent": (held.actual + amount).percent_of(held.base_amount)
                or Decimal(0),
                "required": held.required,
            },
            fixes=(
                Fix(
                    code="contribution.decide",
                    facts={"about": lines[0].form.value, "answer": answer},
                )
                for answer in (NOT_COUNTED, COUNTS)
            ),
            source=rule.source,
        )


def shortfall(result: CofinancingResult) -> dict[str, FactValue]:
    """The arithmetic of a demand that is not met."""
    return {
        "base": result.base.value,
        "base_amount": result.base_amount,
        "percent": result.required_percent,
        "actual_percent": result.actual_percent or Decimal(0),
        "required": result.required,
        "actual": result.actual,
        "missing": result.missing,
    }


def _short(case: Case) -> CofinancingResult | None:
    """The budget's co-financing when it can be judged and is too low, whatever is decided.

    What is met only if hours and things count has a question of its own.
    """
    if not case.is_filled:
        return None
    milder = hold_budget(case.rules, case.budget, undecided_counts=True)
    return None if milder is None or milder.is_met else hold_budget(case.rules, case.budget)


def _is_taken_of_grant(result: CofinancingResult, grant: Money) -> bool:
    """The classic mistake: the percentage was taken of the grant where it is of the costs.

    The own share is then the percentage of the grant, or nearer to it than to the demand.
    """
    beyond = result.actual - grant.share(result.required_percent, Rounding.UP)
    is_nearer = ZERO <= beyond < result.missing
    return bool(grant) and result.base is not CofinancingBase.GRANT and is_nearer


def _first(case: Case, source: FundingSource) -> Subject:
    """The first line of a source, or the funding as a whole where it has none."""
    return Subject(kind="funding", id=case.first_source(source))
