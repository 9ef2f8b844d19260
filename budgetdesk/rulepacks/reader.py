"""TOML tables and lists as domain values, by their types, with every fault told, not the first.

Keys ending in `_kr` are the value's own keys ending in `_ore`. What can only be wrong about a value
as a whole is in `sense`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

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
from budgetdesk.rulepacks.fault import Fault, choice
from budgetdesk.rulepacks.sense import sense
from budgetdesk.rulepacks.shape import Citation
from budgetdesk.rulepacks.single import WrongError, single

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
        values = self._fields({_key(field): field for field in kind.fields}, data, path)
        if len(self.faults) > before:
            return None
        value: Any = kind.cls(**values)
        self.faults += (
            msgspec.structs.replace(fault, path=_join(path, fault.path)) for fault in sense(value)
        )
        return value if len(self.faults) == before else None

    def _fields(
        self, fields: Mapping[str, Field], data: Mapping[str, Any], path: str
    ) -> dict[str, Any]:
        for word in data.keys() - fields.keys():
            self._tell(_join(path, word), "unknown_key", choice(word, list(fields)))
        for word, field in fields.items():
            if field.required and word not in data:
                self._tell(_join(path, word), "missing", {"word": word})
        return {
            field.name: self.read(field.type, data[word], _join(path, word))
            for word, field in fields.items()
            if word in data
        }

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
            return single(kind, data, self._choices)
        except WrongError as wrong:
            return self._tell(path, wrong.code, wrong.facts)


def _key(field: Field) -> str:
    """The key people write."""
    name = field.encode_name
    return f"{name.removesuffix('_ore')}_kr" if name.endswith("_ore") else name


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path and key else path or key
