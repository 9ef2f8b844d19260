"""What is written correctly and still cannot be meant: one function per kind of value."""

from collections import Counter
from collections.abc import Iterator
from functools import singledispatch
from itertools import combinations, pairwise

from budgetdesk.domain.finding import FactValue
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import EligibleRule, GrantLimitRule, PeriodRule, SignoffRule
from budgetdesk.domain.signoff import SignoffClass
from budgetdesk.domain.value import Value
from budgetdesk.rulepacks.fault import Fault


@singledispatch
def sense(_value: Value) -> Iterator[Fault]:
    """The faults of a value as a whole; their paths are relative to it."""
    return iter(())


@sense.register
def _(rule: PeriodRule) -> Iterator[Fault]:
    order = ("start_from", "start_to", "end_to")
    stated = [(name, getattr(rule, name)) for name in order if getattr(rule, name) is not None]
    if not stated:
        yield Fault(code="says_nothing")
    for (first, earlier), (second, later) in pairwise(stated):
        if earlier > later:
            yield Fault(code="wrong_order", path=second, facts={"first": first, "second": second})


@sense.register
def _(rule: GrantLimitRule) -> Iterator[Fault]:
    least, most = rule.at_least, rule.at_most
    if least is None and most is None:
        yield Fault(code="says_nothing")
    if least is not None and most is not None and least > most:
        facts = {"first": "at_least_kr", "second": "at_most_kr"}
        yield Fault(code="wrong_order", path="at_most_kr", facts=facts)


@sense.register
def _(rule: EligibleRule) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for index, item in enumerate(rule.items):
        seen[item.key] += 1
        if seen[item.key] == 2:
            yield Fault(code="same_key", path=f"items[{index}].key", facts={"word": item.key})


@sense.register
def _(rule: SignoffRule) -> Iterator[Fault]:
    for (first, one), (second, other) in combinations(enumerate(rule.classes), 2):
        low = max(_lowest(one), _lowest(other))
        if low in one and low in other:
            facts: dict[str, FactValue] = {"other": first + 1, "amount": low}
            yield Fault(code="overlap", path=f"classes[{second}]", facts=facts)


@sense.register
def _(signoff: SignoffClass) -> Iterator[Fault]:
    if _lowest(signoff) not in signoff:
        yield Fault(code="no_amount")


def _lowest(signoff: SignoffClass) -> Money:
    """The lowest amount a class can hold: grants are whole øre and never negative."""
    above = Money(0) if signoff.above is None else signoff.above + Money(1)
    return max(above, signoff.at_least or Money(0))
