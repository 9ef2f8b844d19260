"""A table: how the values of one field become rows, and rows values again.

Which tables there are stands in `layout.py`, what is written when in `rows.py`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol, get_args

import msgspec
from typing_extensions import override

from budgetdesk.domain.money import Money
from budgetdesk.domain.plain import from_json, from_plain, to_json, to_plain
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError

Cells = Sequence[Any]
"""A row less its keys, or a column of rows, as SQLite holds it: text, integers, NULL."""
Key = tuple[Any, ...]
"""The keys of a row, its holder's first."""


class Form(Protocol):
    """How one value becomes the cells of a row, and a row a value again."""

    columns: tuple[str, ...]

    def cells(self, values: Sequence[Any]) -> Sequence[Cells]:
        """The cells of values, column by column, in the order of `columns`."""

    def value(self, cells: Cells, held: Mapping[str, object]) -> object:
        """The value of a row; `held` are the fields that lie elsewhere."""


class Fields(Form):
    """A value whose fields are columns, but those named as lying elsewhere.

    Columns are the fields' names in the open exchange form (`amount_ore`), taken from the type
    itself: a new plain field needs its column in `schema.sql` and a migration, nothing more.
    """

    def __init__(self, kind: type[Value], *elsewhere: str) -> None:
        fields = msgspec.structs.fields(kind)
        own = [each for each in fields if each.name not in elsewhere]
        self.kind = kind
        self.columns = tuple(each.encode_name for each in own)
        self._own = [_column(each.name, each.type) for each in own]
        self._flags = [each.encode_name for each in own if each.type is bool]
        self._plain_names = {each.name: each.encode_name for each in fields}

    @override
    def cells(self, values: Sequence[Any]) -> Sequence[Cells]:
        return [column(values) for column in self._own]

    @override
    def value(self, cells: Cells, held: Mapping[str, object]) -> object:
        plain = dict(zip(self.columns, cells, strict=True))
        for flag in self._flags:  # SQLite knows no truth values
            plain[flag] = bool(plain[flag])
        for name, value in held.items():
            plain[self._plain_names[name]] = value
        return from_plain(plain, self.kind)


class Bare(Form):
    """A single text or number, or a few together, without a type of their own."""

    def __init__(self, *columns: str) -> None:
        self.columns = columns

    @override
    def cells(self, values: Sequence[Any]) -> Sequence[Cells]:
        plain = to_plain(values)
        return list(zip(*plain, strict=True)) if len(self.columns) > 1 else [plain]

    @override
    def value(self, cells: Cells, held: Mapping[str, object]) -> object:
        return cells if len(self.columns) > 1 else cells[0]


class WholeJson(Form):
    """A value kept whole as JSON, with a few of its texts shown beside for whoever looks."""

    def __init__(self, kind: type[Value], *shown: str) -> None:
        self.kind = kind
        self.columns = (*shown, "json")
        self._shown = shown

    @override
    def cells(self, values: Sequence[Any]) -> Sequence[Cells]:
        shown = [list(map(attrgetter(name), values)) for name in self._shown]
        return [*shown, [to_json(value).decode() for value in values]]

    @override
    def value(self, cells: Cells, held: Mapping[str, object]) -> object:
        return from_json(cells[-1].encode(), self.kind)


class Holds(Enum):
    """What stands in the field that a table is for."""

    ONE = auto()  # a value or None
    ROW = auto()  # values in order; the key is the position
    NUMBERED = auto()  # values in order of a field of their own, which is the key
    MAP = auto()  # values by key


