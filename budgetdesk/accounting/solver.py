"""Which grant and own share fit a project: what follows from the figures given, and its limits.

Three figures hang together: total costs = grant + own share + what others bring. Of two the third
follows, and is held against the call's demands; of one the tightest plan that meets them is made.
Of all three what others must bring follows, where nobody has told it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from budgetdesk.accounting.demands import (
    GRANT,
    OWN,
    OWN_NOT_NEGATIVE,
    TOTAL,
    Demand,
    Given,
    Line,
    Plan,
    broken,
    held,
    stretch,
    worlds,
)
from budgetdesk.accounting.grant_limits import not_held
from budgetdesk.accounting.settlement import Outcome, settle
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import CallRules, CofinancingBase, SettlementReading
from budgetdesk.domain.value import Value

__all__ = ["Fall", "Given", "Plan", "Solution", "Way", "falls", "solve"]

_UNSPENT: Final = (5, 10, 25, 50)
"""Percent of the total not spent, for which the fall of the grant is told."""


class Way(Value):
    """The nearest plan that meets every demand while one figure stays, `keeps`."""

    keeps: str
    plan: Plan


class Solution(Value):
    """What the given figures come to.

    `plan` follows from them, None when no plan does. `broken` names the demands it does not meet
    (where there is no plan: those that cannot be met together), and `ways` are the nearest plans
    that meet all, the nearest first. `limits` are the most the grant may be at this total, by
    demand; `least_own` is the least own share at this total, None when no share will do. `cash`
    is what of the own share must be money, None where the call does not say. `not_held` names what
    is not known of the applicant, so that a limit that hangs on it was not held.
    """

    plan: Plan | None
    broken: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    limits: Mapping[str, Money] = {}
    least_own: Money | None = None
    cash: Money | None = None
    not_held: tuple[str, ...] = ()


class Fall(Value):
    """What the grant comes to when some of the total is not spent, in both readings (A4)."""

    unspent: Money
    grant: Money
    earned: Mapping[SettlementReading, Money]

    def by(self, reading: SettlementReading) -> Money:
        """What the grant falls by."""
        return self.grant - self.earned[reading]

    def rate(self, reading: SettlementReading) -> Decimal:
        """Øre of grant lost for each krone not spent, two decimals, cut."""
        return self.by(reading).percent_of(self.unspent) or Decimal(0)

    @property
    def facts(self) -> Mapping[str, object]:
        """For a sentence: what is not spent, and by each reading the fall and its rate."""
        by = {reading.value: self.by(reading) for reading in SettlementReading}
        rates = {f"{reading.value}_rate": self.rate(reading) for reading in SettlementReading}
        return {"unspent": self.unspent, **by, **rates}


def solve(rules: CallRules, given: Given) -> Solution:
    """What the given figures come to under a call's rules.

    Of one figure the tightest plan is made: the greatest grant, the least own share. It has no
    plan and nothing broken where no demand says how much a known own share is enough for.

    Raises:
        ValueError: none of the three figures is given, or all are and others' money too.
    """
    left = given.left_for_others
    if left is not None:
        return _of_all_three(rules, given, left)
    if len(given.known) not in {1, 2}:
        raise ValueError(given.known)
    sets = tuple(worlds(rules, given))
    if len(given.known) == 1:
        return _tightest(rules, given, sets)
    plan = given.balanced()
    unmet = min((broken(demands, plan) for demands in sets), key=len)
    told = _with_limits(rules, given, sets, plan)
    if not unmet:
        return told
    found = (_nearest(sets, keeps, plan) for keeps in (TOTAL, GRANT, OWN))
    ways = sorted((way for way in found if way), key=lambda way: _distance(way.plan, plan))
    return replace(told, broken=unmet, ways=tuple(ways))


def falls(rules: CallRules, given: Given, plan: Plan) -> Iterator[Fall]:
    """What the grant comes to when shares of a plan's total are not spent.

    The costs the call does not pay for stay: what is not spent is of the others.
    """
    for percent in _UNSPENT:
        unspent = plan.total.share(Decimal(percent), Rounding.DOWN)
        if unspent <= ZERO:
            return
        costs = plan.total - unspent
        outcome = Outcome(
            commitment=plan.grant,
            costs=costs,
            eligible=max(costs - given.not_eligible, ZERO),
            others=plan.others,
            promised_own=plan.own,
        )
        yield Fall(unspent=unspent, grant=plan.grant, earned=settle(outcome, rules).alternatives)


def _of_all_three(rules: CallRules, given: Given, left: Money) -> Solution:
    """The plan of all three figures: others bring what they leave, if they leave anything."""
    if left < ZERO:
        return Solution(plan=None, broken=("others_not_negative",))
    return solve(rules, replace(given, own=None, other=left))


def _tightest(rules: CallRules, given: Given, sets: Sequence[Sequence[Demand]]) -> Solution:
    """The plan of one given figure: the grant as great as can be, or the own share as small."""
    (keeps,) = given.known
    line = held(keeps, given.balanced())
    stretches = [stretch(demands, line) for demands in sets]
    left = [each for each in stretches if not each.broken]
    ends = [each.low if keeps == GRANT else each.high for each in left]
    plans = [line.plan(end) for end in ends if end is not None]
    if not left:
        return Solution(plan=None, broken=min((each.broken for each in stretches), key=len))
    if len(plans) < len(left):
        return Solution(plan=None)
    plan = min(plans, key=lambda each: (-each.grant.ore, each.own.ore))
    return _with_limits(rules, given, sets, plan)


def _with_limits(
    rules: CallRules, given: Given, sets: Sequence[Sequence[Demand]], plan: Plan
) -> Solution:
    """A plan with the limits at its total; those by demand are of the set that fits it best."""
    line = held(TOTAL, plan)
    tops = [each.high for each in (stretch(demands, line) for demands in sets) if not each.broken]
    most = max((top for top in tops if top is not None), default=None)
    nearest = min(sets, key=lambda demands: len(broken(demands, plan)))
    return Solution(
        plan=plan,
        limits=_limits(nearest, line),
        least_own=None if most is None else line.plan(most).own,
        cash=_cash(rules, given, plan),
        not_held=tuple(not_held(rules, given.applicant)),
    )


def _limits(demands: Sequence[Demand], line: Line) -> Mapping[str, Money]:
    """The most the grant may be by each demand; what is to be paid only where nothing else says."""
    tops = {demand.name: stretch((demand,), line).high for demand in demands}
    limits = {name: Money(top) for name, top in tops.items() if top is not None}
    payable = limits.pop(OWN_NOT_NEGATIVE)
    return (
        limits if any(most < payable for most in limits.values()) else {OWN_NOT_NEGATIVE: payable}
    )


def _cash(rules: CallRules, given: Given, plan: Plan) -> Money | None:
    """R13: the part of the own share demanded that must be money, rounded up."""
    rule, counted = rules.cofinancing, rules.contributions
    if rule is None or counted is None or counted.cash_percent is None:
        return None
    if not rule.applies_to(plan.grant):
        return ZERO
    base = {
        CofinancingBase.TOTAL_COSTS: plan.total,
        CofinancingBase.ELIGIBLE_COSTS: plan.total - given.not_eligible,
        CofinancingBase.GRANT: plan.grant,
    }[rule.base]
    return base.share(rule.percent, Rounding.UP).share(counted.cash_percent, Rounding.UP)


def _nearest(sets: Sequence[Sequence[Demand]], keeps: str, plan: Plan) -> Way | None:
    """The plan nearest to `plan` that meets all demands and keeps one of its figures."""
    line = held(keeps, plan)
    at = plan.own.ore if keeps == GRANT else plan.grant.ore
    stretches = (stretch(demands, line) for demands in sets)
    found = [line.plan(each.nearest(at)) for each in stretches if not each.broken]
    if not found:
        return None
    return Way(keeps=keeps, plan=min(found, key=lambda each: _distance(each, plan)))


def _distance(one: Plan, other: Plan) -> int:
    """How far two plans are apart: the øre moved in grant and own share."""
    return abs((one.grant - other.grant).ore) + abs((one.own - other.own).ore)
