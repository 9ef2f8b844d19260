"""What the own share consists of, and what of it counts (R13)."""

from collections.abc import Iterator

from budgetdesk.accounting.cofinancing import hold_budget
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.money import Money, Rounding


def form_not_counted(case: Case) -> Iterator[Finding]:
    """A form the call does not take brings nothing into the own share.

    Where the call demands a share, the demand leaves it out and says so itself when it is missed.
    """
    rule = case.rules.contributions if case.rules.cofinancing is None else None
    for line in _own(case):
        said = rule.form(line.form) if rule else None
        if rule is not None and said is not None and not said.counts and line.total:
            facts = {"form": line.form.value, "amount": line.total}
            yield breach(rule, "contributions.not_counted", _at(line, "form"), facts)


def hours_overvalued(case: Case) -> Iterator[Finding]:
    """An hour of work is worth no more than the call says; how many there are, somebody tells."""
    rule = case.rules.contributions
    for line in _own(case):
        said = rule.form(line.form) if rule else None
        if rule is None or said is None or said.hour_rate is None or not line.total:
            continue
        facts: Facts = {"form": line.form.value, "amount": line.total, "rate": said.hour_rate}
        if line.hours is None:
            code = "contributions.hours_unknown"
            yield finding(Severity.WARNING, code, _at(line, "hours"), facts, source=rule.source)
            continue
        worth = said.hour_rate.times(line.hours, Rounding.DOWN)
        if line.total > worth:
            told: Facts = {"hours": line.hours, "worth": worth, "excess": line.total - worth}
            fix = Fix(code="contributions.use_worth", amount=worth)
            code = "contributions.overvalued"
            yield breach(rule, code, _at(line, "hours"), {**facts, **told}, fixes=(fix,))


def too_little_cash(case: Case) -> Iterator[Finding]:
    """At least so much of the own share that is demanded is money."""
    rule, held = case.rules.contributions, hold_budget(case.rules, case.budget)
    if rule is None or rule.cash_percent is None or held is None or not case.is_filled:
        return
    least = held.required.share(rule.cash_percent, Rounding.UP)
    own = [line for line in _own(case) if line.form is FundingForm.CASH]
    cash = Money.total(line.total for line in own)
    if cash < least:
        facts: Facts = {
            "percent": rule.cash_percent,
            "required": held.required,
            "least": least,
            "cash": cash,
            "missing": least - cash,
        }
        subject = Subject(kind="funding", id=case.first_source(FundingSource.OWN))
        yield breach(rule, "contributions.too_little_cash", subject, facts)


def _own(case: Case) -> Iterator[FundingLine]:
    return (line for line in case.budget.funding if line.source is FundingSource.OWN)


def _at(line: FundingLine, field: str) -> Subject:
    return Subject(kind="funding", id=line.id, field=field)
