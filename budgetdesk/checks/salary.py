"""Detail rows of pay: one norm that is the call's and is told, indices with a source, no CPR."""

import re
from collections.abc import Iterator

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import breach, finding
from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.finding import FactValue, Finding, Severity, Subject
from budgetdesk.domain.personal_data import has_personal_data


def norm_missing(case: Case) -> Iterator[Finding]:
    """An hourly rate is an annual cost over a norm: without one there is no rate."""
    lines = tuple(_paid(case))
    if lines and case.budget.annual_hours is None:
        number, line = lines[0]
        yield finding(Severity.ERROR, "salary.no_norm", _at(line), _named(number, line))


def norm_differs(case: Case) -> Iterator[Finding]:
    """R17: the norm is the call's, where it has one."""
    rule, norm = case.rules.pay, case.budget.annual_hours
    lines = tuple(_paid(case))
    if rule is None or rule.annual_hours is None or norm is None or not lines:
        return
    if norm != rule.annual_hours:
        facts = {"norm": norm, "demanded": rule.annual_hours}
        yield breach(rule, "salary.norm_differs", _at(lines[0][1]), facts)


def norm_not_told(case: Case) -> Iterator[Finding]:
    """The norm stands in the note of each line that is reckoned with it."""
    norm = case.budget.annual_hours
    if norm is None:
        return
    digits = f"{norm.normalize():f}".replace(".", ",")
    written = re.compile(rf"(?<![\d,]){digits}(?!,?\d)")  # 1.924 is not told by 11.924
    for number, line in _paid(case):
        if line.note.strip() and not written.search(line.note.replace(".", "")):
            subject = Subject(kind="line", id=line.id, field="note")
            facts = {**_named(number, line), "norm": norm}
            yield finding(Severity.WARNING, "salary.norm_not_told", subject, facts)


def index_without_source(case: Case) -> Iterator[Finding]:
    """An index is somebody's estimate, and says whose."""
    for index in case.budget.indices:
        if not index.source.strip():
            facts = {"kind": index.kind.value, "year": index.year, "percent": index.percent}
            yield finding(Severity.WARNING, "salary.index_source", Subject(kind="line"), facts)


def personal_in_details(case: Case) -> Iterator[Finding]:
    """A person is told apart by an employee number, never by a CPR number."""
    for number, line in enumerate(case.budget.lines, start=1):
        if any(has_personal_data(f"{row.text}\n{row.employee}") for row in line.details):
            yield finding(Severity.ERROR, "salary.personal", _at(line), _named(number, line))


def _paid(case: Case) -> Iterator[tuple[int, BudgetLine]]:
    """The lines with salary rows."""
    for number, line in enumerate(case.budget.lines, start=1):
        if any(row.annual_cost is not None for row in line.details):
            yield number, line


def _named(number: int, line: BudgetLine) -> dict[str, FactValue]:
    return {"number": number, "label": line.label}


def _at(line: BudgetLine) -> Subject:
    return Subject(kind="line", id=line.id)
