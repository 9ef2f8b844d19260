"""Values as plain data (what JSON can hold) and back, strictly.

Amounts become integers of øre, dates ISO 8601, rates strings: the forms that the exchange form,
the audit trail and the stored copy of a call share.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value

_V = TypeVar("_V", bound=Value)


def to_plain(value: object) -> Any:
    """`value` as dicts, lists, strings, numbers and booleans; equal ones alike."""
    return msgspec.to_builtins(value, str_keys=True, enc_hook=_encode, order="deterministic")


def to_json(value: object) -> bytes:
    """`value` as compact JSON in a stable key order, so that equal values give equal bytes."""
    return msgspec.json.encode(to_plain(value), order="deterministic")


def to_json_lines(values: Iterable[object]) -> bytes:
    """Each value as compact JSON on a line of its own, its fields in the order of their class.

    For many values that hold no mappings (a mapping would keep its own order): three times as
    fast as `to_json`, and as stable.
    """
    return msgspec.json.Encoder(enc_hook=_encode).encode_lines(values)


def from_plain(data: object, kind: type[_V]) -> _V:
    """A `kind` from plain data.

    Raises:
        msgspec.ValidationError: names the path of the first fault.
    """
    return msgspec.convert(data, kind, str_keys=True, dec_hook=_decode)


def from_json(data: bytes, kind: type[_V]) -> _V:
    """A `kind` from JSON; raises msgspec.DecodeError or msgspec.ValidationError."""
    return msgspec.json.decode(data, type=kind, dec_hook=_decode)


def _encode(value: Any) -> Any:
    if isinstance(value, Money):
        return value.ore
    raise NotImplementedError(type(value))


def _decode(kind: type, data: Any) -> Any:
    if kind is Money and type(data) is int:
        return Money(data)
    raise ValueError(data)
