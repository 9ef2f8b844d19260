"""The most that costs may be: in all, in a year, as a share, for each unit (R17)."""

from collections.abc import Iterator, Sequence

from budgetdesk.accounting.cofinancing import eligible_costs
from budgetdesk.accounting.details import Prices
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach
from budgetdesk.domain.budget import BudgetLine, FundingSource
from budgetdesk.domain.finding import FactValue, Finding, Subject
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import Cap, CapBase, CapsRule


def cap_exceeded(case: Case) -> Iterator[Finding]:
    """Every cap against the lines it is about, taken together; a cap about none says nothing."""
    rule = case.rules.caps
    for cap in rule.caps if rule else ():
        lines = _lines(case, cap)
        if lines and rule is not None:
            yield from _in_all(case, rule, cap, lines)
            yield from _by_year(rule, cap, lines)
            yield from _by_unit(case, rule, cap, lines)


def _lines(case: Case, cap: Cap) -> Sequence[BudgetLine]:
    items = {item.key: item for item in case.rules.eligible.items} if case.rules.eligible else {}
    return [line for line in case.budget.lines if cap.is_about(items.get(line.item or ""))]


def _in_all(case: Case, rule: CapsRule, cap: Cap, lines: Sequence[BudgetLine]) -> Iterator[Finding]:
    total = Money.total(line.total for line in lines)
    largest = max(lines, key=lambda line: line.total)
    subject = Subject(kind="line", id=largest.id)
    if cap.at_most is not None and total > cap.at_most:
        yield breach(rule, "caps.amount", subject, _over(cap, largest, total, cap.at_most))
    if cap.percent is None or cap.base is None:
        return
    base = _base(case, cap.base)
    limit = base.share(cap.percent, Rounding.DOWN)
    if base > ZERO and total > limit:
        share: Facts = {"percent": cap.percent, "base": cap.base.value, "base_amount": base}
        facts = {**_over(cap, largest, total, limit), **share}
        yield breach(rule, "caps.share", subject, facts)


def _base(case: Case, base: CapBase) -> Money:
    if base is CapBase.GRANT:
        return case.budget.funded_by(FundingSource.GRANT)
    if base is CapBase.ELIGIBLE_COSTS:
        return eligible_costs(case.rules, case.budget)
    return case.budget.total_costs


def _by_year(rule: CapsRule, cap: Cap, lines: Sequence[BudgetLine]) -> Iterator[Finding]:
    if cap.at_most_a_year is None:
        return
    for year in sorted({year for line in lines for year in line.amounts}):
        amounts = [(line.amounts.get(year, ZERO), line) for line in lines]
        total = Money.total(amount for amount, _ in amounts)
        if total > cap.at_most_a_year:
            largest = max(amounts, key=lambda each: each[0])[1]
            subject = Subject(kind="line", id=largest.id, field=str(year))
            facts = {**_over(cap, largest, total, cap.at_most_a_year), "year": year}
            yield breach(rule, "caps.year", subject, facts)


def _by_unit(
    case: Case, rule: CapsRule, cap: Cap, lines: Sequence[BudgetLine]
) -> Iterator[Finding]:
    """The detail rows of the lines: the price of one unit is within the rate."""
    if cap.unit_rate is None or cap.unit is None:
        return
    prices = Prices(case.budget)
    for line in lines:
        priced = [(prices.price(row) or ZERO, row.text) for row in line.details]
        price, words = max(priced, default=(ZERO, ""), key=lambda each: each[0])
        if price > cap.unit_rate:
            facts: Facts = {
                **_over(cap, line, price, cap.unit_rate),
                "text": words,
                "unit": cap.unit.value,
            }
            yield breach(rule, "caps.rate", Subject(kind="line", id=line.id), facts)


def _over(cap: Cap, line: BudgetLine, amount: Money, limit: Money) -> dict[str, FactValue]:
    return {
        "cap": cap.label or line.label,
        "label": line.label,
        "amount": amount,
        "limit": limit,
        "excess": amount - limit,
    }
