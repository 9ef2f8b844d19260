"""Every field of every domain value has its place in the file, and survives it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement
from budgetdesk.domain.project import Project
from budgetdesk.storage import database
from budgetdesk.storage.document import Document
from budgetdesk.storage.layout import HEAD, PARTS
from budgetdesk.storage.rows import read_project, write_changes
from budgetdesk.storage.tables import Fields, Table
from tests.builders import kr
from tests.storage.projects import DRAWN, SOME_PROJECTS, a_step, placed, replace, with_imports


def all_tables(*tables: Table) -> Iterator[Table]:
    for table in tables:
        yield table
        yield from all_tables(*table.below.values())


TABLES = list(all_tables(HEAD, *PARTS.values()))


def empty() -> sqlite3.Connection:
    """A document's tables with nothing in them, in memory."""
    return database.create(Path(":memory:"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_just_the_columns_of_the_layout(table: Table) -> None:
    with closing(empty()) as db:
        found = [row[1] for row in db.execute(f"PRAGMA table_info({table.name})")]
    assert sorted(found) == sorted([*table.keys, *table.form.columns])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_a_value_is_a_column_a_table_or_the_key(table: Table) -> None:
    if isinstance(table.form, Fields):
        parts = [path.partition(".")[0] for path in PARTS]
        below = parts if table is HEAD else [*table.below]
        stored = [*table.form.columns, *table.keys]
        fields = msgspec.structs.fields(table.form.kind)
        assert [f.name for f in fields if f.name not in below and f.encode_name not in stored] == []


def test_every_part_of_the_ledger_has_a_table() -> None:
    parts = {path.removeprefix("ledger.") for path in PARTS if path.startswith("ledger.")}
    assert parts == {each.name for each in msgspec.structs.fields(Ledger)}


@given(SOME_PROJECTS)
@DRAWN
def test_any_project_survives_and_so_does_any_row_of_changes(projects: list[Project]) -> None:
    with closing(empty()) as db:
        before = None
        for project in projects:
            write_changes(db, before, project)
            assert read_project(db) == project
            before = project
        with closing(empty()) as fresh:
            write_changes(fresh, None, projects[-1])
            assert sorted(fresh.iterdump()) == sorted(db.iterdump())


def rows_touched(before: Project, after: Project) -> int:
    """How many rows a step from one project to the next removes and adds."""
    with closing(empty()) as db:
        write_changes(db, None, before)
        count = db.total_changes
        write_changes(db, before, after)
        assert read_project(db) == after
        return db.total_changes - count


def test_a_new_title_touches_one_row() -> None:
    project = with_imports(50, 50)
    assert rows_touched(project, replace(project, title="Nyt navn")) == 2  # away and in again


def test_one_import_removed_leaves_the_others_alone() -> None:
    project = with_imports(50, 20)
    second = replace(project.ledger, batches=project.ledger.batches[1:])
    assert rows_touched(project, replace(project, ledger=second)) <= 51


def test_one_placement_touches_its_own_rows() -> None:
    here = Placement(parts=(Part(kind=PartKind.COST, amount=kr(100), target="1"),), by="Karen")
    there = replace(here, by="Ole")
    before = placed(with_imports(50), *[here] * 40)
    after = placed(before, there, *[here] * 39)
    assert rows_touched(before, after) <= 4
    assert rows_touched(before, before) == 0


def test_an_event_tells_of_the_first_project_as_of_any_later(tmp_path: Path) -> None:
    document = Document.create(tmp_path / "a", with_imports(3), a_step())
    [event] = document.audit().events
    told = {change.path: change.after for change in event.change}
    assert told["ledger/batches/1"]["postings"] == 3
    assert told["title"] == "Kompetenceløft"
    document.close()
