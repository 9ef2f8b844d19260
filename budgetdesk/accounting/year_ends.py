"""The money each year of the project left, held against the call's rule of carrying over (R24)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from budgetdesk.accounting.days import days_of
from budgetdesk.accounting.judgement import judge_year
from budgetdesk.domain.account import AccountLine
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.verdict import Verdict
from budgetdesk.domain.year_end import YearEnd


def year_ends(
    project: Project, lines: Iterable[AccountLine], covered: Period
) -> tuple[YearEnd, ...]:
    """The years of the approved budget that end with or before an account, but the project's last.

    What the last year leaves is settled, not carried over. A budget whose years were moved with
    the funder's approval leaves nothing to ask for again. A posting without a day is in no year.
    """
    budget = dict.fromkeys(_years(project), ZERO)
    for line in project.base_budget.lines:
        for year, amount in line.amounts.items():
            budget[year] = budget.get(year, ZERO) + amount
    used = _used(project, lines)
    return tuple(_ends(project.rules, budget, used, covered))


def _years(project: Project) -> Iterable[int]:
    whole = project.period
    return range(whole.start.year, whole.end.year + 1) if whole else ()


def _used(project: Project, lines: Iterable[AccountLine]) -> dict[int, Money]:
    days, ore = days_of(project), defaultdict[int, int](int)
    for line in lines:
        for part in line.parts:
            day = days.of(part.posting)
            if day is not None:
                ore[day.year] += part.amount.ore
    return {year: Money(amount) for year, amount in ore.items()}


def _ends(
    rules: CallRules, budget: dict[int, Money], used: dict[int, Money], covered: Period
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
