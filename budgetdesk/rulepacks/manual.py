"""The page that teaches a person to write a pack: words of ours, and tables made from the types.

The tables cannot be stale: they are read from `CallRules` itself each time.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Final, cast

import msgspec
from msgspec.inspect import (
    BoolType,
    CustomType,
    DateType,
    DecimalType,
    EnumType,
    Field,
    IntType,
    Metadata,
    NoneType,
    StructType,
    Type,
    UnionType,
    VarTupleType,
)

from budgetdesk import paths
from budgetdesk.domain.finding import Source
from budgetdesk.domain.rules import KINDS, CallRules, Rule
from budgetdesk.domain.rules.costs import GROUPS
from budgetdesk.domain.value import Value
from budgetdesk.rulepacks.reader import key_of
from budgetdesk.text import label, text

_COMMON: Final = frozenset(Rule.__struct_fields__)
"""The keys every rule can have; they are explained once, in the words."""


def manual() -> str:
    """The whole page as Markdown."""
    words = (paths.resources() / "help" / "da" / "rule_pack.md").read_text(encoding="utf-8")
    return "\n".join([words, *_tables()])


def example() -> str:
    """The worked example of the page, as a pack."""
    words = (paths.resources() / "help" / "da" / "rule_pack.md").read_text(encoding="utf-8")
    return words.partition("```toml\n")[2].partition("```")[0]


def _tables() -> Iterator[str]:
    yield f"## {text('packs.manual.kinds')}\n"
    parts: dict[str, StructType] = {}
    for kind in KINDS:
        rule = _inner(_field_of(CallRules, kind).type)
        yield f"### `[rules.{kind}]` {text(f'rules.{kind}')}\n"
        yield text(f"rules.about.{kind}") + "\n"
        yield from _keys(kind, rule, parts, left_out=_COMMON)
    yield f"## {text('packs.manual.all_groups')}\n"
    yield text("packs.manual.about_groups") + "\n"
    yield from (f"- `{group}`: {text(f'packs.groups.{group}')}" for group in GROUPS)
    yield f"\n## {text('packs.manual.parts')}\n"
    done: set[str] = set()
    while parts.keys() - done:
        name = next(name for name in parts if name not in done)
        done.add(name)
        yield f"### {text(f'packs.parts.{name}')}\n"
        yield text(f"packs.example.{name}") + "\n"
        yield from _keys(name, parts[name], parts)


def _keys(
    owner: str, kind: Type, parts: dict[str, StructType], left_out: frozenset[str] = frozenset()
) -> Iterator[str]:
    """A line for each key of a kind of rule or a table in one: what to write, what it means.

    The tables that stand in them are gathered for later.
    """
    fields = kind.fields if isinstance(kind, StructType) else ()
    shown = [field for field in fields if field.name not in left_out]
    if not shown:
        yield text("packs.manual.no_keys") + "\n"
    for field in shown:
        must = text("packs.manual.must") if field.required else ""
        means = text(f"pack_keys.{owner}.{field.name}")
        yield f"- `{key_of(field)}`{must}: {_what(field.type, parts)}. {means}"
    yield ""


def _what(kind: Type, parts: dict[str, StructType]) -> str:
    """What a person writes there."""
    match kind:
        case UnionType():
            return _what(_inner(kind), parts)
        case VarTupleType(item_type=item):
            return text("packs.manual.list", of=_what(item, parts))
        case StructType(cls=cls) if cls is not Source:
            parts[cls.__name__] = kind
            return text("packs.manual.table", name=text(f"packs.parts.{cls.__name__}"))
        case EnumType(cls=cls):
            return text("packs.manual.choices", words=_choices(cls))
        case Metadata(extra={"is": ("quantity" as name)} | {"one_of": ("groups" as name)}):
            return text(f"packs.manual.{name}")
        case _:
            return text(f"packs.manual.{_LEAVES.get(type(kind), 'words')}")


def _choices(cls: type[Enum]) -> str:
    return ", ".join(f"`{each.value}` ({label(each)})" for each in cls)


def _inner(kind: Type) -> Type:
    """The type of a field that may be None, without its None."""
    types = cast("UnionType", kind).types
    return next(each for each in types if not isinstance(each, NoneType))


def _field_of(cls: type[Value], name: str) -> Field:
    info = cast("StructType", msgspec.inspect.type_info(cls))
    return next(field for field in info.fields if field.name == name)


_LEAVES: Final[dict[type[Type], str]] = {
    BoolType: "flag",
    IntType: "count",
    DecimalType: "percent",
    DateType: "day",
    CustomType: "amount",
}