@dataclass(frozen=True, eq=False)
class Table:
    """The table of one field. `keys` are its holder's keys and then its own, if it has one."""

    name: str
    keys: tuple[str, ...]
    holds: Holds
    form: Form
    below: Mapping[str, "Table"] = field(default_factory=dict)

    def with_all_below(self) -> Iterator["Table"]:
        """The table and those of the fields that lie below it."""
        yield self
        for table in self.below.values():
            yield from table.with_all_below()

    @property
    def depth(self) -> int:
        """How many of the keys are the holder's."""
        return len(self.keys) - (self.holds is not Holds.ONE)

    def entries(self, held: Any) -> Mapping[Any, Any]:
        """What the field holds, by own key (None where there can be but one)."""
        match self.holds:
            case Holds.ONE:
                return {} if held is None else {None: held}
            case Holds.ROW:
                return dict(enumerate(held))
            case Holds.NUMBERED:
                return _in_order({getattr(value, self.keys[-1]): value for value in held}, held)
            case _:
                return held  # type: ignore[no-any-return]

    def gathered(self, entries: Sequence[tuple[Key, object]]) -> object:
        """The field again, from its entries in order with all their keys: undoes `entries`."""
        match self.holds:
            case Holds.ONE:
                return entries[0][1] if entries else None
            case Holds.ROW | Holds.NUMBERED:
                return [value for _, value in entries]
            case _:
                return {key[-1]: value for key, value in entries}

    def keys_of(self, above: Key, own: Sequence[Any]) -> Sequence[Cells]:
        """All keys of entries, column by column."""
        columns: list[Cells] = [[key] * len(own) for key in above]
        return columns if self.holds is Holds.ONE else [*columns, own]

    def key(self, above: Key, own: object) -> Key:
        """All keys of an entry."""
        return above if self.holds is Holds.ONE else (*above, own)

    @cached_property
    def insert(self) -> str:
        """SQL that adds a row."""
        columns = (*self.keys, *self.form.columns)
        marks = ", ".join("?" * len(columns))
        return f"INSERT INTO {self.name} ({_listed(columns)}) VALUES ({marks})"  # noqa: S608 - our own names

    @cached_property
    def select(self) -> str:
        """SQL that reads all rows in order."""
        columns = _listed((*self.keys, *self.form.columns))
        order = f" ORDER BY {_listed(self.keys)}" if self.keys else ""
        return f"SELECT {columns} FROM {self.name}{order}"  # noqa: S608 - our own names

    @cached_property
    def by_name(self) -> Sequence[int]:
        """The places of the columns in a row that is added, in the order of their names."""
        columns = (*self.keys, *self.form.columns)
        return sorted(range(len(columns)), key=columns.__getitem__)

    def plain_select(self, *, one: bool) -> str:
        """SQL that reads rows as any tool sees them, columns by name: all, or those of one entry.

        An entry's own rows and those below it all have its key as their first.
        """
        columns = _listed(sorted((*self.keys, *self.form.columns)))
        where = f' WHERE "{self.keys[0]}" = ?' if one else ""
        order = f" ORDER BY {_listed(self.keys)}" if self.keys else ""
        return f"SELECT {columns} FROM {self.name}{where}{order}"  # noqa: S608 - our own names

    @cached_property
    def delete(self) -> str:
        """SQL that removes the row of a key, and by the foreign keys all rows below it."""
        where = " AND ".join(f'"{key}" = ?' for key in self.keys) or "TRUE"
        return f"DELETE FROM {self.name} WHERE {where}"  # noqa: S608 - our own names


def _column(name: str, kind: Any) -> Callable[[Sequence[Any]], Cells]:
    """What takes a field of many values as SQLite holds it, most of them just as they are."""
    if kind is Money:
        return lambda values: list(map(attrgetter(f"{name}.ore"), values))
    if _as_it_is(kind):
        return lambda values: list(map(attrgetter(name), values))
    return lambda values: list(map(_Plain().__getitem__, map(attrgetter(name), values)))


def _as_it_is(kind: Any) -> bool:
    """Whether SQLite and JSON know the values of a type themselves; truth values are 0 and 1."""
    alternatives = get_args(kind) or (getattr(kind, "__supertype__", kind),)
    return all(each in {str, int, type(None)} for each in alternatives)


class _Plain(dict[Any, Any]):
    """What each value of a column becomes: dates and choices come again and again."""

    def __missing__(self, value: Any) -> Any:
        plain = self[value] = int(value) if isinstance(value, bool) else to_plain(value)
        return plain


def _in_order(numbered: Mapping[int, Any], values: Sequence[Any]) -> Mapping[int, Any]:
    """What rows keyed by number can give back: each number once, the lowest first."""
    if len(numbered) != len(values) or list(numbered) != sorted(numbered):
        raise BudgetDeskError("storage.not_in_order")
    return numbered


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
