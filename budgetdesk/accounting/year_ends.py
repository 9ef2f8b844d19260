"""The money each year of the project left, held against the call's rule of carrying over (R24)."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from budgetdesk.accounting.judgement import judge_year
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.verdict import Verdict
from budgetdesk.domain.year_end import YearEnd


def year_ends(project: Project, used: Mapping[int, Money], covered: Period) -> tuple[YearEnd, ...]:
    """The years of the approved budget that end with or before an account, but the project's last.

    `used` are the costs of each year. What the last year leaves is settled, not carried over. A
    budget whose years were moved with the funder's approval leaves nothing to ask for again.
    """
    budget = dict.fromkeys(_years(project), ZERO)
    for line in project.base_budget.lines:
        for year, amount in line.amounts.items():
            budget[year] = budget.get(year, ZERO) + amount
    return tuple(_ends(project.rules, budget, used, covered))


def _years(project: Project) -> Iterable[int]:
    whole = project.period
    return range(whole.start.year, whole.end.year + 1) if whole else ()


def _ends(
    rules: CallRules, budget: Mapping[int, Money], used: Mapping[int, Money], covered: Period
) -> Iterator[YearEnd]:
    left = ZERO
    years = sorted(budget)
    for year in years[:-1]:
        available, spent = left + budget[year], used.get(year, ZERO)
        left = available - spent
        made = YearEnd(
            year=year, budget=budget[year], available=available, used=spent, verdict=Verdict.FREE
        )
        if made.last_day <= covered.end:
            yield _held(rules, made)


def _held(rules: CallRules, made: YearEnd) -> YearEnd:
    """The year with the call's word on what it left; what was used beforehand is not carried."""
    rule = rules.carry_over
    if made.left <= ZERO:
        return made
    judged = judge_year(rules, made.year, made.budget, made.left)
    return replace(
        made,
        verdict=judged.verdict,
        limit=judged.limit,
        most=judged.most,
        at_most=rule.at_most if rule else None,
        source=judged.source,
    )
