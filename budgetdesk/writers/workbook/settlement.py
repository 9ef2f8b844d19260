"""Sheet Opgørelse, first part: what the grant comes to, in both readings, and what is left."""

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.project import Payment
from budgetdesk.domain.rules import SettlementReading
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.cells import Cell
from budgetdesk.writers.workbook.formulas import minus, never_negative, ore
from budgetdesk.writers.workbook.limits import ceilings, demanded, net, of_account, repaid, shares
from budgetdesk.writers.workbook.steps import Steps


def write_settlement(steps: Steps) -> None:
    """The limits, what each reading makes of them, what is earned, what is still to be paid."""
    steps.section("limits")
    limits = [_commitment(steps), *_share(steps), _net(steps)]
    stands = _own_stands(steps)
    steps.section("readings")
    for reading, earned in steps.account.settlement.alternatives.items():
        bounds = limits + stands if reading is SettlementReading.KRONE_FOR_KRONE else limits
        lowest = ",".join(name(bound) for bound in bounds)
        steps.formula(reading.value, never_negative(f"MIN({lowest})"), earned)
    _result(steps)


def _commitment(steps: Steps) -> str:
    steps.formula("commitment", name("grant_budget"), steps.account.settlement.commitment)
    return "commitment"


def _net(steps: Steps) -> str:
    steps.formula("net", net(of_account()), steps.account.settlement.limits["net"])
    return "net"


def _share(steps: Steps) -> list[str]:
    """The share of the costs the grant may be, by each rule the call has for it."""
    rule = demanded(steps.paper)
    if rule is not None:
        steps.typed("cofinancing_percent", rule.percent)
    for key, _, percent in ceilings(steps.paper.project.rules):
        steps.typed(key, percent)
    found = shares(steps.paper, of_account())
    if not found:
        return []
    lowest = f"MIN({','.join(found)})"
    steps.formula("share", lowest, steps.account.settlement.limits["share"])
    return ["share"]


def _own_stands(steps: Steps) -> list[str]:
    """What is left when the promised own share stands; it is not due while the project runs."""
    account = steps.account
    if account.kind is not AccountKind.FINAL:
        return []
    own = next(row.budget for row in account.funding if row.source is FundingSource.OWN)
    left = account.settlement.limits["net"] - own
    steps.formula("own_stands", minus(name("net"), name("own_budget")), left)
    return ["own_stands"]


def _result(steps: Steps) -> None:
    """What is earned, and what that leaves to be paid either way."""
    settlement = steps.account.settlement
    earned, paid = name("earned"), name("paid_out")
    reading = words.name_of(settlement.reading)
    chosen = name(settlement.reading.value)
    steps.section("result")
    steps.formula("earned", chosen, settlement.earned, "total", reading=reading)
    steps.formula("unused", minus(name("commitment"), earned), settlement.unused)
    steps.formula("paid_out", ore(f"SUM({name('payments')})"), settlement.paid_out)
    steps.formula("claim", never_negative(minus(earned, paid)), settlement.claim)
    _trivial(steps)
    if settlement.is_final:
        over = repaid(paid, earned, steps.paper.project.rules)
        steps.formula("repay", over, settlement.repay)
    else:
        steps.formula("advance", never_negative(minus(paid, earned)), settlement.advance)
    for sentence in words.reading(steps.paper):
        steps.note(sentence)


def _trivial(steps: Steps) -> None:
    """What is too small to be claimed back, where the call names it."""
    rule = steps.paper.project.rules.repayment
    if rule is not None and rule.trivial is not None:
        steps.typed("trivial", rule.trivial)


def write_payments(steps: Steps) -> None:
    """What the funder has paid; typed in."""
    paper = steps.paper
    rows = [_payment(paper.hidden(each.note), each) for each in paper.project.payments]
    first = steps.row + 3
    end = steps.sheet.table(steps.row + 1, "payments", ("payment_note", "amount", "on"), rows)
    steps.sheet.define("payments", first, 1, max(first, end - 1))
    steps.row = end


def _payment(note: str, payment: Payment) -> tuple[Cell, ...]:
    return words.given(note), payment.amount, payment.on
