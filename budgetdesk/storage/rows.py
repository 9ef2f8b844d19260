"""Writes a project's parts as rows and reads them again; what has not changed is left alone."""

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter
from sqlite3 import Connection
from typing import Any

import msgspec

from budgetdesk.domain.plain import from_plain
from budgetdesk.domain.project import Project
from budgetdesk.storage.layout import HEAD, PARTS
from budgetdesk.storage.tables import Holds, Key, Table


def read_project(db: Connection) -> Project:
    """The whole project.

    Raises:
        msgspec.DecodeError: the rows hold what no project can hold.
    """
    head = db.execute(HEAD.select).fetchone()
    if head is None:
        raise msgspec.ValidationError(HEAD.name)
    plain: dict[str, Any] = dict(zip(HEAD.form.columns, head, strict=True))
    for path, table in PARTS.items():
        *holders, name = path.split(".")
        holder = plain
        for each in holders:
            holder = holder.setdefault(each, {})
        holder[name] = _read(db, table).get((), table.gathered([]))
    return from_plain(plain, Project)


def _read(db: Connection, table: Table) -> Mapping[Key, object]:
    """What the table's field holds, by the keys of its holder."""
    below = [(name, each, _read(db, each)) for name, each in table.below.items()]
    width, depth = len(table.keys), table.depth
    found: dict[Key, list[tuple[Key, object]]] = defaultdict(list)
    for row in db.execute(table.select):
        key = row[:width]
        held: dict[str, object] = {}
        for name, each, there in below:
            held[name] = there.get(key, each.gathered([]))
        if table.holds is Holds.NUMBERED:
            held[table.keys[-1]] = key[-1]
        found[key[:depth]].append((key, table.form.value(row[width:], held)))
    return {above: table.gathered(entries) for above, entries in found.items()}


def write_changes(db: Connection, before: Project | None, after: Project) -> list[str]:
    """Brings the rows from `before` (None: no rows yet) to `after`; tells the parts it changed.

    A part's entries (a budget version, an import, a placement) are removed and added whole. Each
    import counts as a part of its own: "ledger.batches/3".
    """
    changed: list[str] = []
    if before is None or HEAD.form.cells(before) != HEAD.form.cells(after):
        db.execute(HEAD.delete)
        _insert(db, HEAD, (), {None: after})
        changed.append(HEAD.name)
    for path, table in PARTS.items():
        part = attrgetter(path)
        old = table.entries(part(before)) if before else {}
        keys = _replace(db, table, old, table.entries(part(after)))
        numbered = table.holds is Holds.NUMBERED
        changed += [f"{path}/{key}" for key in keys] if numbered else [path] if keys else []
    return changed


def _replace(
    db: Connection, table: Table, old: Mapping[Any, Any], new: Mapping[Any, Any]
) -> list[Any]:
    """Removes and adds the entries that differ; returns their keys."""
    if old is new:
        return []
    gone = [key for key, value in old.items() if not _is_same(value, new.get(key))]
    come = {key: value for key, value in new.items() if not _is_same(value, old.get(key))}
    db.executemany(table.delete, (table.key((), key) for key in gone))
    _insert(db, table, (), come)
    return list(dict.fromkeys([*gone, *come]))


def _is_same(one: object, other: object) -> bool:
    return one is other or one == other


def _insert(db: Connection, table: Table, above: Key, entries: Mapping[Any, Any]) -> None:
    cells = table.form.cells
    rows = ((*table.key(above, key), *cells(value)) for key, value in entries.items())
    db.executemany(table.insert, rows)
    for name, each in table.below.items():
        for key, value in entries.items():
            _insert(db, each, table.key(above, key), each.entries(getattr(value, name)))
