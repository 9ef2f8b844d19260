"""Plain TOML data as domain values, by their types, with every fault told instead of the first.

Amounts stand in kroner under keys ending in `_kr` where the value's own key ends in `_ore`.
What can only be wrong about a value as a whole is in `sense`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import msgspec
from msgspec.inspect import (
    BoolType,
    CustomType,
    DateType,
    DecimalType,
    DictType,
    EnumType,
    Field,
    IntType,
    Metadata,
    NoneType,
    StrType,
    StructType,
    Type,
    UnionType,
    VarTupleType,
)

from budgetdesk.domain.finding import FactValue, Source
from budgetdesk.domain.money import Money
from budgetdesk.rulepacks.fault import Fault, choice
from budgetdesk.rulepacks.sense import sense
from budgetdesk.rulepacks.shape import Citation

_MOST: Final = 120
"""Months or years: more is a slip of the hand, and dates would soon leave the calendar."""

_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,6})?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FORMS: Final = {
    "id": re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"),
    "url": re.compile(r"https?://[^\s<>\"]+"),
}
_CITATION = msgspec.inspect.type_info(Citation)


class _WrongError(Exception):
    """A single value that cannot be read: the code and facts of its fault."""

    def __init__(self, code: str, **facts: FactValue) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Reader:
    """Reads data by type. What could not be read is None, and its faults are in `faults`.

    `choices` are the words a text may be one of, by the name in its type's metadata.
    """

    def __init__(self, choices: Mapping[str, Sequence[str]]) -> None:
        self._choices = choices
        self.faults: list[Fault] = []

    def read(self, kind: Type, data: object, path: str) -> Any:
        """`data` as a `kind`; `path` is where it stands."""
        match kind:
            case UnionType(types=types):
                return self.read(next(t for t in types if type(t) is not NoneType), data, path)
            case StructType(cls=cls) if cls is Source:
                cited = self.read(_CITATION, data, path)
                return cited and Source(**msgspec.structs.asdict(cited))
            case StructType():
                return self._table(kind, data, path)
            case VarTupleType():
                return self._list(kind, data, path)
            case DictType():
                return self._by_name(kind, data, path)
            case _:
                return self._single(kind, data, path)

    def _tell(self, path: str, code: str, facts: Mapping[str, FactValue] | None = None) -> None:
        self.faults.append(Fault(code=code, path=path, facts=facts or {}))

    def _table(self, kind: StructType, data: object, path: str) -> Any:
        if not isinstance(data, dict):
            return self._tell(path, "not_table")
        before = len(self.faults)
        fields = {_key(field): field for field in kind.fields}
        for word in data.keys() - fields.keys():
            self._tell(_join(path, word), "unknown_key", choice(word, list(fields)))
        values: dict[str, Any] = {}
        for key, field in fields.items():
            if key in data:
                values[field.name] = self.read(field.type, data[key], _join(path, key))
            elif field.required:
                self._tell(_join(path, key), "missing", {"word": key})
        if len(self.faults) > before:
            return None
        value: Any = kind.cls(**values)
        self.faults += (
            msgspec.structs.replace(fault, path=_join(path, fault.path)) for fault in sense(value)
        )
        return value if len(self.faults) == before else None

    def _list(self, kind: VarTupleType, data: object, path: str) -> Any:
        if not isinstance(data, list):
            return self._tell(path, "not_list")
        if not data:
            return self._tell(path, "empty")
        return tuple(
            self.read(kind.item_type, item, f"{path}[{index}]") for index, item in enumerate(data)
        )

    def _by_name(self, kind: DictType, data: object, path: str) -> Any:
        if not isinstance(data, dict):
            return self._tell(path, "not_table")
        return {
            name: self.read(kind.value_type, item, _join(path, name)) for name, item in data.items()
        }

    def _single(self, kind: Type, data: object, path: str) -> Any:
        try:
            return self._in_form(kind, data)
        except _WrongError as wrong:
            return self._tell(path, wrong.code, wrong.facts)

    def _in_form(self, kind: Type, data: object) -> Any:
        match kind:
            case EnumType(cls=cls):
                return cls(_one_of([each.value for each in cls], data))
            case Metadata(extra={"one_of": name}):
                return _one_of(self._choices[name], data)
            case Metadata(extra={"form": name}):
                return _formed(name, data)
            case Metadata(extra={"at_most": letters}):
                return _short(letters, data)
            case _:
                return _LEAVES[type(kind)](data)


def _key(field: Field) -> str:
    """The key people write."""
    name = field.encode_name
    return f"{name.removesuffix('_ore')}_kr" if name.endswith("_ore") else name


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path and key else path or key


def _one_of(among: Sequence[str], data: object) -> str:
    word = _text(data)
    if not among:
        raise _WrongError("nothing_to_choose", word=word)
    if word not in among:
        raise _WrongError("not_one_of", **choice(word, among))
    return word


def _formed(name: str, data: object) -> str:
    word = _text(data)
    if not _FORMS[name].fullmatch(word):
        raise _WrongError(f"not_{name}")
    return word


def _short(letters: int, data: object) -> str:
    word = _text(data)
    if len(word) > letters:
        raise _WrongError("too_long", letters=letters)
    return word


def _text(data: object) -> str:
    """Text with something in it that can be shown and printed everywhere."""
    if not isinstance(data, str):
        raise _WrongError("not_text")
    if not data.strip():
        raise _WrongError("empty")
    if _CONTROL.search(data):
        raise _WrongError("control_character")
    return data


def _flag(data: object) -> bool:
    if not isinstance(data, bool):
        raise _WrongError("not_flag")
    return data


def _count(data: object) -> int:
    if type(data) is not int or not 1 <= data <= _MOST:
        raise _WrongError("not_count", most=_MOST)
    return data


def _percent(data: object) -> Decimal:
    digits = _digits(data)
    if not _PERCENT.fullmatch(digits) or Decimal(digits) > 100:
        raise _WrongError("not_percent")
    return Decimal(digits)


def _amount(data: object) -> Money:
    digits = _digits(data)
    if not _AMOUNT.fullmatch(digits):
        raise _WrongError("not_amount")
    return Money.parse(digits)


def _day(data: object) -> date:
    if type(data) is not date:  # a time of day is a datetime, and that is a date to isinstance
        raise _WrongError("not_day")
    return data


def _digits(data: object) -> str:
    """A number as it is written; nothing for what is no number, or too long to be meant."""
    if type(data) is int:
        return str(data) if abs(data) < 10**12 else ""
    return str(data) if isinstance(data, (Decimal, str)) else ""


_LEAVES: Final[Mapping[type[Type], Callable[[object], Any]]] = {
    StrType: _text,
    BoolType: _flag,
    IntType: _count,
    DecimalType: _percent,
    DateType: _day,
    CustomType: _amount,
}
"""How a single value is read; in rules every Decimal is a percentage, every int a count."""
