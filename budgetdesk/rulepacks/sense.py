"""What is written correctly and still cannot be meant: one function per kind of value."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import combinations, pairwise
from typing import Final

import msgspec

from budgetdesk.domain.finding import FactValue
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import (
    ApplicantRule,
    Cap,
    ContributionRule,
    CostTimingRule,
    DeadlineRule,
    EligibleRule,
    FinalAccountRule,
    FreeLimit,
    GoalsRule,
    GrantLimitRule,
    InterimRule,
    LateStartRule,
    LengthRule,
    PayoutModel,
    PayoutRule,
    PayRule,
    PeriodRule,
    PoolRule,
    RecipientLimit,
    RepaymentRule,
    Rule,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffClass
from budgetdesk.domain.value import Value
from budgetdesk.rulepacks.fault import Fault

_MUST_SAY: Final = (
    ApplicantRule,
    Cap,
    ContributionRule,
    CostTimingRule,
    DeadlineRule,
    FinalAccountRule,
    GoalsRule,
    GrantLimitRule,
    InterimRule,
    PayRule,
    PeriodRule,
    PoolRule,
    RecipientLimit,
    RepaymentRule,
)
"""What says nothing at all when none of its fields is written."""
_NAMES: Final = (*Rule.__struct_fields__, "closed", "label", "item", "group", "recipients", "about")
"""The fields that tell where and of what, but not what."""


def sense(value: Value) -> Iterator[Fault]:
    """The faults of a value as a whole; their paths are relative to it."""
    if isinstance(value, _MUST_SAY) and _is_silent(value):
        yield Fault(code="says_nothing")
    if isinstance(value, Rule):
        yield from _in_order(value, "valid_from", "valid_to")
    yield from _sense(value)


def _is_silent(value: Value) -> bool:
    fields = msgspec.structs.fields(value)
    return all(getattr(value, f.name) == f.default for f in fields if f.name not in _NAMES)


def _in_order(value: Value, *names: str) -> Iterator[Fault]:
    """Days or amounts of which no earlier named one may lie beyond a later."""
    stated = [(name, getattr(value, name)) for name in names if getattr(value, name) is not None]
    keys = {f.name: f.encode_name.replace("_ore", "_kr") for f in msgspec.structs.fields(value)}
    for (first, one), (second, other) in pairwise(stated):
        if one > other:
            facts: dict[str, FactValue] = {"first": keys[first], "second": keys[second]}
            yield Fault(code="wrong_order", path=keys[second], facts=facts)


@singledispatch
def _sense(_value: Value) -> Iterator[Fault]:
    return iter(())


@_sense.register
def _(rule: PeriodRule) -> Iterator[Fault]:
    yield from _in_order(rule, "start_from", "start_to", "end_to")
    for index, bound in enumerate(rule.about):
        if getattr(rule, bound.value) is None:
            yield Fault(code="not_stated", path=f"about[{index}]", facts={"word": bound.value})


@_sense.register
def _(rule: LengthRule) -> Iterator[Fault]:
    yield from _in_order(rule, "at_least", "months")


@_sense.register
def _(rule: LateStartRule) -> Iterator[Fault]:
    yield from _in_order(rule, "full_from", "full_to")


@_sense.register
def _(rule: GrantLimitRule | RecipientLimit) -> Iterator[Fault]:
    yield from _in_order(rule, "at_least", "at_most")


@_sense.register
def _(rule: ApplicantRule) -> Iterator[Fault]:
    for index, kind in enumerate(rule.excluded):
        if kind in rule.kinds:
            facts: dict[str, FactValue] = {"word": kind.value}
            yield Fault(code="in_and_out", path=f"excluded[{index}]", facts=facts)


@_sense.register
def _(rule: ContributionRule) -> Iterator[Fault]:
    yield from _twice("forms", "form", (each.form.value for each in rule.forms))


@_sense.register
def _(rule: EligibleRule) -> Iterator[Fault]:
    yield from _twice("items", "key", (item.key for item in rule.items))


def _twice(field: str, key: str, words: Iterable[str]) -> Iterator[Fault]:
    """Each word that stands a second time, once."""
    seen: Counter[str] = Counter()
    for index, word in enumerate(words):
        seen[word] += 1
        if seen[word] == 2:
            yield Fault(code="same_key", path=f"{field}[{index}].{key}", facts={"word": word})


@_sense.register
def _(cap: Cap) -> Iterator[Fault]:
    pairs = (("percent", "base"), ("unit_rate", "unit"))
    for one, other in pairs:
        for there, lacking in ((one, other), (other, one)):
            if getattr(cap, there) is not None and getattr(cap, lacking) is None:
                yield Fault(code="missing", path=lacking, facts={"word": lacking})
    if cap.item and cap.group:
        yield Fault(code="one_of_two", path="group", facts={"first": "item", "second": "group"})


@_sense.register
def _(limit: FreeLimit) -> Iterator[Fault]:
    limits = [each for each in (limit.percent, limit.amount) if each is not None]
    if limit.never and limits:
        yield Fault(code="one_of_two", path="never", facts={"first": "never", "second": "percent"})
    if limit.either and len(limits) < 2:
        yield Fault(code="missing", path="either", facts={"word": "percent, amount_kr"})


@_sense.register
def _(rule: FinalAccountRule) -> Iterator[Fault]:
    if (rule.month is None) != (rule.day is None):
        lacking = "month" if rule.month is None else "day"
        yield Fault(code="missing", path=lacking, facts={"word": lacking})
    elif rule.month is not None and rule.months is not None:
        facts: dict[str, FactValue] = {"first": "months", "second": "month"}
        yield Fault(code="one_of_two", path="month", facts=facts)


@_sense.register
def _(rule: PayoutRule) -> Iterator[Fault]:
    yield from _in_order(rule, "held_back", "held_back_to")
    if rule.model is PayoutModel.INSTALMENTS and not rule.instalments:
        yield Fault(code="missing", path="instalments", facts={"word": "instalments"})
    total = sum(each.percent for each in rule.instalments)
    if rule.instalments and total != 100:
        yield Fault(code="not_whole", path="instalments", facts={"total": total})


@_sense.register
def _(rule: SignoffRule | InterimRule) -> Iterator[Fault]:
    for (first, one), (second, other) in combinations(enumerate(rule.classes), 2):
        low = max(_lowest(one), _lowest(other))
        if _share_recipients(one, other) and low in one and low in other:
            facts: dict[str, FactValue] = {"other": first + 1, "amount": low}
            yield Fault(code="overlap", path=f"classes[{second}]", facts=facts)


def _share_recipients(one: SignoffClass, other: SignoffClass) -> bool:
    """Whether a recipient can be in both; a class that names none is for all no other names."""
    return one.recipients == other.recipients or bool({*one.recipients} & {*other.recipients})


@_sense.register
def _(signoff: SignoffClass) -> Iterator[Fault]:
    if _lowest(signoff) not in signoff:
        yield Fault(code="no_amount")


def _lowest(signoff: SignoffClass) -> Money:
    """The lowest amount a class can hold: grants are whole øre and never negative."""
    above = Money(0) if signoff.above is None else signoff.above + Money(1)
    return max(above, signoff.at_least or Money(0))
