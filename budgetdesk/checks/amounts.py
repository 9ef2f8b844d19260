"""Amounts that cannot be meant, on cost lines and sources of money alike."""

from collections.abc import Iterator, Mapping
from typing import Final

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import finding
from budgetdesk.domain.finding import FactValue, Finding, Fix, Severity, Subject
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.value import Value

_ABSURD: Final = Money(100_000_000_000_00)
"""100 mia. kr.: more than any pool; a line above it is a slip of the finger."""


class _Entry(Value):
    """One amount of one year, and how a person finds it."""

    subject: Subject
    year: int
    amount: Money
    facts: Mapping[str, FactValue]


def negative_amounts(case: Case) -> Iterator[Finding]:
    """A budget holds costs and money to come, both positive."""
    codes = {"line": "budget.negative_amount", "funding": "funding.negative_amount"}
    for entry in _entries(case):
        if entry.amount < ZERO:
            code, turned = codes[entry.subject.kind], -entry.amount
            fix = Fix(code="budget.turn_sign", amount=turned)
            yield finding(Severity.ERROR, code, entry.subject, entry.facts, fixes=(fix,))


def absurd_amounts(case: Case) -> Iterator[Finding]:
    """An amount no pool could pay is asked about."""
    codes = {"line": "budget.absurd_amount", "funding": "funding.absurd_amount"}
    for entry in _entries(case):
        if entry.amount > _ABSURD:
            code = codes[entry.subject.kind]
            yield finding(Severity.WARNING, code, entry.subject, entry.facts)


def amounts_outside_period(case: Case) -> Iterator[Finding]:
    """No money in years the project does not touch: one finding per year, at its first place.

    A budget that asks for another period is held against that one. A period that stands backwards
    has no years; that is a finding of its own.
    """
    period = case.budget.period or case.project.period
    if period is None or period.end < period.start:
        return
    codes = {"line": "budget.year_outside_period", "funding": "funding.year_outside_period"}
    strays: dict[tuple[str, int], list[_Entry]] = {}
    for entry in _entries(case):
        if entry.amount and entry.year not in period.years():
            strays.setdefault((codes[entry.subject.kind], entry.year), []).append(entry)
    for (code, year), entries in strays.items():
        yield finding(
            Severity.ERROR,
            code,
            entries[0].subject,
            {
                "year": year,
                "count": len(entries),
                "amount": Money.total(entry.amount for entry in entries),
                "start": period.start,
                "end": period.end,
            },
        )


def _entries(case: Case) -> Iterator[_Entry]:
    for number, line in enumerate(case.budget.lines, start=1):
        for year, amount in line.amounts.items():
            yield _Entry(
                subject=Subject(kind="line", id=line.id, field=str(year)),
                year=year,
                amount=amount,
                facts={"number": number, "label": line.label, "year": year, "amount": amount},
            )
    for funding in case.budget.funding:
        for year, amount in funding.amounts.items():
            yield _Entry(
                subject=Subject(kind="funding", id=funding.id, field=str(year)),
                year=year,
                amount=amount,
                facts={"funding": funding.source.value, "year": year, "amount": amount},
            )
