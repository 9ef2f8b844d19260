"""The days things are due."""

from datetime import date

from budgetdesk.domain.decision import MONTH_END, Decision
from budgetdesk.domain.period import Period, add_months, last_day_of_month
from budgetdesk.domain.rules import CallRules


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
