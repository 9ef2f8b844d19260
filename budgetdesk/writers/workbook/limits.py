"""What the grant is at most, as formulas of costs, whatever costs these are."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    SettlementReading,
)
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.formulas import minus, never_negative, share_down


class Costs(NamedTuple):
    """Costs, and those of them that are eligible: names, cells or sums."""

    all: str
    eligible: str

    def base(self, base: CofinancingBase) -> str:
        """What a percentage is taken of."""
        return {
            CofinancingBase.TOTAL_COSTS: self.all,
            CofinancingBase.ELIGIBLE_COSTS: self.eligible,
            CofinancingBase.GRANT: name("commitment"),
        }[base]


def of_account() -> Costs:
    """What the account came to."""
    return Costs(name("costs"), name("eligible"))


def shares(paper: AccountPaper, costs: Costs) -> list[str]:
    """The share of the costs the grant may be, by each rule the call has for it."""
    rules = paper.project.rules
    found = [
        share_down(f"({costs.base(base)})", name(key), percent)
        for key, base, percent in ceilings(rules)
    ]
    demand = demanded(paper)
    return found if demand is None else [_what_own_leaves(demand, costs), *found]


def demanded(paper: AccountPaper) -> CofinancingRule | None:
    """The demand on the own share, where it is of a grant of this size."""
    rule = paper.project.rules.cofinancing
    return rule if rule and rule.applies_to(paper.account.settlement.commitment) else None


def ceilings(rules: CallRules) -> Iterator[tuple[str, CofinancingBase, Decimal]]:
    """The percentages the grant may be at most: name of the figure, what it is of, percent."""
    named = {"grant_percent": rules.grant_share, "reimbursed_percent": rules.reimbursement}
    for key, rule in named.items():
        if rule is not None:
            yield key, rule.base, rule.percent


def net(costs: Costs) -> str:
    """The costs that others have not paid."""
    return minus(costs.all, name("other_grant"), name("income"))


def earned(paper: AccountPaper, costs: Costs, reading: SettlementReading) -> str:
    """What a reading makes of them when the project is over."""
    left = net(costs)
    limits = [name("commitment"), *shares(paper, costs), left]
    if reading is SettlementReading.KRONE_FOR_KRONE:
        limits.append(minus(left, name("own_budget")))
    return never_negative(f"MIN({','.join(limits)})")


def repaid(paid: str, grant: str, rules: CallRules) -> str:
    """What is to be paid back; nothing where it is too small to be claimed (R30)."""
    over = never_negative(minus(paid, grant))
    rule = rules.repayment
    if rule is None or rule.trivial is None:
        return over
    holds = "<=" if rule.trivial_itself is True else "<"
    return f"IF({over}{holds}{name('trivial')},0,{over})"


def _what_own_leaves(rule: CofinancingRule, costs: Costs) -> str:
    """What the recipient's share leaves of the costs; of the grant, costs are 1 + p grants."""
    percent = name("cofinancing_percent")
    if rule.base is CofinancingBase.GRANT:
        return share_down(f"({costs.all})", f"1/(1+{percent})", rule.percent)
    return share_down(f"({costs.base(rule.base)})", f"(1-{percent})", rule.percent)
