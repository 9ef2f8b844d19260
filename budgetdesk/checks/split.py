"""How each line is shown: by units, by hours, split as the call wants it (R17-R19)."""

from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import breach, finding
from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.finding import FactValue, Finding, Fix, Severity, Subject
from budgetdesk.domain.money import Money
from budgetdesk.domain.parts import names_in, stretch_of
from budgetdesk.domain.rules import SplitBy

_BY_PARTS: Final = (SplitBy.QUARTER, SplitBy.MONTH, SplitBy.DEPARTMENT, SplitBy.MILESTONE)
"""What a line's own parts split it by; years are its amounts, a partner stands on the line."""

_DATED: Final = frozenset((SplitBy.QUARTER, SplitBy.MONTH))

_PAY: Final = "salary"
"""The group of cost items that STAR's guide calls Løn."""


def not_split(case: Case) -> Iterator[Finding]:
    """R19: where the call wants every line split, it is split by the first it wants at least."""
    rule, wanted = case.rules.split, _wanted(case)
    if rule is None or not wanted:
        return
    for number, line in enumerate(case.budget.lines, start=1):
        if line.total and not _held_by(line, wanted):
            facts = {**_named(number, line), "by": wanted[0].value}
            ways = _ways(case, wanted[0])
            yield breach(rule, "split.missing", _at(line, "parts"), facts, fixes=ways)


def second_split_missing(case: Case) -> Iterator[Finding]:
    """R19: a line holds one split; what else the call wants is told, once for each.

    A doubt and no error: the other split may stand beside the budget, or in lines of its own,
    and only a person knows.
    """
    rule, wanted = case.rules.split, _wanted(case)
    lines = [line for line in case.budget.lines if line.total] if rule and len(wanted) > 1 else ()
    held = [(line, splits) for line in lines if (splits := _held_by(line, wanted))]
    for by in wanted:
        without = [(line, has) for line, has in held if by not in has]
        if without and rule is not None:
            line, has = without[0]
            facts = {"by": by.value, "held": has[0].value, "count": len(without)}
            at = _at(line, "parts")
            yield finding(Severity.WARNING, "split.second_missing", at, facts, source=rule.source)


def _wanted(case: Case) -> Sequence[SplitBy]:
    rule = case.rules.split
    return [by for by in _BY_PARTS if rule is not None and by in rule.by]


def _held_by(line: BudgetLine, wanted: Sequence[SplitBy]) -> Sequence[SplitBy]:
    """Which of the wanted splits the parts of a line are; months are laid out by quarter too.

    Parts with names of their own are what people say they are: the first wanted that has such
    names, else the first wanted ("K1" is a quarter to whoever wrote it).
    """
    if not line.parts:
        return ()
    stretches = [stretch_of(name) for name in line.parts]
    if not all(stretches):
        return [next((by for by in wanted if by not in _DATED), wanted[0])]
    is_months = all(each and each.start.month == each.end.month for each in stretches)
    return [by for by in wanted if by is SplitBy.QUARTER or (by is SplitBy.MONTH and is_months)]


def _ways(case: Case, by: SplitBy) -> Sequence[Fix]:
    """Over quarters and months a line can be laid out evenly; what else it is split by, no."""
    period = case.project.period
    is_dated = period is not None and bool(names_in(period, by))
    return (Fix(code="budget.spread_parts", facts={"by": by.value}),) if is_dated else ()


def parts_differ(case: Case) -> Iterator[Finding]:
    """R19: the parts of a line come to the line, whoever wants them."""
    for number, line in enumerate(case.budget.lines, start=1):
        parts = Money.total(line.parts.values())
        if line.parts and parts != line.total:
            facts: dict[str, FactValue] = {
                **_named(number, line),
                "amount": line.total,
                "parts": parts,
                "difference": abs(parts - line.total),
            }
            years = [year for year, amount in line.amounts.items() if amount]
            ways = (
                Fix(code="budget.use_parts", amount=parts, facts={"year": year})
                for year in years
                if len(years) == 1
            )
            at = _at(line, "parts")
            yield finding(Severity.ERROR, "split.parts_differ", at, facts, fixes=ways)


def no_unit_prices(case: Case) -> Iterator[Finding]:
    """R18: a line is shown as units times a unit price, where the call wants that."""
    rule = case.rules.notes
    if rule is None or not rule.unit_prices:
        return
    for number, line in enumerate(case.budget.lines, start=1):
        if line.total and not line.details:
            yield breach(rule, "split.no_unit_prices", _at(line, "details"), _named(number, line))


def pay_without_hours(case: Case) -> Iterator[Finding]:
    """R17: pay is hours times a rate, where the call wants that; `notes` may ask it of all."""
    rule, notes, eligible = case.rules.pay, case.rules.notes, case.rules.eligible
    if rule is None or not rule.by_hours or eligible is None or (notes and notes.unit_prices):
        return
    paid = {item.key for item in eligible.items if item.group == _PAY}
    for number, line in enumerate(case.budget.lines, start=1):
        if line.item in paid and line.total and not line.details:
            facts = _named(number, line)
            yield breach(rule, "split.pay_without_hours", _at(line, "details"), facts)


def _named(number: int, line: BudgetLine) -> dict[str, FactValue]:
    return {"number": number, "label": line.label}


def _at(line: BudgetLine, field: str) -> Subject:
    return Subject(kind="line", id=line.id, field=field)
