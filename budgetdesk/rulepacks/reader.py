"""TOML tables and lists as domain values, by their types, with every fault told, not the first.

Keys ending in `_kr` are the value's own keys ending in `_ore`. What can only be wrong about a value
as a whole is in `sense`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec.inspect import (
    DictType,
    Field,
    NoneType,
    StructType,
    Type,
    UnionType,
    VarTupleType,
)

from budgetdesk.domain.finding import FactValue, Source
from budgetdesk.domain.rules import CallRules
from budgetdesk.rulepacks.fault import Fault, choice
from budgetdesk.rulepacks.sense import sense
from budgetdesk.rulepacks.shape import Citation
from budgetdesk.rulepacks.single import WrongError, single

_REFERENCES: Final = frozenset(("base", "extends", "import", "include", "inherits"))
"""How people write that one file builds on another; a pack stands alone."""

_CITATION = msgspec.inspect.type_info(Citation)


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
            case StructType():
                return self._table(kind, data, path)
            case VarTupleType(item_type=StructType(cls=cls) as item) if cls is CallRules:
                return self._readings(item, data, path)
            case VarTupleType(item_type=item):
                return self._list(item, data, path)
            case DictType():
                return self._by_name(kind, data, path)
            case _:
                return self._single(kind, data, path)

    def _tell(self, path: str, code: str, facts: Mapping[str, FactValue] | None = None) -> None:
        self.faults.append(Fault(code=code, path=path, facts=facts or {}))

    def _table(self, kind: StructType, data: object, path: str) -> Any:
        if kind.cls is Source:
            cited = self.read(_CITATION, data, path)
            return cited and Source(**msgspec.structs.asdict(cited))
        if not isinstance(data, dict):
            return self._tell(path, "not_table")
        before = len(self.faults)
        values = self._fields({key_of(field): field for field in kind.fields}, data, path)
        if len(self.faults) > before:
            return None
        try:
            value: Any = kind.cls(**values)
        except ValueError:  # what the value itself refuses to be
            return self._tell(path, "impossible")
        self.faults += (
            msgspec.structs.replace(fault, path=_join(path, fault.path)) for fault in sense(value)
        )
        return value if len(self.faults) == before else None

    def _readings(self, kind: StructType, data: object, path: str) -> Any:
        """Rules by kind, each a table or a list of them, as one set for each place in the list."""
        if not isinstance(data, dict):
            return self._tell(path, "not_table")
        fields = {field.name: field for field in kind.fields}
        self._refuse_unknown(fields, data, path)
        sets: list[dict[str, Any]] = [{}]
        for name in fields.keys() & data.keys():
            place = _join(path, name)
            for index, rule in enumerate(self._one_or_more(fields[name].type, data[name], place)):
                sets.extend({} for _ in range(index + 1 - len(sets)))
                sets[index][name] = rule
        return tuple(CallRules(**each) for each in sets)

    def _one_or_more(self, kind: Type, data: object, path: str) -> tuple[Any, ...]:
        if isinstance(data, list):
            return self._list(kind, data, path) or ()
        return (self.read(kind, data, path),)

    def _refuse_unknown(
        self, fields: Mapping[str, Field], data: Mapping[str, Any], path: str
    ) -> None:
        for word in data.keys() - fields.keys():
            if not path and word in _REFERENCES:
                self._tell(word, "no_references", {"word": word})
                continue
            self._tell(_join(path, word), "unknown_key", choice(word, list(fields)))

    def _fields(
        self, fields: Mapping[str, Field], data: Mapping[str, Any], path: str
    ) -> dict[str, Any]:
        self._refuse_unknown(fields, data, path)
        for word, field in fields.items():
            if field.required and word not in data:
                self._tell(_join(path, word), "missing", {"word": word})
        return {
            field.name: self.read(field.type, data[word], _join(path, word))
            for word, field in fields.items()
            if word in data
        }

    def _list(self, item: Type, data: object, path: str) -> Any:
        if not isinstance(data, list):
            return self._tell(path, "not_list")
        if not data:
            return self._tell(path, "empty")
        return tuple(self.read(item, each, f"{path}[{index}]") for index, each in enumerate(data))

    def _by_name(self, kind: DictType, data: object, path: str) -> Any:
        if not isinstance(data, dict):
            return self._tell(path, "not_table")
        return {
            name: self.read(kind.value_type, item, _join(path, name)) for name, item in data.items()
        }

    def _single(self, kind: Type, data: object, path: str) -> Any:
        try:
            return single(kind, data, self._choices)
        except WrongError as wrong:
            return self._tell(path, wrong.code, wrong.facts)


def key_of(field: Field) -> str:
    """The key people write."""
    name = field.encode_name
    return f"{name.removesuffix('_ore')}_kr" if name.endswith("_ore") else name


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path and key else path or key
