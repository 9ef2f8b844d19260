"""A call's rules in words: one row per kind, the unset ones too."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from typing import Any

from budgetdesk.domain.finding import Source
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import Call, CostItem, Rule
from budgetdesk.domain.signoff import SignoffClass
from budgetdesk.domain.value import Value
from budgetdesk.text import amount, danish, has_text, label, percent, text


class RuleRow(Value):
    """A kind of rule as people read it. `value` has a line per thing the rule says.

    `sources` are the places it is written, the first being the one findings cite; none when the
    call is silent (`is_set` false).
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
    return tuple(
        _row(kind, getattr(call.rules, kind), call) for kind in call.rules.__struct_fields__
    )


def fact_name(name: str) -> str:
    """The label of one of a call's facts; the name itself where we have no label."""
    key = f"rules.facts.{name}"
    return text(key) if has_text(key) else name


def _row(kind: str, rule: Rule | None, call: Call) -> RuleRow:
    name, about = text(f"rules.{kind}"), text(f"rules.about.{kind}")
    if rule is None:
        silence = text("rules.not_stated" if call.complete else "rules.unset")
        return RuleRow(kind=kind, name=name, about=about, value=silence)
    lines = "\n".join(_lines(kind, rule))
    return RuleRow(
        kind=kind, name=name, about=about, value=lines, sources=(rule.source, *rule.also)
    )


def _lines(kind: str, rule: Rule) -> Iterator[str]:
    """What a rule says: its fixed sentence, then one line per field that has one."""
    yield from _said(f"rules.says.{kind}.always")
    for field in rule.__struct_fields__:
        yield from _field(f"rules.says.{kind}.{field}", getattr(rule, field))
    if not rule.hard:
        yield text("rules.wish")


def _field(key: str, value: Any) -> Iterator[str]:
    """One field of a rule: what it says, or that it says nothing where that matters."""
    match value:
        case "":
            return
        case None:
            yield from _said(f"{key}_unset")
        case bool():
            yield from _said(f"{key}_{'yes' if value else 'no'}")
        case tuple():
            for each in value:
                yield from _said(key, _words(each))
        case _:
            yield from _said(key, _words(value))


def _said(key: str, value: str = "") -> Iterator[str]:
    """The sentence of a key, where the catalogue has one."""
    if has_text(key):
        yield text(key, value=value)


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
def _(value: SignoffClass) -> str:
    names = ("above", "at_least", "below", "at_most")
    bounds = [(name, getattr(value, name)) for name in names]
    said = [
        text(f"rules.bounds.{name}", amount=_words(bound))
        for name, bound in bounds
        if bound is not None
    ]
    between = text("rules.bounds.and")
    every = text("rules.bounds.none")
    return text("rules.signoff_class", kind=_words(value.kind), bounds=between.join(said) or every)
