"""The days things are due."""

from datetime import date

from budgetdesk.domain.period import Period, add_months
from budgetdesk.domain.rules import CallRules


def final_account_due(rules: CallRules, period: Period | None) -> date | None:
    """The last day for the final account (R27); None when the call or the period is not known."""
    rule = rules.final_account
    if rule is None or period is None:
        return None
    if rule.month is not None and rule.day is not None:
        return date(period.end.year + 1, rule.month, rule.day)
    return None if rule.months is None else add_months(period.end, rule.months)
