"""The grant held against what the call gives: a year, and to one of the recipient's kind (R9)."""

from collections.abc import Iterator

from budgetdesk.accounting.grant_years import most_in_a_year
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.finding import Finding, Fix, Subject
from budgetdesk.domain.money import ZERO, Money


def grant_above_year_limit(case: Case) -> Iterator[Finding]:
    """No calendar year gets more than the call gives in one."""
    rule = case.rules.grant_limit
    limit = most_in_a_year(rule, case.project.recipient.kind) if rule else None
    if rule is None or limit is None:
        return
    grants = [line for line in case.budget.funding if line.source is FundingSource.GRANT]
    for year in sorted({year for line in grants for year in line.amounts}):
        grant = Money.total(line.amounts.get(year, ZERO) for line in grants)
        if grant > limit:
            facts: Facts = {"year": year, "grant": grant, "limit": limit, "excess": grant - limit}
            subject = Subject(kind="funding", id=grants[0].id, field=str(year))
            yield breach(rule, "grant.above_year_limit", subject, facts)


def grant_outside_recipient_limits(case: Case) -> Iterator[Finding]:
    """Some kinds of recipient have limits of their own."""
    rule, kind = case.rules.grant_limit, case.project.recipient.kind
    grant = case.budget.funded_by(FundingSource.GRANT)
    if rule is None or kind is None or not grant:
        return
    subject = Subject(kind="funding", id=case.first_source(FundingSource.GRANT))
    for each in rule.for_recipients:
        if kind not in each.recipients:
            continue
        facts: Facts = {"grant": grant, "applicant": kind.value}
        if each.at_most is not None and grant > each.at_most:
            fix = Fix(
                code="funding.lower_grant", amount=each.at_most, facts={"grant": each.at_most}
            )
            over: Facts = {**facts, "limit": each.at_most, "excess": grant - each.at_most}
            yield breach(rule, "grant.above_own_limit", subject, over, fixes=(fix,))
        if each.at_least is not None and grant < each.at_least:
            under: Facts = {**facts, "limit": each.at_least, "missing": each.at_least - grant}
            yield breach(rule, "grant.below_own_limit", subject, under)
