"""Costs that a line's words betray: shut out by name, or no single cost at all (R15, R16)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, breach, finding
from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.rules import Exclusion, ExclusionRule


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
    """R14: a grant for one thing: what a line that is not that thing is for, somebody must ask."""
    rule = case.rules.eligible
    if rule is None or not rule.single_purpose:
        return
    for number, line in enumerate(case.budget.lines, start=1):
        if line.total and line.item is None and not line.note.strip():
            subject = Subject(kind="line", id=line.id, field="note")
            purpose = "; ".join(item.label for item in rule.items)
            facts: Facts = {"number": number, "label": line.label, "purpose": purpose}
            yield finding(Severity.WARNING, "costs.purpose", subject, facts, source=rule.source)


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
