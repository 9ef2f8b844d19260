"""The project account, drawn up from the project alone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.cofinancing import own_not_counted, so_far
from budgetdesk.accounting.days import days_of
from budgetdesk.accounting.deadlines import final_account_due, interim_account_due
from budgetdesk.accounting.digest import sealed
from budgetdesk.accounting.eligible import is_eligible
from budgetdesk.accounting.endings import endings
from budgetdesk.accounting.partners import known_partners, owner, partner_accounts
from budgetdesk.accounting.payout import payout
from budgetdesk.accounting.reported import (
    corrections,
    covered,
    reported_on,
    taken_before,
    told,
    with_earlier,
)
from budgetdesk.accounting.settlement import Outcome, hold_outcome, settle
from budgetdesk.accounting.signoff import signoff_of
from budgetdesk.accounting.spread import Known, Spread, known, spread
from budgetdesk.accounting.year_ends import year_ends
from budgetdesk.domain.account import (
    Account,
    AccountFunding,
    AccountKind,
    AccountLine,
    AllocatedPart,
    Settlement,
    Signoff,
)
from budgetdesk.domain.budget import BudgetLine, FundingSource
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.ending import Ending
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.signoff import SignoffBasis
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError


def build_account(project: Project, period: Period | None = None) -> Account:
    """The final account, or the interim account of another period than the project's, sealed.

    An interim account covers its own period and those of the accounts taken before it. It is held
    against the whole budget and settled on all it covers.

    Raises:
        BudgetDeskError: `account.no_period`, when the project has none and none is given.
    """
    return sealed(draw_up(project, known(project), allocate(project.ledger), period))


def draw_up(
    project: Project, places: Known, parts: Sequence[AllocatedPart], period: Period | None = None
) -> Account:
    """The account without its seal, of postings already allocated; raises as `build_account`."""
    own = period or project.period
    if own is None:
        raise BudgetDeskError("account.no_period")
    kind = AccountKind.FINAL if own == project.period else AccountKind.INTERIM
    is_final = kind is AccountKind.FINAL
    before = taken_before(project.accounts, own)
    periods = (own,) if is_final else covered(before, own)
    days = days_of(project)
    boxes = spread(places, project.ledger, days, parts, periods, is_final=is_final)
    changed = corrections(before, boxes.on_lines, project.ledger, days)
    drawn = _lines(project, places, boxes, reported_on(before), None if is_final else own.end)
    lines = with_earlier(drawn, before, changed)
    outcome = _outcome(project, lines, boxes, is_final=is_final)
    rules = project.rules
    settlement = settle(outcome, rules, project.decision_on(Topic.SETTLEMENT), is_final=is_final)
    funding = tuple(_funding(project, outcome, settlement, boxes))
    return Account(
        kind=kind,
        period=own,
        lines=lines,
        funding=funding,
        eligible=outcome.eligible,
        cofinancing=hold_outcome(rules, outcome, settlement.earned),
        settlement=settlement,
        signoff=_signoff(project, settlement, kind, is_used=is_final and bool(boxes.on_lines)),
        due=_due(project) if is_final else interim_account_due(project.rules, own),
        reconciliation=boxes.reconciliation,
        partners=partner_accounts(
            project, lines, boxes.on_no_line, settlement.earned, is_final=is_final
        ),
        other_parts=tuple(boxes.on_no_line),
        taken_before=told(before),
        corrections=changed,
        endings=tuple(_endings(project, places, outcome)),
        payout=payout(project, kind, own, settlement.earned, own.end),
        year_ends=year_ends(project, boxes.by_year, own),
    )


def _due(project: Project) -> date | None:
    decision = project.decision_on(Topic.DUE_DAY)
    return final_account_due(project.rules, project.period, decision)


def _lines(
    project: Project,
    places: Known,
    boxes: Spread,
    reported: Iterable[str],
    interim_end: date | None,
) -> Iterator[AccountLine]:
    """The budget's lines in its order, then those only postings and earlier accounts know."""
    planned = {line.id: line for line in project.base_budget.lines}
    others = (each for each in dict.fromkeys((*boxes.on_lines, *reported)) if each not in planned)
    strangers = (places.lines.get(each) or _forgotten(each) for each in others)
    rule, partners = project.rules.eligible, known_partners(project)
    for line in (*planned.values(), *strangers):
        parts = tuple(boxes.on_lines.get(line.id, ()))
        yield AccountLine(
            id=line.id,
            label=line.label,
            budget=line.total if line.id in planned else ZERO,
            actual=Money.total(part.amount for part in parts),
            explanation=project.explanations.get(line.id, ""),
            is_approved=line.id in planned,
            is_eligible=is_eligible(rule, line.item),
            partner=owner(line.partner, partners),
            parts=parts,
            planned=_planned(line, interim_end) if line.id in planned else None,
        )


def _planned(line: BudgetLine, end: date | None) -> Money | None:
    """What the budget gives a line until a day, where that is the last of a year."""
    if end is None or (end.month, end.day) != (12, 31):
        return None
    return Money.total(amount for year, amount in line.amounts.items() if year <= end.year)


def _forgotten(line: str) -> BudgetLine:
    """A line an earlier account reported on and no budget has any more."""
    return BudgetLine(id=LineId(line), label=line)


def _endings(project: Project, places: Known, outcome: Outcome) -> Iterator[Ending]:
    """What the grant would be, had the project ended with what this account covers."""
    rule = project.rules.eligible
    promised = project.base_budget.funded_by(FundingSource.OWN)
    open_orders = [each for each in project.orders if each.is_open]
    eligible = (
        each.amount
        for each in open_orders
        if each.line in places.lines and is_eligible(rule, places.lines[each.line].item)
    )
    return endings(
        replace(outcome, promised_own=promised),
        project.rules,
        Money.total(each.amount for each in open_orders),
        Money.total(eligible),
    )


def _outcome(
    project: Project, lines: Sequence[AccountLine], boxes: Spread, *, is_final: bool
) -> Outcome:
    budget = project.base_budget
    costs = Money.total(line.actual for line in lines)
    return Outcome(
        commitment=budget.funded_by(FundingSource.GRANT),
        costs=costs,
        eligible=Money.total(line.actual for line in lines if line.is_eligible),
        others=boxes.received[FundingSource.OTHER_GRANT] + boxes.received[FundingSource.INCOME],
        other_grants=boxes.received[FundingSource.OTHER_GRANT],
        not_counted=so_far(own_not_counted(project.rules, budget), budget.total_costs, costs),
        promised_own=budget.funded_by(FundingSource.OWN) if is_final else None,
        paid_out=project.paid_out,
    )


def _funding(
    project: Project, outcome: Outcome, settlement: Settlement, boxes: Spread
) -> Iterator[AccountFunding]:
    """Every source: the grant as earned, the others as received, the own share as what is left."""
    actual = {
        FundingSource.GRANT: settlement.earned,
        FundingSource.OWN: outcome.costs - settlement.earned - outcome.others,
    }
    for source in FundingSource:
        yield AccountFunding(
            source=source,
            budget=project.base_budget.funded_by(source),
            actual=actual.get(source, boxes.received[source]),
        )


def _signoff(
    project: Project, settlement: Settlement, kind: AccountKind, *, is_used: bool
) -> Signoff:
    """What was used counts once a final account has costs; before that only the commitment does."""
    amounts = {
        SignoffBasis.COMMITMENT: settlement.commitment,
        SignoffBasis.PAID: settlement.paid_out,
    }
    if is_used:
        amounts[SignoffBasis.USED] = settlement.earned
    return signoff_of(project, amounts, kind)
