"""One rule in words, whatever its kind: from its own fields and the sentences of the catalogue."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from itertools import chain
from typing import Any

from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import CostItem, FreeLimit, Rule
from budgetdesk.domain.signoff import SignoffClass
from budgetdesk.domain.value import Value
from budgetdesk.text import amount, danish, has_text, label, percent, text


def reading(kind: str, rule: Rule) -> str:
    """What one rule says, a line per thing."""
    return "\n".join(_lines(kind, rule))


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
