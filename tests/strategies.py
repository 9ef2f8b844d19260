"""Generated values for property tests: amounts of a likely size, and any value of the field."""

import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, NewType, TypeVar, Union, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from budgetdesk.domain.money import Money
from budgetdesk.domain.period import FIRST_YEAR, LAST_YEAR
from budgetdesk.domain.rules import (
    ExtensionRule,
    FinalAccountRule,
    InterimRule,
    LengthRule,
)
from budgetdesk.domain.value import Value

V = TypeVar("V", bound=Value)
BILLION_KRONER = 10**11


def money(low: int = -BILLION_KRONER, high: int = BILLION_KRONER) -> st.SearchStrategy[Money]:
    return st.builds(Money, st.integers(low, high))


def paid() -> st.SearchStrategy[Money]:
    """An amount of zero or more."""
    return money(0)


def percents(low: str = "0", high: str = "100") -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=2)


def values(kind: type[V]) -> st.SearchStrategy[V]:
    """Any value of a class, each field drawn from its own type."""
    fields = {field.name: _of_type(field.type) for field in msgspec.structs.fields(kind)}
    return st.builds(kind, **(fields | _NARROW.get(kind, {})))


_NARROW: Mapping[type, dict[str, st.SearchStrategy[Any]]] = {
    ExtensionRule: {"months": st.none() | st.integers(0, 1200)},
    FinalAccountRule: {
        "months": st.none() | st.integers(0, 1200),
        "month": st.none() | st.integers(1, 12),
        "day": st.none() | st.integers(1, 28),
    },
    InterimRule: {"months": st.none() | st.integers(0, 1200)},
    LengthRule: {
        "months": st.integers(0, 1200),
        "at_least": st.none() | st.integers(0, 1200),
    },
}
"""Fields that hold less than their type says."""


_LEAVES: Mapping[Any, st.SearchStrategy[Any]] = {
    types.NoneType: st.none(),
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    str: st.text(max_size=5),
    date: st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=4),
    Money: money(),
}


@cache
def _of_type(kind: Any) -> st.SearchStrategy[Any]:
    if kind in _LEAVES:
        return _LEAVES[kind]
    if isinstance(kind, NewType):
        return _of_type(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if isinstance(kind, type) and issubclass(kind, Value):
        return values(kind)
    return _of_generic(get_origin(kind), get_args(kind))


def _of_generic(origin: Any, parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """A union, a mapping, a tuple of many or of some; few of each, for they nest."""
    if origin in (Union, types.UnionType):
        return st.one_of(*map(_of_type, parts))
    if origin is Mapping:
        return st.dictionaries(_of_type(parts[0]), _of_type(parts[1]), max_size=2)
    if origin is Annotated:
        return _of_type(parts[0])
    assert origin is tuple, origin
    if parts[-1] is Ellipsis:
        return st.lists(_of_type(parts[0]), max_size=2).map(tuple)
    return st.tuples(*map(_of_type, parts))
