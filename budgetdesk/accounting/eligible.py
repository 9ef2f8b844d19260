"""Which costs a call pays for (R14)."""

from budgetdesk.domain.rules import EligibleRule


def is_eligible(rule: EligibleRule | None, item: str | None) -> bool:
    """Whether a line of this cost item counts as eligible.

    Only a closed list shuts anything out: where the call is silent, or names its items as
    examples, every line counts, and a check asks about those the list does not name.
    """
    return rule is None or not rule.closed or is_listed(rule, item)


def is_listed(rule: EligibleRule, item: str | None) -> bool:
    """Whether the call's list names the item."""
    return any(listed.key == item for listed in rule.items)
