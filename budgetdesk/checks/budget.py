"""The budget's cost lines: filled in, explained, within the call's list, in balance."""

from collections.abc import Iterator

from budgetdesk.accounting.details import Prices
from budgetdesk.accounting.eligible import is_listed
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import breach, breach_or_doubt, finding
from budgetdesk.domain.budget import BudgetLine, FundingSource
from budgetdesk.domain.finding import FactValue, Finding, Fix, Severity, Subject
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.rules import EligibleRule


def budget_empty(case: Case) -> Iterator[Finding]:
    """A budget has costs; while it has none, nothing else is said of its figures."""
    if not case.has_costs:
        yield finding(Severity.ERROR, "budget.empty", Subject(kind="line"))


def below_least_budget(case: Case) -> Iterator[Finding]:
    """R9: the project is as large as the call wants projects to be."""
    rule, costs = case.rules.least_budget, case.budget.total_costs
    if rule is not None and case.has_costs and costs < rule.at_least:
        facts = {"costs": costs, "limit": rule.at_least, "missing": rule.at_least - costs}
        yield breach(rule, "budget.too_small", Subject(kind="line"), facts)


def out_of_balance(case: Case) -> Iterator[Finding]:
    """R20: costs equal funding. Every account needs it, so a silent call gives a warning."""
    if not case.is_filled:
        return
    budget, rule = case.budget, case.rules.balance
    costs, funding = budget.total_costs, budget.total_funding
    difference = abs(costs - funding)
    facts = {"costs": costs, "funding": funding, "difference": difference}
    subject = Subject(kind="funding")
    if costs > funding:
        own = budget.funded_by(FundingSource.OWN) + difference
        fix = Fix(code="funding.raise_own", amount=own, facts={"own": own})
        yield breach_or_doubt(rule, "budget.underfunded", subject, facts, fixes=(fix,))
    elif funding > costs:
        grant = budget.funded_by(FundingSource.GRANT) - difference
        lower = Fix(code="funding.lower_grant", amount=grant, facts={"grant": grant})
        fixes = (lower,) if grant > ZERO else ()
        yield breach_or_doubt(rule, "budget.overfunded", subject, facts, fixes=fixes)


def item_not_in_list(case: Case) -> Iterator[Finding]:
    """R14: each line is one of the call's items; one that is not is blocked by a closed list.

    Of a grant for a single purpose it is asked whether the line serves that (`costs`).
    """
    rule = case.rules.eligible
    if rule is None or rule.single_purpose:
        return
    for number, line in enumerate(case.budget.lines, start=1):
        if line.item is None or not is_listed(rule, line.item):
            yield _outside_list(rule, number, line)


def _outside_list(rule: EligibleRule, number: int, line: BudgetLine) -> Finding:
    facts: dict[str, FactValue] = {
        "number": number,
        "label": line.label,
        "amount": line.total,
        "items": "; ".join(item.label for item in rule.items),
    }
    subject = Subject(kind="line", id=line.id, field="item")
    if not rule.closed:
        code = "budget.item_not_chosen_open" if line.item is None else "budget.item_beyond_examples"
        return finding(Severity.WARNING, code, subject, facts, source=rule.source)
    code = "budget.item_not_chosen" if line.item is None else "budget.item_not_eligible"
    return breach(rule, code, subject, facts)


def note_missing(case: Case) -> Iterator[Finding]:
    """R18: every line carries a note."""
    rule = case.rules.notes
    if rule is None:
        return
    for number, line in enumerate(case.budget.lines, start=1):
        if not line.note.strip():
            subject = Subject(kind="line", id=line.id, field="note")
            yield breach(rule, "budget.no_note", subject, {"number": number, "label": line.label})


def details_differ(case: Case) -> Iterator[Finding]:
    """Where a year has detail rows, they sum to the year's amount."""
    prices = Prices(case.budget)
    for number, line in enumerate(case.budget.lines, start=1):
        for year, details in prices.per_year(line).items():
            amount = line.amounts.get(year, ZERO)
            if details != amount:
                yield finding(
                    Severity.ERROR,
                    "budget.details_differ",
                    Subject(kind="line", id=line.id, field=str(year)),
                    {
                        "number": number,
                        "label": line.label,
                        "year": year,
                        "amount": amount,
                        "details": details,
                        "difference": abs(amount - details),
                    },
                    fixes=(Fix(code="budget.use_details", amount=details, facts={"year": year}),),
                )
