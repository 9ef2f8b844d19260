"""A joint project: each line has its partner, each partner its costs, funding and own share."""

from collections.abc import Iterator

from budgetdesk.accounting.partners import (
    PartnerBudget,
    known_partners,
    partner_budgets,
)
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.rules import SplitBy


def unknown_partner(case: Case) -> Iterator[Finding]:
    """A line stands with a partner the project has; else it is counted as the recipient's own."""
    known = known_partners(case.project)
    for number, line in enumerate(case.budget.lines, start=1):
        if line.partner is not None and line.partner not in known:
            subject = Subject(kind="line", id=line.id, field="partner")
            line_facts: Facts = {"number": number, "label": line.label, "partner": line.partner}
            yield finding(Severity.ERROR, "partners.unknown_on_line", subject, line_facts)
    for source in case.budget.funding:
        if source.partner is not None and source.partner not in known:
            subject = Subject(kind="funding", id=source.id, field="partner")
            facts: Facts = {"funding": source.source.value, "partner": source.partner}
            yield finding(Severity.ERROR, "partners.unknown_on_source", subject, facts)


def partner_without_costs(case: Case) -> Iterator[Finding]:
    """Who takes part in a joint project has costs in it."""
    if not case.has_costs:
        return
    for each in partner_budgets(case.project, case.budget):
        if each.id is not None and not each.costs:
            facts = {"partner": each.name}
            yield finding(Severity.WARNING, "partners.without_costs", _about(each), facts)


def partner_cofinancing_short(case: Case) -> Iterator[Finding]:
    """R10: each partner meets the demand alone, where the call says so.

    One that meets it if its hours and things count has the question of them (A6).
    """
    rule = case.rules.cofinancing
    if rule is None or not rule.each_partner or not case.is_filled:
        return
    for each in partner_budgets(case.project, case.budget):
        held = each.cofinancing
        if held is not None and held.missing > each.undecided:
            yield breach(
                rule,
                "partners.cofinancing_short",
                _about(each),
                {
                    "partner": each.name,
                    "base": held.base.value,
                    "percent": held.required_percent,
                    "required": held.required,
                    "actual": held.actual,
                    "missing": held.missing,
                },
            )


def partner_out_of_balance(case: Case) -> Iterator[Finding]:
    """R19, R20: each partner's costs equal its funding, once funding stands partner by partner.

    A budget that is out of balance as a whole has a finding of its own.
    """
    budget = case.budget
    if not case.is_filled or budget.total_costs != budget.total_funding:
        return
    split = case.rules.split
    is_split = split is not None and SplitBy.PARTNER in split.by
    if not is_split and all(line.partner is None for line in budget.funding):
        return
    for each in partner_budgets(case.project, budget):
        if each.costs != each.total_funding:
            facts: Facts = {
                "partner": each.name,
                "costs": each.costs,
                "funding": each.total_funding,
                "difference": abs(each.costs - each.total_funding),
            }
            yield finding(Severity.WARNING, "partners.out_of_balance", _about(each), facts)


def _about(partner: PartnerBudget) -> Subject:
    return Subject(kind="partner", id=partner.id or "")
