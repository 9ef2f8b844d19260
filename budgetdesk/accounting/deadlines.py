"""The days things are due."""

from datetime import date

from budgetdesk.domain.period import Period, add_months
from budgetdesk.domain.rules import CallRules


def final_account_due(rules: CallRules, period: Period | None) -> date | None:
    """The last day for the final account (R27); None when the call or the period is not known."""
    if rules.final_account is None or period is None:
        return None
    return add_months(period.end, rules.final_account.months)
