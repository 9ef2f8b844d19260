"""Writes a project's parts as rows and reads them again; what has not changed is left alone."""

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter
from sqlite3 import Connection
from typing import Any

import msgspec

from budgetdesk.domain.plain import from_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.watch import Watch, unwatched
from budgetdesk.storage.digests import AT_ONCE, RowsDigest
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


def write_changes(
    db: Connection, before: Project | None, after: Project, watch: Watch = unwatched
) -> Mapping[str, str | None]:
    """Brings the rows from `before` (None: no rows yet) to `after`; tells the parts it changed.

    A part's entries (a budget version, an import, a placement) are removed and added whole. Each
    import counts as a part of its own, "ledger.batches/3", and when it was added its digest was
    taken on the way: a million rows need not be read again for it.
    """
    changed: dict[str, str | None] = {}
    head = HEAD.form.cells([after])
    if before is None or HEAD.form.cells([before]) != head:
        db.execute(HEAD.delete)
        _insert(db, HEAD, (), {None: after})
        changed[HEAD.name] = None
    for path, table in PARTS.items():
        part = attrgetter(path)
        old = table.entries(part(before)) if before else {}
        written = _replace(db, table, old, table.entries(part(after)), watch)
        if table.holds is Holds.NUMBERED:
            changed |= {f"{path}/{key}": digest for key, digest in written.items()}
        elif written:
            changed[path] = None
    return changed


def _replace(
    db: Connection, table: Table, old: Mapping[Any, Any], new: Mapping[Any, Any], watch: Watch
) -> Mapping[Any, str | None]:
    """Removes and adds the entries that differ; returns their keys, with digests where taken."""
    if old is new:
        return {}
    gone = [key for key, value in old.items() if not _is_same(value, new.get(key))]
    come = {key: value for key, value in new.items() if not _is_same(value, old.get(key))}
    db.executemany(table.delete, (table.key((), key) for key in gone))
    written: dict[Any, str | None] = dict.fromkeys([*gone, *come])
    if table.holds is not Holds.NUMBERED:
        _insert(db, table, (), come)
        return written
    for key, value in come.items():
        digest = RowsDigest()
        _insert(db, table, (), {key: value}, digest, watch)
        written[key] = digest.taken()
    return written


def _is_same(one: object, other: object) -> bool:
    return one is other or one == other


def _insert(
    db: Connection,
    table: Table,
    above: Key,
    entries: Mapping[Any, Any],
    digest: RowsDigest | None = None,
    watch: Watch = unwatched,
) -> None:
    """Adds entries and all that lies below them; a digest can be taken of but one at a time."""
    if digest:
        digest.begin(table)
    keys, values = list(entries), list(entries.values())
    for start in range(0, len(keys), AT_ONCE):
        watch(start, len(keys))
        some = slice(start, start + AT_ONCE)
        columns = [*table.keys_of(above, keys[some]), *table.form.cells(values[some])]
        db.executemany(table.insert, zip(*columns, strict=True))
        if digest:
            digest.add(zip(*map(columns.__getitem__, table.by_name), strict=True))
    for name, each in table.below.items():
        for key, value in entries.items():
            _insert(
                db, each, table.key(above, key), each.entries(getattr(value, name)), digest, watch
            )
