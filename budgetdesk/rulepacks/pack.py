"""One pack file as a call, or the list of all its faults."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from budgetdesk.domain.finding import Source
from budgetdesk.domain.rules import KINDS, Call, CallRules, Rule
from budgetdesk.domain.rules.costs import GROUPS
from budgetdesk.errors import BudgetDeskError
from budgetdesk.rulepacks.fault import Fault, choice, fault_text
from budgetdesk.rulepacks.lines import key_lines, line_of
from budgetdesk.rulepacks.reader import Reader
from budgetdesk.rulepacks.shape import Document, Pack

_LARGEST: Final = 1_000_000
"""Bytes; the longest call there is fills a fiftieth."""

_PACK = msgspec.inspect.type_info(Pack)


def read_pack(path: Path) -> Call:
    """The call of a pack file.

    Raises:
        BudgetDeskError: `rulepacks.broken` with all `faults`.
    """
    result = open_pack(path)
    if isinstance(result, Call):
        return result
    first = fault_text(result[0])
    raise BudgetDeskError(
        "rulepacks.broken", path=path, faults=result, count=len(result), first=first
    )


def check_pack(path: Path) -> tuple[Fault, ...]:
    """Every fault of a pack file, from the top of it to the bottom; none when it is good."""
    result = open_pack(path)
    return () if isinstance(result, Call) else result


def open_pack(path: Path) -> Call | tuple[Fault, ...]:
    """The call of a pack file, or why it is none."""
    if path.is_dir():
        return (Fault(code="is_folder"),)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError:  # what the system says of it is not Danish
        return (Fault(code="unreadable"),)
    if len(content) > _LARGEST:
        return (Fault(code="too_large"),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (Fault(code="not_utf8", line=content.count(b"\n", 0, error.start) + 1),)
    return _parse(text, sha256(content).hexdigest())


def _parse(text: str, digest: str) -> Call | tuple[Fault, ...]:
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        return (Fault(code="not_toml", line=int(place[1]) if place else None),)
    documents = data.get("documents")
    reader = Reader(
        {
            "documents": list(documents) if isinstance(documents, dict) else [],
            "kinds": KINDS,
            "groups": GROUPS,
        }
    )
    pack = reader.read(_PACK, data, "")
    faults = [*reader.faults, *_forgotten(data)]
    faults = faults or list(_without_item(pack))
    if faults:
        return _in_order(faults, key_lines(text))
    return _call(pack, digest)


def _forgotten(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Kinds a complete pack neither sets nor calls not stated, and kinds it does both of."""
    rules, not_stated = data.get("rules"), data.get("not_stated", [])
    if not isinstance(rules, dict) or not isinstance(not_stated, list):
        return
    for index, kind in enumerate(not_stated):
        if kind in list(rules):  # what stands in the list may be anything, even a table
            yield Fault(code="set_and_not_stated", path=f"not_stated[{index}]")
    if data.get("complete") is True:
        missing = [kind for kind in KINDS if kind not in rules and kind not in not_stated]
        yield from (Fault(code="forgotten", path=f"rules.{kind}") for kind in missing)


def _without_item(pack: Pack) -> Iterator[Fault]:
    """Caps on cost items that no list of the pack has."""
    items = [item.key for each in pack.rules if each.eligible for item in each.eligible.items]
    for each in pack.rules:
        for index, cap in enumerate(each.caps.caps if each.caps else ()):
            if cap.item and cap.item not in items:
                path = f"rules.caps.caps[{index}].item"
                facts = choice(cap.item, items)
                yield Fault(code="not_one_of" if items else "no_items", path=path, facts=facts)


def _in_order(faults: list[Fault], lines: Mapping[str, int]) -> tuple[Fault, ...]:
    """The faults with their lines, from the top of the file to the bottom."""
    placed = [msgspec.structs.replace(fault, line=line_of(fault.path, lines)) for fault in faults]
    return tuple(sorted(placed, key=lambda fault: (fault.line or 0, fault.path)))


def _call(pack: Pack, digest: str) -> Call:
    rules, *others = (_in_full(each, pack.documents) for each in pack.rules)
    place = Source(document=pack.where_to_look.document, section=pack.where_to_look.section)
    return Call(
        id=pack.id,
        name=pack.name,
        funder=pack.funder,
        complete=pack.complete,
        where_to_look=_full(place, pack.documents),
        rules=rules,
        others=tuple(others),
        digest=digest,
        facts=pack.facts,
    )


def _in_full(rules: CallRules, documents: Mapping[str, Document]) -> CallRules:
    given = ((kind, getattr(rules, kind)) for kind in KINDS)
    sourced = {kind: _sourced(rule, documents) for kind, rule in given if rule is not None}
    return msgspec.structs.replace(rules, **sourced)


def _sourced(rule: Rule, documents: Mapping[str, Document]) -> Rule:
    """The rule with its documents in full instead of their keys."""
    return msgspec.structs.replace(
        rule,
        source=_full(rule.source, documents),
        also=tuple(_full(source, documents) for source in rule.also),
    )


def _full(source: Source, documents: Mapping[str, Document]) -> Source:
    document = documents[source.document]
    return msgspec.structs.replace(source, document=document.title, url=document.url)
