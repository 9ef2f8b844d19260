"""A finding a person takes upon themselves: why, who, when, and on whose word."""

from datetime import date

from budgetdesk.domain.value import Value


class Waiver(Value):
    """One finding that no longer blocks, with the reason; printed in the account.

    `code`, `kind`, `id` and `field` tell which finding, `facts` (its facts as JSON) what it said
    when it was waived: a finding that says something else is not waived. `permission` is the
    reference of the funder's written permission, which a hard demand of the call takes.
    """

    code: str
    kind: str
    id: str
    field: str
    facts: str
    reason: str
    by: str
    on: date
    permission: str = ""
