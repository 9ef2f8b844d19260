"""The days things are due, all from the call and the project period."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

from budgetdesk.domain.decision import MONTH_END, Decision
from budgetdesk.domain.period import Period, add_months, last_day_of_month
from budgetdesk.domain.rules import CallRules, InterimRule
from budgetdesk.domain.value import Value


class DueKind(Enum):
    """What can be due."""

    APPLICATION = "application"  # R1
    EXTENSION = "extension"  # R25
    INTERIM_ACCOUNT = "interim_account"  # R26
    FINAL_ACCOUNT = "final_account"  # R27
    VOUCHERS = "vouchers"  # R38: kept to and with this day


class Due(Value):
    """One due day. `on` is None where the call demands it and does not say when.

    `covers` is the stretch an interim account is of.
    """

    kind: DueKind
    on: date | None
    covers: Period | None = None


def all_due(rules: CallRules, period: Period | None) -> tuple[Due, ...]:
    """Every due day that can be told, in the order of the days; those without a day last."""
    found = [*_application(rules), *(_of_project(rules, period) if period else ())]
    return tuple(sorted(found, key=lambda due: due.on or date.max))


def final_account_due(
    rules: CallRules, period: Period | None, decision: Decision | None = None
) -> date | None:
    """The last day for the final account (R27); None when the call or the period is not known.

    Where the months lead to two days (A9) the earlier holds until somebody decides.
    """
    days = due_days(rules, period)
    is_end = decision is not None and decision.answer == MONTH_END
    return days[-1 if is_end else 0] if days else None


def due_days(rules: CallRules, period: Period | None) -> tuple[date, ...]:
    """The days the call may mean: none, one, or two where a month's last day is counted from.

    Three months after 30-11 is 28-02 by the number of the day; at most that month's last day.
    """
    rule = rules.final_account
    if rule is None or period is None:
        return ()
    if rule.month is not None and rule.day is not None:
        return (date(period.end.year + 1, rule.month, rule.day),)
    if rule.months is None:
        return ()
    same = add_months(period.end, rule.months)
    last = last_day_of_month(same.year, same.month)
    is_from_end = period.end == last_day_of_month(period.end.year, period.end.month)
    return (same, last) if is_from_end and last != same else (same,)


def interim_account_due(rules: CallRules, covers: Period) -> date | None:
    """The last day for the interim account of a period (R26); None where the call names none.

    An account that ends elsewhere than the calendar's is due as long after its own end.
    """
    rule = rules.interim_account
    if rule is None or rule.months is None:
        return None
    return _months_after(covers.end, rule.months)


def interim_stretches(rule: InterimRule, period: Period) -> tuple[Period, ...]:
    """What each interim account by the calendar covers: whole months, quarters, half years, years.

    The first begins with the project. The stretch the project ends in is the final account's.
    """
    return tuple(_stretches(rule.every.months, period)) if rule.every else ()


def vouchers_kept_until(rules: CallRules, period: Period | None) -> date | None:
    """The last day vouchers must be kept (R38): so many years after the year of the end."""
    if rules.retention is None or period is None:
        return None
    return date(period.end.year + rules.retention.years, 12, 31)


def _application(rules: CallRules) -> Iterator[Due]:
    if rules.deadline is not None and rules.deadline.last_day is not None:
        yield Due(kind=DueKind.APPLICATION, on=rules.deadline.last_day)


def _of_project(rules: CallRules, period: Period) -> Iterator[Due]:
    interim, final = rules.interim_account, final_account_due(rules, period)
    for stretch in interim_stretches(interim, period) if interim else ():
        on = interim_account_due(rules, stretch)
        yield Due(kind=DueKind.INTERIM_ACCOUNT, on=on, covers=stretch)
    if rules.extension is not None and rules.extension.before_end:
        yield Due(kind=DueKind.EXTENSION, on=period.end)
    if final is not None:
        yield Due(kind=DueKind.FINAL_ACCOUNT, on=final)
    kept = vouchers_kept_until(rules, period)
    if kept is not None:
        yield Due(kind=DueKind.VOUCHERS, on=kept)


def _stretches(months: int, period: Period) -> Iterator[Period]:
    start = period.start
    while True:
        last_month = -(-start.month // months) * months  # the calendar's own stretch ends in it
        end = last_day_of_month(start.year, last_month)
        if end >= period.end:
            return
        yield Period(start=start, end=end)
        start = end + timedelta(days=1)


def _months_after(end: date, months: int) -> date:
    """Whole months after; what is due so after the end of a month ends with its month too."""
    later = add_months(end, months)
    is_whole = end == last_day_of_month(end.year, end.month)
    return last_day_of_month(later.year, later.month) if is_whole else later
