"""A call's demands on the money as straight lines in grant and own share (R9-R13).

A demand is a * grant + b * own share + c >= 0 in exact fractions of an øre. With one figure held
the plans are a line, and the demands leave a stretch of whole øre on it for the figure that moves:
the stretch never reaches past a demand, so that a grant rounds down and an own share up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from budgetdesk.accounting.grant_limits import Applicant, ceilings, floors
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import CallRules, CofinancingBase, CofinancingRule
from budgetdesk.domain.value import Value

TOTAL: Final = "total"
GRANT: Final = "grant"
OWN: Final = "own"
OWN_NOT_NEGATIVE: Final = "own_not_negative"


class Given(Value):
    """The figures to solve from: one or two of total, grant and own share, and what is around.

    `other` is what other grant givers bring, None where nobody has told: it is then found when
    all three figures are given, and else nothing. `income` is other income, `not_eligible` the
    costs the call does not pay for, `not_counted` the part of the own share that is of a form the
    call does not take. `applicant` is what some limits hang on.
    """

    total: Money | None = None
    grant: Money | None = None
    own: Money | None = None
    other: Money | None = None
    income: Money = ZERO
    not_eligible: Money = ZERO
    not_counted: Money = ZERO
    applicant: Applicant = Applicant()

    @property
    def others(self) -> Money:
        """What neither grant nor own share pays."""
        return (self.other or ZERO) + self.income

    @property
    def known(self) -> Sequence[str]:
        """Which of the three figures are given."""
        figures = {TOTAL: self.total, GRANT: self.grant, OWN: self.own}
        return [name for name, money in figures.items() if money is not None]

    @property
    def left_for_others(self) -> Money | None:
        """What all three figures leave for other grant givers; None unless that is asked."""
        if self.total is None or self.grant is None or self.own is None or self.other is not None:
            return None
        return self.total - self.grant - self.own - self.income

    def balanced(self) -> "Plan":
        """The plan the known figures make; one of the others, or both, is what is left or zero."""
        total, grant, own = self.total, self.grant, self.own
        if grant is None:
            grant = ZERO if total is None else total - (own or ZERO) - self.others
        if own is None:
            own = ZERO if total is None else total - grant - self.others
        return Plan(grant=grant, own=own, others=self.others)


class Plan(Value):
    """Grant and own share of a project with what others bring; the total follows."""

    grant: Money
    own: Money
    others: Money

    @property
    def total(self) -> Money:
        """All costs."""
        return self.grant + self.own + self.others

    @property
    def facts(self) -> Mapping[str, object]:
        """For a sentence."""
        return {"grant": self.grant, "own": self.own, "total": self.total}


class Demand(Value):
    """`per_grant` * grant + `per_own` * own + `rest` must not be below zero, in øre."""

    name: str
    per_grant: Fraction
    per_own: Fraction
    rest: Fraction

    def is_met(self, plan: Plan) -> bool:
        """Whether a plan meets it, to the øre."""
        exact = self.per_grant * plan.grant.ore + self.per_own * plan.own.ore + self.rest
        return exact >= 0


class Line(Value):
    """The plans with one figure held: grant = `grant` + x * `grant_step`, own share likewise."""

    grant: int
    grant_step: int
    own: int
    own_step: int
    others: Money

    def plan(self, x: int) -> Plan:
        """The plan at a place on the line."""
        grant, own = self.grant + x * self.grant_step, self.own + x * self.own_step
        return Plan(grant=Money(grant), own=Money(own), others=self.others)


def held(keeps: str, plan: Plan) -> Line:
    """The plans that keep a figure of `plan`; the grant moves, or else the own share."""
    match keeps:
        case "grant":
            steps = {"grant": plan.grant.ore, "grant_step": 0, "own": 0, "own_step": 1}
        case "own":
            steps = {"grant": 0, "grant_step": 1, "own": plan.own.ore, "own_step": 0}
        case _:
            shared = (plan.grant + plan.own).ore
            steps = {"grant": 0, "grant_step": 1, "own": shared, "own_step": -1}
    return Line(**steps, others=plan.others)


class Stretch(Value):
    """The whole øre the moving figure may be, None where nothing stops it; and what stops it."""

    low: int | None = None
    high: int | None = None
    broken: tuple[str, ...] = ()

    def nearest(self, x: int) -> int:
        """The place on the stretch that is nearest to `x`."""
        at_least = x if self.low is None else max(x, self.low)
        return at_least if self.high is None else min(at_least, self.high)


def worlds(rules: CallRules, given: Given) -> Iterator[Sequence[Demand]]:
    """The demands that hold together: a demand on large grants only makes a world for each size."""
    always = tuple(_always(rules, given))
    rule = rules.cofinancing
    if rule is None:
        yield always
        return
    held = _cofinancing(rule, given)
    bounds = [each for each in (rule.grant_at_least, _just_above(rule.grant_above)) if each]
    if not bounds:
        yield (*always, held)
        return
    least = max(bounds)
    yield (*always, held, _floor("size", least))
    yield (*always, _ceiling("size", least - Money(1)))


def _just_above(limit: Money | None) -> Money | None:
    return None if limit is None else limit + Money(1)


def _always(rules: CallRules, given: Given) -> Iterator[Demand]:
    """What holds whatever the size of the grant."""
    others = given.others.ore
    one, none = Fraction(1), Fraction(0)
    yield Demand(name=OWN_NOT_NEGATIVE, per_grant=none, per_own=one, rest=none)
    yield Demand(name="grant_not_negative", per_grant=one, per_own=none, rest=none)
    if given.not_eligible:
        short = Fraction(others - given.not_eligible.ore)
        yield Demand(name="not_eligible", per_grant=one, per_own=one, rest=short)
    for name, rule in (("share", rules.grant_share), ("reimbursement", rules.reimbursement)):
        if rule is not None:
            yield _share(name, Fraction(rule.percent) / 100, rule.base, given)
    if rules.least_budget is not None:
        missing = Fraction(others - rules.least_budget.at_least.ore)
        yield Demand(name="least_budget", per_grant=one, per_own=one, rest=missing)
    for name, most in ceilings(rules, given.applicant):
        yield _ceiling(name, most)
    for name, least in floors(rules, given.applicant):
        yield _floor(name, least)


def _cofinancing(rule: CofinancingRule, given: Given) -> Demand:
    """Own share and what counts with it is at least p of the base."""
    p = Fraction(rule.percent) / 100
    counted = (given.other or ZERO).ore if rule.other_grants_count else 0
    counted -= given.not_counted.ore
    if rule.base is CofinancingBase.GRANT:
        return Demand(name="cofinancing", per_grant=-p, per_own=Fraction(1), rest=Fraction(counted))
    rest = counted - p * _beside(rule.base, given)
    return Demand(name="cofinancing", per_grant=-p, per_own=1 - p, rest=rest)


def _share(name: str, q: Fraction, base: CofinancingBase, given: Given) -> Demand:
    """The grant is at most q of the base."""
    if base is CofinancingBase.GRANT:
        return Demand(name=name, per_grant=q - 1, per_own=Fraction(0), rest=Fraction(0))
    return Demand(name=name, per_grant=q - 1, per_own=q, rest=q * _beside(base, given))


def _beside(base: CofinancingBase, given: Given) -> int:
    """What the base holds beside grant and own share."""
    left_out = given.not_eligible if base is CofinancingBase.ELIGIBLE_COSTS else ZERO
    return (given.others - left_out).ore


def _floor(name: str, least: Money) -> Demand:
    return Demand(name=name, per_grant=Fraction(1), per_own=Fraction(0), rest=Fraction(-least.ore))


def _ceiling(name: str, most: Money) -> Demand:
    return Demand(name=name, per_grant=Fraction(-1), per_own=Fraction(0), rest=Fraction(most.ore))


def stretch(demands: Sequence[Demand], line: Line) -> Stretch:
    """What all demands leave on a line; where that is nothing, which of them cannot be met."""
    lows: list[tuple[int, str]] = []
    highs: list[tuple[int, str]] = []
    for each in demands:
        slope = each.per_grant * line.grant_step + each.per_own * line.own_step
        start = each.per_grant * line.grant + each.per_own * line.own + each.rest
        if slope > 0:
            lows.append((Money.rounded(-start / slope, Rounding.UP).ore, each.name))
        elif slope < 0:
            highs.append((Money.rounded(start / -slope, Rounding.DOWN).ore, each.name))
        elif start < 0:
            return Stretch(broken=(each.name,))
    low, high = max(lows, default=None), min(highs, default=None)
    if low and high and low[0] > high[0]:
        return Stretch(broken=tuple(dict.fromkeys((low[1], high[1]))))
    return Stretch(low=low and low[0], high=high and high[0])


def broken(demands: Iterable[Demand], plan: Plan) -> tuple[str, ...]:
    """The demands a plan does not meet, by name."""
    return tuple(dict.fromkeys(each.name for each in demands if not each.is_met(plan)))
