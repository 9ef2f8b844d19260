"""The audit trail finds what was done to a document behind the program's back."""

import hashlib
import json
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from budgetdesk.domain.project import Project
from budgetdesk.storage.audit import AuditReport
from budgetdesk.storage.document import Document
from tests.storage.by_hand import around_triggers, by_hand
from tests.storage.projects import FEW, SOME_PROJECTS, a_step, replace, with_imports


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document of three steps: made, given a title, given a journal number."""
    project = with_imports(20, 5)
    titled = replace(project, title="Nyt navn")
    path, work = tmp_path / "a.budgetdesk", tmp_path / "work"
    document = Document.create(work, project, a_step())
    document.commit(project, titled, a_step("project.change", field="title"))
    numbered = replace(titled, journal_number="20/1")
    document.commit(titled, numbered, a_step("project.change", field="journal_number"))
    document.copy_to(path)
    document.close()
    return path


def report(path: Path) -> AuditReport:
    with closing(Document.look(path)) as document:
        return document.audit()


def fault(path: Path) -> tuple[str, object]:
    """The code and the first fact of the fault."""
    found = report(path).fault
    assert found
    return found.code, next(iter(found.facts.values()))


def test_an_untouched_document_tells_its_steps_and_has_no_fault(path: Path) -> None:
    found = report(path)
    assert found.fault is None
    assert [(event.seq, event.step) for event in found.events] == [
        (1, "create"),
        (2, "project.change"),
        (3, "project.change"),
    ]
    second = found.events[1]
    assert (second.user, f"{second.at:%Y-%m-%d %H:%M %Z}") == ("Karen", "2020-01-02 03:04 UTC")
    assert second.facts == {"field": "title"}
    change, content = second.change
    assert (change.path, change.before, change.after) == ("title", "Kompetenceløft", "Nyt navn")
    assert content.path == "content/project"
    assert content.before != content.after


def test_anybody_can_compute_the_digests_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT * FROM event ORDER BY seq").fetchall()
        noted = dict(db.execute("SELECT part, digest FROM content"))
    previous = ""
    for row in rows:
        plain = json.dumps(row[:-1], ensure_ascii=False, separators=(",", ":"))
        assert row[-1] == hashlib.sha256(plain.encode()).hexdigest()
        assert row[-2] == previous
        previous = row[-1]
    plain = json.dumps(noted, sort_keys=True, separators=(",", ":"))
    assert rows[-1][6] == hashlib.sha256(plain.encode()).hexdigest()


def test_anybody_can_compute_a_parts_digest_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        [row] = db.execute("SELECT contact, cvr, kind, members, name FROM recipient")
        [noted] = db.execute("SELECT digest FROM content WHERE part = 'recipient'").fetchone()
    lines = f"recipient\n{json.dumps(row, ensure_ascii=False, separators=(',', ':'))}\n"
    assert noted == hashlib.sha256(lines.encode()).hexdigest()


def test_an_import_is_told_with_the_digest_of_its_rows(path: Path) -> None:
    told = {change.path: change.after for change in report(path).events[0].change}
    with closing(sqlite3.connect(path)) as db:
        noted = dict(db.execute("SELECT part, digest FROM content"))
    assert told["ledger/batches/2"]["postings"] == 5
    assert told["content/ledger.batches/2"] == noted["ledger.batches/2"]


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("UPDATE posting SET amount_ore = amount_ore + 1 WHERE id = '1-7'", "ledger.batches/1"),
        ("DELETE FROM posting WHERE id = '2-3'", "ledger.batches/2"),
        ("UPDATE import_batch SET file = 'x' WHERE number = 2", "ledger.batches/2"),
        ("DELETE FROM import_batch WHERE number = 2", "ledger.batches/2"),
        ("UPDATE project SET title = 'Andet'", "project"),
        ("UPDATE call SET json = replace(json, '\"T01\"', '\"T02\"')", "call"),
        ("INSERT INTO signer VALUES (0, 'Ole', 'Direktoer')", "signers"),
        ("UPDATE content SET digest = '' WHERE part = 'period'", "period"),
    ],
)
def test_a_row_edited_with_another_tool_is_found(path: Path, sql: str, part: str) -> None:
    by_hand(path, f"PRAGMA foreign_keys = ON; {sql}")
    assert fault(path) == ("audit.content_changed", part)


@pytest.mark.parametrize("sql", ["UPDATE event SET user = 'Ole'", "DELETE FROM event"])
def test_the_file_itself_refuses_to_change_an_event(path: Path, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        by_hand(path, sql)


def test_the_file_itself_refuses_to_replace_an_event(path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        by_hand(
            path, "REPLACE INTO event SELECT seq, at, 'Ole', step, '', '', '', '', '' FROM event"
        )


@pytest.mark.parametrize("column", ["at", "user", "step", "facts", "change", "content", "previous"])
def test_an_edited_event_is_found(path: Path, column: str) -> None:
    around_triggers(path, f"UPDATE event SET {column} = '1' WHERE seq = 2")  # noqa: S608 - our words
    assert fault(path) == ("audit.event_changed", 2)


def test_events_are_told_as_far_as_they_can_be_read(path: Path) -> None:
    around_triggers(path, "UPDATE event SET facts = 'garbage' WHERE seq = 3")
    assert [event.seq for event in report(path).events] == [1, 2]
    around_triggers(path, "UPDATE event SET at = 'garbage' WHERE seq = 2")
    assert [event.seq for event in report(path).events] == [1]


def test_an_event_taken_out_is_found(path: Path) -> None:
    around_triggers(path, "DELETE FROM event WHERE seq = 2")
    assert fault(path) == ("audit.event_missing", 2)


def test_the_last_event_taken_out_is_found(path: Path) -> None:
    around_triggers(path, "DELETE FROM event WHERE seq = 3")
    assert fault(path) == ("audit.end_missing", 2)


def test_all_events_taken_out_is_found(path: Path) -> None:
    around_triggers(path, "DELETE FROM event")
    assert fault(path) == ("audit.end_missing", 0)


def test_an_event_rewritten_with_a_fitting_digest_is_found_by_the_next(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        row = [*db.execute("SELECT * FROM event WHERE seq = 2").fetchone()[:-1]]
    row[2] = "Ole"
    plain = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(plain.encode()).hexdigest()
    with_digest = f"UPDATE event SET user = 'Ole', digest = '{digest}' WHERE seq = 2"  # noqa: S608
    around_triggers(path, with_digest)
    assert fault(path) == ("audit.chain_broken", 3)


@given(SOME_PROJECTS)
@FEW
def test_after_any_steps_trail_and_content_fit(
    tmp_path_factory: pytest.TempPathFactory, projects: list[Project]
) -> None:
    document = Document.create(tmp_path_factory.mktemp("any") / "a", projects[0], a_step())
    for before, after in pairwise(projects):
        document.commit(before, after, a_step("other"))
    found = document.audit()
    document.close()
    assert found.fault is None
    assert len(found.events) == len(projects)
