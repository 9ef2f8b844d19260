"""R25: a project asked to last longer, held against the call and the day it is asked."""

from collections.abc import Iterator
from datetime import date

from budgetdesk.accounting.verdicts import Judged, Matter, Timing
from budgetdesk.domain.period import Period, add_months, last_day_of_month
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import ExtensionRule
from budgetdesk.domain.verdict import Verdict


def judge_period(project: Project, today: date) -> Iterator[Judged]:
    """The period asked for; nothing where it stays as it is.

    A later end is what the rule is about: how much later, and by when it must be asked for. Of any
    other change of the period no call we know says a word.
    """
    wanted, period, rule = project.budget.period, project.period, project.rules.extension
    if wanted is None or wanted == period:
        return
    is_longer = period is None or wanted.end > period.end
    if rule is None or not is_longer:
        yield Judged(matter=Matter.PERIOD, verdict=Verdict.UNKNOWN)
        return
    timing = _timing(rule, period, project.budget.sent or today)
    yield Judged(
        matter=Matter.PERIOD,
        verdict=_verdict(rule, period, wanted, timing),
        timing=timing,
        source=rule.source,
    )


def _timing(rule: ExtensionRule, period: Period | None, asked: date) -> Timing:
    """The last day to ask is the period's own last, where it is to be asked for before the end."""
    if rule.before_end is False:
        return Timing.IN_TIME
    if rule.before_end is None or period is None:
        return Timing.NOT_KNOWN
    return Timing.IN_TIME if asked <= period.end else Timing.TOO_LATE


def _verdict(rule: ExtensionRule, period: Period | None, wanted: Period, timing: Timing) -> Verdict:
    latest = period and rule.months is not None and _latest(period.end, rule.months)
    if latest and wanted.end > latest:
        return Verdict.NEVER
    return Verdict.LATE if timing is Timing.TOO_LATE else Verdict.ASK


def _latest(end: date, months: int) -> date:
    """The last day of a period made so many months longer; a whole month stays one."""
    later = add_months(end, months)
    is_whole = end == last_day_of_month(end.year, end.month)
    return last_day_of_month(later.year, later.month) if is_whole else later
