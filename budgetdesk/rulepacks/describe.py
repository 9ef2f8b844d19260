"""A call's rules in words: one row per kind, the unset ones too."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from itertools import chain
from typing import Any

from budgetdesk.domain.finding import Source
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import KINDS, Call, CostItem, FreeLimit, Rule
from budgetdesk.domain.signoff import SignoffClass
from budgetdesk.domain.value import Value
from budgetdesk.text import amount, danish, has_text, label, percent, text


class RuleRow(Value):
    """A kind of rule as people read it. `value` has a line per thing the rule says.

    `sources` are the places it is written, the first being the one findings cite; none when the
    call is silent (`is_set` false). Where the pack has more than one rule of the kind, each is
    told after the days it is for or the page it stands on.
    """

    kind: str
    name: str
    about: str
    value: str
    sources: tuple[Source, ...] = ()

    @property
    def is_set(self) -> bool:
        """Whether anything is known about it."""
        return bool(self.sources)


def describe(call: Call) -> tuple[RuleRow, ...]:
    """Every kind of rule there is, in the order of `CallRules`."""
    return tuple(_row(kind, call.all_of(kind), call) for kind in KINDS)


class RuleChange(Value):
    """A kind of rule that two packs of a call tell differently."""

    name: str
    before: str
    after: str


def changes(before: Call, after: Call) -> tuple[RuleChange, ...]:
    """What one pack tells otherwise than another, kind by kind, and then fact by fact."""
    rows = zip(describe(before), describe(after), strict=True)
    rules = [
        RuleChange(name=old.name, before=old.value, after=new.value)
        for old, new in rows
        if (old.value, old.sources) != (new.value, new.sources)
    ]
    names = dict.fromkeys([*before.facts, *after.facts])
    facts = [
        RuleChange(
            name=fact_name(name), before=before.facts.get(name, ""), after=after.facts.get(name, "")
        )
        for name in names
        if before.facts.get(name) != after.facts.get(name)
    ]
    return (*rules, *facts)


def reading(kind: str, rule: Rule) -> str:
    """What one rule says, a line per thing."""
    return "\n".join(_lines(kind, rule))


def fact_name(name: str) -> str:
    """The label of one of a call's facts; the name itself where we have no label."""
    key = f"rules.facts.{name}"
    return text(key) if has_text(key) else name


def _row(kind: str, rules: Sequence[Rule], call: Call) -> RuleRow:
    name, about = text(f"rules.{kind}"), text(f"rules.about.{kind}")
    if not rules:
        silence = text("rules.not_stated" if call.complete else "rules.unset")
        return RuleRow(kind=kind, name=name, about=about, value=silence)
    told = [reading(kind, rule) for rule in rules]
    if len(rules) > 1:
        told = [f"{_heading(rule)}\n{said}" for rule, said in zip(rules, told, strict=True)]
    sources = tuple(source for rule in rules for source in (rule.source, *rule.also))
    return RuleRow(kind=kind, name=name, about=about, value="\n".join(told), sources=sources)


def _heading(rule: Rule) -> str:
    """What tells one of several rules of a kind from the others: its days, else its page."""
    first, last = rule.valid_from, rule.valid_to
    if first is None and last is None:
        return text("rules.reading.source", document=rule.source.document)
    which = "between" if first and last else "after" if first else "before"
    return text(f"rules.reading.{which}", first=first, last=last)


def _lines(kind: str, rule: Rule) -> Iterator[str]:
    """What a rule says: its fixed sentence, then one line per field that has one."""
    yield from _said(f"rules.says.{kind}.always")
    for field in rule.__struct_fields__:
        yield from _field(f"rules.says.{kind}.{field}", getattr(rule, field))
    if not rule.hard:
        yield text("rules.wish")


def _field(key: str, value: Any) -> Iterator[str]:
    """One field: what it says, or that it says nothing where that matters."""
    match value:
        case "":
            return
        case None:
            yield from _said(f"{key}_unset")
        case bool():
            yield from _said(f"{key}_{'yes' if value else 'no'}")
        case tuple():
            for each in value:
                yield from _said(key, each)
        case _:
            yield from _said(key, value)


def _said(key: str, value: Any = "") -> Iterator[str]:
    """The sentence of a key, where the catalogue has one; `plain` is a number without its %."""
    if has_text(key):
        yield text(key, value=_words(value), plain=danish(value))


@singledispatch
def _words(value: Any) -> str:
    """One value as people read it."""
    return danish(value)


@_words.register
def _(value: Money) -> str:
    return text("rules.kroner", amount=amount(value))


@_words.register
def _(value: Decimal) -> str:
    return percent(value)


@_words.register
def _(value: Enum) -> str:
    return label(value)


@_words.register
def _(value: CostItem) -> str:
    return value.label


@_words.register
def _(value: Value) -> str:
    """A part of a rule: what its fields say, one after another."""
    return ", ".join(_parts(value))


def _parts(value: Value) -> list[str]:
    part = type(value).__name__
    fields = ((field, getattr(value, field)) for field in value.__struct_fields__)
    said = (_field(f"rules.parts.{part}.{field}", each) for field, each in fields)
    return list(chain.from_iterable(said))


@_words.register
def _(value: FreeLimit) -> str:
    """A limit that names no amount lets everything go, or with `never` nothing."""
    said = _parts(value)
    is_bare = value.percent is None and value.amount is None and not value.never
    return ", ".join([*said, text("rules.free")] if is_bare else said)


@_words.register
def _(value: SignoffClass) -> str:
    names = ("above", "at_least", "below", "at_most")
    bounds = [(name, getattr(value, name)) for name in names]
    said = [
        text(f"rules.bounds.{name}", amount=_limit(bound, value.currency))
        for name, bound in bounds
        if bound is not None
    ]
    between = text("rules.bounds.and")
    every = text("rules.bounds.none")
    words = text("rules.signoff_class", kind=_words(value.kind), bounds=between.join(said) or every)
    recipients = ", ".join(map(label, value.recipients))
    return text("rules.only_for", words=words, recipients=recipients) if recipients else words


def _limit(bound: Money, currency: str) -> str:
    """A limit in its currency."""
    return _words(bound) if currency == "DKK" else f"{amount(bound)} {currency}"
