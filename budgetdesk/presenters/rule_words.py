"""A rule in words: what it asks of a posting, and where it places."""

from collections.abc import Iterator

from budgetdesk.domain.ledger import AllocationRule
from budgetdesk.presenters.targets import Targets
from budgetdesk.text import text


def gl_words(rule: AllocationRule) -> str:
    """The account numbers: one alone is a beginning, two are a range."""
    if rule.gl_to:
        return text("postings.rule.range", first=rule.gl_from or rule.gl_to, last=rule.gl_to)
    return text("postings.rule.beginning", first=rule.gl_from) if rule.gl_from else ""


def asks(rule: AllocationRule) -> str:
    """All else it asks, in the order of the form."""
    return ", ".join(_asks(rule))


def _asks(rule: AllocationRule) -> Iterator[str]:
    for name in ("psp", "cost_center", "supplier", "text"):
        if words := getattr(rule, name):
            yield text(f"postings.asks.{name}", words=words)
    match rule.amount_from, rule.amount_to:
        case None, None:
            return
        case least, None:
            yield text("postings.asks.at_least", least=least)
        case None, most:
            yield text("postings.asks.at_most", most=most)
        case _:
            facts = {"least": rule.amount_from, "most": rule.amount_to}
            yield text("postings.asks.between", **facts)


def places(rule: AllocationRule, targets: Targets) -> str:
    """Where it places: the shares it takes first, and where the rest goes."""
    rest = targets.name(rule.kind, rule.target)
    if not rule.shares:
        return rest
    shares = ", ".join(
        text("postings.share", percent=share.percent, target=targets.name(share.kind, share.target))
        for share in rule.shares
    )
    return text("postings.shares", shares=shares, rest=rest)
