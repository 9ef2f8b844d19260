"""Co-financing held against the call's demand, and the smallest changes that would meet it.

The demand is on what the recipient pays, so it rounds up; the greatest grant rounds down. The
formulas stand in rules.md section 3 (R10).
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from budgetdesk.accounting.eligible import is_eligible
from budgetdesk.domain.account import CofinancingResult
from budgetdesk.domain.budget import BudgetVersion, FundingForm, FundingLine, FundingSource
from budgetdesk.domain.finding import Fix
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    GrantShareRule,
    ReimbursementRule,
)

KEEP_TOTAL: Final = "cofinancing.keep_total"
KEEP_GRANT: Final = "cofinancing.keep_grant"


def hold(
    rule: CofinancingRule, costs: Money, eligible: Money, grant: Money, own: Money, other: Money
) -> CofinancingResult:
    """The own share held against the demand; `other` is what other grant givers bring.

    Money from other grant givers counts only where the call says so.
    """
    base = _base(rule.base, costs, eligible, grant)
    actual = own + _counted(rule, other)
    return CofinancingResult(
        base=rule.base,
        base_amount=base,
        required_percent=rule.percent,
        actual_percent=actual.percent_of(base),
        required=base.share(rule.percent, Rounding.UP),
        actual=actual,
    )


def hold_budget(
    rules: CallRules, budget: BudgetVersion, *, undecided_counts: bool = False
) -> CofinancingResult | None:
    """A budget's co-financing held against the demand.

    None when the call states none, or none for a grant of this size (R12). Own contributions of a
    form the call does not take are left out (R13), and so are those nobody has settled, unless
    the milder reading of them is asked for (A6).
    """
    grant = budget.funded_by(FundingSource.GRANT)
    left_out = own_not_counted(rules, budget)
    if undecided_counts:
        left_out -= own_undecided(rules, budget)
    if rules.cofinancing is None or not rules.cofinancing.applies_to(grant):
        return None
    return hold(
        rules.cofinancing,
        budget.total_costs,
        eligible_costs(rules, budget),
        grant,
        budget.funded_by(FundingSource.OWN) - left_out,
        budget.funded_by(FundingSource.OTHER_GRANT),
    )


def own_not_counted(rules: CallRules, budget: BudgetVersion) -> Money:
    """What of the own share does not count, or is not known to: the stricter until it is (A6)."""
    return Money.total(x.total for x in _own(budget) if not form_counts(rules, x.form))


def own_undecided(rules: CallRules, budget: BudgetVersion) -> Money:
    """What of the own share neither the call nor a decision says the counting of."""
    return Money.total(x.total for x in _own(budget) if form_counts(rules, x.form) is None)


def form_counts(rules: CallRules, form: FundingForm) -> bool | None:
    """Whether a form of contribution counts; money does unless shut out, None: nobody has said."""
    said = rules.contributions.form(form) if rules.contributions else None
    if said is not None:
        return said.counts
    return True if form is FundingForm.CASH else None


def _own(budget: BudgetVersion) -> Iterator[FundingLine]:
    return (line for line in budget.funding if line.source is FundingSource.OWN)


def so_far(whole: Money, planned: Money, costs: Money) -> Money:
    """What does not count of the own share when `costs` of the `planned` have been held.

    A ledger does not tell work from money, so the budget's contributions are taken to follow its
    costs: of costs beyond the budget's no more than all of them; rounded up, for it is left out.
    """
    if costs >= planned or not whole:
        return whole
    return Money.rounded(Fraction(whole.ore * max(costs.ore, 0), planned.ore), Rounding.UP)


def eligible_costs(rules: CallRules, budget: BudgetVersion) -> Money:
    """The budget's lines the call pays for."""
    lines = (line for line in budget.lines if is_eligible(rules.eligible, line.item))
    return Money.total(line.total for line in lines)


def greatest_grant(
    rule: GrantShareRule | ReimbursementRule, costs: Money, eligible: Money, grant: Money
) -> Money:
    """The most the rule lets the grant be."""
    return _base(rule.base, costs, eligible, grant).share(rule.percent, Rounding.DOWN)


def fixes(
    rule: CofinancingRule, costs: Money, eligible: Money, grant: Money, other: Money, income: Money
) -> Iterator[Fix]:
    """The two smallest changes that meet a demand which is not met, both in balance.

    Keeping the total, own share and grant move; keeping the grant, own share and total move.
    What others bring stays. A change that would leave no grant, or would cut the costs, is none.
    """
    own = _own_keeping_total(rule, costs, eligible, other, income)
    new_grant = costs - own - other - income
    if new_grant > ZERO:
        facts = {"own": own, "grant": new_grant}
        yield Fix(code=KEEP_TOTAL, amount=own, facts=facts)
    raised = _own_keeping_grant(rule, costs - eligible, grant, other, income)
    if raised is None:
        return
    total = grant + raised + other + income
    if grant > ZERO and total > costs:
        facts = {"own": raised, "total": total}
        yield Fix(code=KEEP_GRANT, amount=raised, facts=facts)


def _own_keeping_total(
    rule: CofinancingRule, costs: Money, eligible: Money, other: Money, income: Money
) -> Money:
    """The least own share when costs stay.

    On costs it is what is demanded of them. On the grant, which is what the own share leaves of
    S = costs - others: own + counted >= p * (S - own).
    """
    p = Fraction(rule.percent) / 100
    counted = _counted(rule, other).ore
    if rule.base is CofinancingBase.GRANT:
        shared = (costs - other - income).ore
        return _least((p * shared - counted) / (1 + p))
    return _least(p * _base(rule.base, costs, eligible, ZERO).ore - counted)


def _own_keeping_grant(
    rule: CofinancingRule, not_eligible: Money, grant: Money, other: Money, income: Money
) -> Money | None:
    """The least own share when the grant stays; None when no share is enough.

    Total = grant + own + others, and the costs added are eligible, so that on costs:
    own + counted >= p * (grant + own + others - what is not in the base).
    """
    p = Fraction(rule.percent) / 100
    counted = _counted(rule, other).ore
    if rule.base is CofinancingBase.GRANT:
        return _least(p * grant.ore - counted)
    if p >= 1:
        return None
    left_out = not_eligible if rule.base is CofinancingBase.ELIGIBLE_COSTS else ZERO
    return _least((p * (grant + other + income - left_out).ore - counted) / (1 - p))


def _least(exact: Fraction) -> Money:
    return max(Money.rounded(exact, Rounding.UP), ZERO)


def _counted(rule: CofinancingRule, other: Money) -> Money:
    return other if rule.other_grants_count else ZERO


def _base(base: CofinancingBase, costs: Money, eligible: Money, grant: Money) -> Money:
    return {
        CofinancingBase.TOTAL_COSTS: costs,
        CofinancingBase.ELIGIBLE_COSTS: eligible,
        CofinancingBase.GRANT: grant,
    }[base]
