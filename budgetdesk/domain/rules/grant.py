"""Rules about the money: the grant's size, the recipient's own share, and what counts in it."""

from decimal import Decimal
from enum import Enum

import msgspec

from budgetdesk.domain.budget import FundingForm
from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.rules.rule import Rule
from budgetdesk.domain.value import Value


class RecipientLimit(Value):
    """The least and the most for recipients of some kinds: in all, and in a calendar year."""

    recipients: tuple[RecipientKind, ...]
    at_least: Money | None = msgspec.field(default=None, name="at_least_ore")
    at_most: Money | None = msgspec.field(default=None, name="at_most_ore")
    at_most_a_year: Money | None = msgspec.field(default=None, name="at_most_a_year_ore")


class GrantLimitRule(Rule):
    """R9: the least and the most one may apply for: in all, in a calendar year, by recipient."""

    at_least: Money | None = msgspec.field(default=None, name="at_least_ore")
    at_most: Money | None = msgspec.field(default=None, name="at_most_ore")
    at_most_a_year: Money | None = msgspec.field(default=None, name="at_most_a_year_ore")
    for_recipients: tuple[RecipientLimit, ...] = ()


class LeastBudgetRule(Rule):
    """R9: the least the whole project may cost, whoever pays."""

    at_least: Money = msgspec.field(name="at_least_ore")


class CofinancingBase(Enum):
    """What the percentage of co-financing is taken of (A3)."""

    TOTAL_COSTS = "total_costs"
    ELIGIBLE_COSTS = "eligible_costs"
    GRANT = "grant"


class CofinancingRule(Rule):
    """R10, R12: the recipient pays at least `percent` of the base itself.

    `other_grants_count`: whether money from other grant givers counts as the recipient's own; None
    when the call is silent, and it is then not counted. `grant_at_least` and `grant_above`: the
    demand holds only for grants of that size. `each_partner`: in a joint project each partner must
    meet it alone; None when the call is silent, and it is then held for the whole.
    """

    percent: Decimal
    base: CofinancingBase
    other_grants_count: bool | None = None
    grant_at_least: Money | None = msgspec.field(default=None, name="grant_at_least_ore")
    grant_above: Money | None = msgspec.field(default=None, name="grant_above_ore")
    each_partner: bool | None = None

    def applies_to(self, grant: Money) -> bool:
        """Whether a grant is large enough for the demand."""
        return (self.grant_at_least is None or grant >= self.grant_at_least) and (
            self.grant_above is None or grant > self.grant_above
        )


class CofinancingShownRule(Rule):
    """R11: the co-financing must stand as a line of its own in the budget."""


class CountedForm(Value):
    """What one form of contribution counts for in the own share.

    `hour_rate` is what an hour of it is worth; None where it is not valued by the hour, or the
    call does not say.
    """

    form: FundingForm
    counts: bool = True
    hour_rate: Money | None = msgspec.field(default=None, name="hour_rate_ore")


class ContributionRule(Rule):
    """R13: what counts as co-financing. Forms it does not name are not known to count.

    `cash_percent`: at least so much of the own share that is demanded must be money.
    """

    forms: tuple[CountedForm, ...] = ()
    cash_percent: Decimal | None = None

    def form(self, form: FundingForm) -> CountedForm | None:
        """What is said of a form; None when nothing is."""
        return next((each for each in self.forms if each.form is form), None)


class GrantShareRule(Rule):
    """R10: the grant is at most `percent` of the base."""

    percent: Decimal
    base: CofinancingBase


class ReimbursementRule(Rule):
    """R10: the funder refunds `percent` of the base; the grant is that share of it."""

    percent: Decimal
    base: CofinancingBase
