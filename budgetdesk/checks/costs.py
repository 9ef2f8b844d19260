"""Costs that a line's words betray: shut out by name, or no single cost at all (R15, R16)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from budgetdesk.accounting.eligible import is_listed
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.rules import EligibleRule, Exclusion, ExclusionRule


def cost_excluded(case: Case) -> Iterator[Finding]:
    """R15: no line is for a cost the call shuts out; some only above so much in a year."""
    rule = case.rules.exclusions
    for cost in rule.costs if rule else ():
        pattern = _pattern(cost.words)
        if pattern is None or rule is None:
            continue  # a cost without words is for people to know: the pack shows it
        found = [
            (number, line)
            for number, line in enumerate(case.budget.lines, start=1)
            if line.total and pattern.search(f"{line.label}\n{line.note}")
        ]
        yield from _excluded(rule, cost, found)


def _excluded(
    rule: ExclusionRule, cost: Exclusion, found: list[tuple[int, BudgetLine]]
) -> Iterator[Finding]:
    """Every line of the cost; with a yearly limit, the years they exceed it together."""
    if cost.above_a_year is None:
        for number, line in found:
            subject = Subject(kind="line", id=line.id)
            facts: Facts = {
                "number": number,
                "label": line.label,
                "amount": line.total,
                "cost": cost.label,
            }
            yield breach(rule, "costs.excluded", subject, facts)
        return
    for year in sorted({year for _, line in found for year in line.amounts}):
        amounts = [(line, line.amounts.get(year, ZERO)) for _, line in found]
        total = sum((amount for _, amount in amounts), ZERO)
        if total > cost.above_a_year:
            largest = max(amounts, key=lambda each: each[1])[0]
            yield breach(
                rule,
                "costs.excluded_above",
                Subject(kind="line", id=largest.id, field=str(year)),
                {
                    "cost": cost.label,
                    "year": year,
                    "amount": total,
                    "limit": cost.above_a_year,
                    "excess": total - cost.above_a_year,
                },
            )


def single_purpose(case: Case) -> Iterator[Finding]:
    """R14: a grant for one thing: of every line not tied to it, somebody must say it serves it.

    No note can say it for them: it explains the amount. To tie the line to the purpose says it.
    """
    rule = case.rules.eligible
    if rule is None or not rule.single_purpose:
        return
    purpose = "; ".join(item.label for item in rule.items)
    ways = [
        Fix(code="budget.link_item", facts={"item": item.key, "label": item.label})
        for item in rule.items
    ]
    for number, line in enumerate(case.budget.lines, start=1):
        if line.total and (line.item is None or not is_listed(rule, line.item)):
            subject = Subject(kind="line", id=line.id, field="item")
            facts: Facts = {"number": number, "label": line.label, "purpose": purpose}
            yield _purpose(rule, subject, facts, ways)


def _purpose(rule: EligibleRule, subject: Subject, facts: Facts, ways: Sequence[Fix]) -> Finding:
    """A closed list shuts the line out; else it is asked about."""
    if rule.closed:
        return breach(rule, "costs.purpose", subject, facts, fixes=ways)
    doubt = Severity.WARNING
    return finding(doubt, "costs.purpose", subject, facts, fixes=ways, source=rule.source)


def pay_not_counted(case: Case) -> Iterator[Finding]:
    """R17: pay of a kind the call does not count stands in no line, row or note of the budget."""
    rule = case.rules.pay
    pattern = _pattern(rule.not_counted) if rule else None
    if rule is None or pattern is None:
        return
    for number, line in enumerate(case.budget.lines, start=1):
        said = (line.label, line.note, *(word for r in line.details for word in (r.text, r.note)))
        hit = pattern.search("\n".join(said))
        if hit is not None and line.total:
            facts: Facts = {"number": number, "label": line.label, "pay": hit.group()}
            subject = Subject(kind="line", id=line.id, field="note")
            yield breach(rule, "costs.pay_not_counted", subject, facts)


def line_is_collective(case: Case) -> Iterator[Finding]:
    """R16: every line is a cost one can name."""
    rule = case.rules.collective_lines
    pattern = _pattern(rule.words) if rule else None
    if rule is None or pattern is None:
        return
    for number, line in enumerate(case.budget.lines, start=1):
        hit = pattern.search(line.label)
        if hit is not None and line.total:
            subject = Subject(kind="line", id=line.id, field="label")
            facts: Facts = {
                "number": number,
                "label": line.label,
                "amount": line.total,
                "word": hit.group(),
            }
            yield breach(rule, "costs.collective", subject, facts)


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the words where a word begins: »diverse« is found in »Diverse udgifter«."""
    if not words:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE)
