"""What the grant comes to when costs and other money are known (R30), in both readings (A4).

A net grant: never above the commitment, its share of the costs, or the costs others leave.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from budgetdesk.accounting.cofinancing import greatest_grant, hold
from budgetdesk.domain.account import CofinancingResult, Settlement
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    SettlementReading,
)
from budgetdesk.domain.value import Value


class Outcome(Value):
    """What a project came to.

    `others` is what other grant givers and income brought, `other_grants` the grant givers' part
    of it. `not_counted` is what of the own share does not count as such (R13), of the costs held.
    `promised_own` is the budget's own share, None while the project runs: what the recipient
    promised is then not due yet.
    """

    commitment: Money
    costs: Money
    eligible: Money
    others: Money = ZERO
    other_grants: Money = ZERO
    not_counted: Money = ZERO
    promised_own: Money | None = None
    paid_out: Money = ZERO


def settle(
    outcome: Outcome,
    rules: CallRules,
    decision: Decision | None = None,
    *,
    is_final: bool = True,
) -> Settlement:
    """The grant earned; while the project runs (not `is_final`) nothing is paid back.

    The reading is the decision's, else the call's; where neither says, the one that gives the
    lower grant is used and named as assumed.
    """
    limits = {reading: _limits(reading, outcome, rules) for reading in SettlementReading}
    earned = {reading: max(min(limits[reading].values()), ZERO) for reading in SettlementReading}
    chosen = _reading(rules, decision)
    reading = chosen or min(SettlementReading, key=lambda each: earned[each])
    let_go = is_let_go(outcome.paid_out - earned[reading], rules)
    return Settlement(
        is_let_go=let_go,
        is_final=is_final,
        reading=reading,
        is_assumed=chosen is None,
        commitment=outcome.commitment,
        limits=limits[reading],
        earned=earned[reading],
        paid_out=outcome.paid_out,
        alternatives=earned,
    )


def _reading(rules: CallRules, decision: Decision | None) -> SettlementReading | None:
    """The reading somebody settled on: people (who may have the grant letter), else the call."""
    called = rules.settlement.reading if rules.settlement else None
    answer = decision.answer if decision else None
    return next((each for each in SettlementReading if each.value == answer), called)


def _limits(reading: SettlementReading, outcome: Outcome, rules: CallRules) -> Mapping[str, Money]:
    """The bounds by name, in the order they are told."""
    net = outcome.costs - outcome.others
    limits = {"commitment": outcome.commitment}
    shares = tuple(_shares(outcome, rules))
    if shares:
        limits["share"] = min(shares)
    limits["net"] = net
    if reading is SettlementReading.KRONE_FOR_KRONE and outcome.promised_own is not None:
        limits["own_stands"] = net - outcome.promised_own
    return limits


def _shares(outcome: Outcome, rules: CallRules) -> Iterator[Money]:
    """The share of the costs the grant may be, by each rule the call has for it."""
    own = rules.cofinancing
    if own is not None and own.applies_to(outcome.commitment):
        yield _share_left(own, outcome)
    for rule in (rules.grant_share, rules.reimbursement):
        if rule is not None:
            yield greatest_grant(rule, outcome.costs, outcome.eligible, outcome.commitment)


def hold_outcome(rules: CallRules, outcome: Outcome, grant: Money) -> CofinancingResult | None:
    """What the recipient bore, with such a grant, held against the demand (A5); None without one.

    What of its own share does not count is left out, as it is of the budget's.
    """
    rule = rules.cofinancing
    if rule is None or not rule.applies_to(outcome.commitment):
        return None
    own = outcome.costs - grant - outcome.others - outcome.not_counted
    return hold(rule, outcome.costs, outcome.eligible, grant, own, outcome.other_grants)


def is_let_go(over: Money, rules: CallRules) -> bool:
    """Whether what was paid out beyond the earned is too small to be claimed back.

    Exactly the limit is let go only where the call says so.
    """
    rule = rules.repayment
    if rule is None or rule.trivial is None or over <= ZERO:
        return False
    return over < rule.trivial or (over == rule.trivial and rule.trivial_itself is True)


def _share_left(rule: CofinancingRule, outcome: Outcome) -> Money:
    """What the recipient's own share leaves: (1 - p) of the costs.

    Where the own share is p of the grant, costs are (1 + p) grants.
    """
    p = Fraction(rule.percent) / 100
    exact = {
        CofinancingBase.TOTAL_COSTS: outcome.costs.ore * (1 - p),
        CofinancingBase.ELIGIBLE_COSTS: outcome.eligible.ore * (1 - p),
        CofinancingBase.GRANT: outcome.costs.ore / (1 + p),
    }[rule.base]
    return Money.rounded(exact, Rounding.DOWN)
