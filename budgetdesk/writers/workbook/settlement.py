"""Sheet Opgørelse, first part: what the grant comes to, in both readings, and what is left."""

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.rules import CofinancingBase, CofinancingRule, SettlementReading
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.formulas import ore, share_down
from budgetdesk.writers.workbook.steps import Steps

_BASES = {
    CofinancingBase.TOTAL_COSTS: "costs",
    CofinancingBase.ELIGIBLE_COSTS: "eligible",
    CofinancingBase.GRANT: "commitment",
}


def write_settlement(steps: Steps) -> None:
    """The limits, what each reading makes of them, what is earned, what is still to be paid."""
    steps.section("limits")
    limits = [_commitment(steps), *_share(steps), _net(steps)]
    stands = _own_stands(steps)
    steps.section("readings")
    for reading, earned in steps.account.settlement.alternatives.items():
        bounds = limits + stands if reading is SettlementReading.KRONE_FOR_KRONE else limits
        lowest = ",".join(name(bound) for bound in bounds)
        steps.formula(reading.value, f"MAX(0,MIN({lowest}))", earned)
    _result(steps)


def _commitment(steps: Steps) -> str:
    steps.formula("commitment", name("grant_budget"), steps.account.settlement.commitment)
    return "commitment"


def _net(steps: Steps) -> str:
    net = "-".join(name(key) for key in ("costs", "other_grant", "income"))
    steps.formula("net", ore(net), steps.account.settlement.limits["net"])
    return "net"


def _share(steps: Steps) -> list[str]:
    """The share of the costs the grant may be, by each rule the call has for it."""
    rules = steps.paper.project.rules
    shares = []
    if rules.cofinancing is not None:
        steps.typed("cofinancing_percent", rules.cofinancing.percent)
        shares.append(_what_own_leaves(rules.cofinancing))
    if rules.grant_share is not None:
        steps.typed("grant_percent", rules.grant_share.percent)
        base, percent = name(_BASES[rules.grant_share.base]), rules.grant_share.percent
        shares.append(share_down(base, name("grant_percent"), percent))
    if not shares:
        return []
    lowest = f"MIN({','.join(shares)})"
    steps.formula("share", lowest, steps.account.settlement.limits["share"])
    return ["share"]


def _what_own_leaves(rule: CofinancingRule) -> str:
    """What the recipient's share leaves of the costs; of the grant, costs are 1 + p grants."""
    percent = name("cofinancing_percent")
    if rule.base is CofinancingBase.GRANT:
        return share_down(name("costs"), f"1/(1+{percent})", rule.percent)
    return share_down(name(_BASES[rule.base]), f"(1-{percent})", rule.percent)


def _own_stands(steps: Steps) -> list[str]:
    """What is left when the promised own share stands; it is not due while the project runs."""
    account = steps.account
    if account.kind is not AccountKind.FINAL:
        return []
    own = next(row.budget for row in account.funding if row.source is FundingSource.OWN)
    left = account.settlement.limits["net"] - own
    steps.formula("own_stands", ore(f"{name('net')}-{name('own_budget')}"), left)
    return ["own_stands"]


def _result(steps: Steps) -> None:
    """What is earned, and what that leaves to be paid either way."""
    settlement = steps.account.settlement
    earned, paid = name("earned"), name("paid_out")
    reading = words.name_of(settlement.reading)
    chosen = name(settlement.reading.value)
    steps.section("result")
    steps.formula("earned", chosen, settlement.earned, "total", reading=reading)
    steps.formula("unused", ore(f"{name('commitment')}-{earned}"), settlement.unused)
    steps.formula("paid_out", ore(f"SUM({name('payments')})"), settlement.paid_out)
    steps.formula("claim", f"MAX(0,{ore(f'{earned}-{paid}')})", settlement.claim)
    over = "repay" if settlement.is_final else "advance"
    steps.formula(over, f"MAX(0,{ore(f'{paid}-{earned}')})", getattr(settlement, over))
    for sentence in words.reading(steps.paper):
        steps.note(sentence)


def write_payments(steps: Steps) -> None:
    """What the funder has paid; typed in."""
    paper = steps.paper
    rows = [(each.on, each.amount, paper.hidden(each.note)) for each in paper.project.payments]
    first = steps.row + 3
    end = steps.sheet.table(steps.row + 1, "payments", ("on", "amount", "payment_note"), rows)
    steps.sheet.define("payments", first, 1, max(first, end - 1))
