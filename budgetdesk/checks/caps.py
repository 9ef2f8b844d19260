"""The most that costs may be: in all, in a year, as a share, for each unit (R17)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.accounting.cofinancing import eligible_costs
from budgetdesk.accounting.details import Prices
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.budget import BudgetLine, DetailRow, FundingSource
from budgetdesk.domain.finding import FactValue, Finding, Severity, Subject
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.rules import Cap, CapBase, CapsRule, Unit


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
    """The detail rows of the lines: the price of one unit is within the rate.

    Only of rows that count the cap's unit. Of a row that does not say what it counts, the finding
    says so, for only a person knows whether the rate is about it.
    """
    if cap.unit_rate is None or cap.unit is None:
        return
    prices = Prices(case.budget)
    for line in lines:
        for row, price in _dearest(line, prices, cap.unit):
            if price <= cap.unit_rate:
                continue
            over = _over(cap, line, price, cap.unit_rate)
            facts: Facts = {**over, "text": row.text, "unit": cap.unit.value}
            at = Subject(kind="line", id=line.id, field="details")
            if _counted_in(row, cap.unit):
                yield breach(rule, "caps.rate", at, facts)
            else:
                code = "caps.rate_of_no_unit"
                yield finding(Severity.WARNING, code, at, facts, source=rule.source)


def _dearest(line: BudgetLine, prices: Prices, unit: Unit) -> Iterator[tuple[DetailRow, Money]]:
    """The dearest row of a line that counts the unit, and the dearest that says no unit."""
    priced = [(row, prices.price(row) or ZERO) for row in line.details]
    for is_told in (True, False):
        kind = [
            each
            for each in priced
            if (_counted_in(each[0], unit) if is_told else _counts_unsaid(each[0]))
        ]
        if kind:
            yield max(kind, key=lambda each: each[1])


def _counted_in(row: DetailRow, unit: Unit) -> bool:
    """Whether a row counts this unit; a salary row counts hours, whatever it says."""
    if row.annual_cost is not None:
        return unit is Unit.HOUR
    return bool(_WORDS[unit].fullmatch(row.unit.strip()))


def _counts_unsaid(row: DetailRow) -> bool:
    return row.annual_cost is None and not row.unit.strip()


_PER: Final = r"(?:(?:kr\.?\s*)?(?:pr\.?|/)\s*)?"
_WORDS: Final = {
    Unit.HOUR: re.compile(_PER + r"(?:\w*timer?|[th])\.?", re.IGNORECASE),
    Unit.KM: re.compile(_PER + r"(?:km|kilometer)\.?", re.IGNORECASE),
}
"""How people write what they count: "timer", "t.", "pr. time", "kr./km"."""


def _over(cap: Cap, line: BudgetLine, amount: Money, limit: Money) -> dict[str, FactValue]:
    return {
        "cap": cap.label or line.label,
        "label": line.label,
        "amount": amount,
        "limit": limit,
        "excess": amount - limit,
    }
