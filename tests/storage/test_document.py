"""A document is made, changed, looked at and copied, or refused with a plain word."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage.database import APPLICATION_ID
from budgetdesk.storage.document import Document
from budgetdesk.storage.faults import plainly
from tests.builders import a_budget, a_line
from tests.storage.by_hand import by_hand, cell
from tests.storage.projects import a_step, replace, with_imports
from tests.storage.trouble import no_file_over

A_PROJECT = with_imports(30)


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = Document.create(tmp_path / "work", A_PROJECT, a_step())
    yield made
    made.close()


@pytest.fixture
def path(document: Document, tmp_path: Path) -> Path:
    path = tmp_path / "Prøve æøå #1 50%.budgetdesk"
    document.copy_to(path)
    return path


def refused(path: Path) -> BudgetDeskError:
    with pytest.raises(BudgetDeskError) as told:
        Document.look(path).close()
    return told.value


def test_a_document_is_read_as_it_was_written(path: Path) -> None:
    with closing(Document.look(path)) as found:
        assert found.read() == A_PROJECT
        assert found.glance() == (A_PROJECT.title, a_step().at)


def test_any_sqlite_tool_can_read_it(path: Path) -> None:
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    assert cell(path, "PRAGMA application_id") == APPLICATION_ID
    assert cell(path, "PRAGMA user_version") == 1
    assert cell(path, "PRAGMA journal_mode") == "delete"
    assert cell(path, "SELECT sum(amount_ore) FROM posting") == 30 * 10_000
    assert cell(path, "SELECT posting_date FROM posting WHERE id = '1-2'") == "2020-06-15"


def test_looking_leaves_file_and_folder_as_they_were(path: Path) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    with closing(Document.look(path)) as found:
        found.audit()
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before


def test_a_step_is_there_when_the_document_is_opened_again(tmp_path: Path) -> None:
    path, after = tmp_path / "work", replace(A_PROJECT, title="Nyt navn")
    with closing(Document.create(path, A_PROJECT, a_step())) as document:
        document.commit(A_PROJECT, after, a_step("other"))
        digest = document.last_digest
    with closing(Document.open(path, path)) as document:
        assert document.read() == after
        assert document.last_digest == digest


def test_an_import_that_was_removed_is_not_in_a_copy(document: Document, tmp_path: Path) -> None:
    without = replace(A_PROJECT, ledger=Ledger())
    document.commit(A_PROJECT, without, a_step("other"))
    document.copy_to(tmp_path / "copy")
    assert b"Bilag 17" not in (tmp_path / "copy").read_bytes()


def not_there(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 400)


def a_stump(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def torn(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:40_960] = bytes(40_960 - 8192)
    path.write_bytes(content)


def miscounted(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[36:40] = (5).to_bytes(4)  # the header's count of free pages
    path.write_bytes(content)


def another_program(path: Path) -> None:
    path.unlink()
    by_hand(path, "CREATE TABLE notes (text)")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (not_there, "storage.not_found"),
        (a_folder, "storage.is_folder"),
        (empty, "storage.empty"),
        (noise, "storage.not_a_document"),
        (a_stump, "storage.not_a_document"),
        (another_program, "storage.not_a_document"),
        (half, "storage.damaged"),
        (torn, "storage.damaged"),
        (miscounted, "storage.damaged"),
    ],
)
def test_what_is_no_document_is_refused_by_name(
    path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(path)
    error = refused(path)
    assert error.code == code
    assert error.facts["path"] == path


def test_a_document_of_a_newer_version_is_refused_with_both_versions(path: Path) -> None:
    by_hand(path, "PRAGMA user_version = 7")
    error = refused(path)
    assert error.code == "storage.newer"
    assert (error.facts["version"], error.facts["known"]) == (7, 1)


@pytest.mark.parametrize(
    "sql",
    [
        "PRAGMA user_version = 0",
        "DROP TABLE signer",
        "ALTER TABLE signer DROP COLUMN title",
        "ALTER TABLE signer ADD COLUMN age INTEGER",
        "DROP TRIGGER event_is_never_changed",
        "CREATE TRIGGER mine AFTER INSERT ON signer BEGIN DELETE FROM signer; END",
        (
            "DROP TRIGGER event_is_never_changed;"
            "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT 1; END"
        ),
        "CREATE VIEW mine AS SELECT * FROM signer",
    ],
)
def test_a_document_of_another_build_is_damaged(path: Path, sql: str) -> None:
    by_hand(path, sql)
    assert refused(path).code == "storage.damaged"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE posting SET posting_date = '2020-13-45' WHERE position = 3",
        "UPDATE recipient SET kind = 'kingdom'",
        "UPDATE call SET json = '{'",
        "DELETE FROM call",
        "DELETE FROM project",
    ],
)
def test_rows_no_project_can_hold_are_damage(path: Path, sql: str) -> None:
    by_hand(path, sql)
    with (
        closing(Document.look(path)) as found,
        pytest.raises(BudgetDeskError, match="damaged"),
    ):
        found.read()


def test_what_other_tools_leave_for_their_own_use_is_no_damage(path: Path) -> None:
    by_hand(path, "ANALYZE")
    with closing(Document.look(path)) as found:
        assert found.read() == A_PROJECT


def too_large() -> Project:
    return replace(A_PROJECT, versions=(a_budget(a_line("1", Money(2**63))),))


def too_many() -> Project:
    return replace(A_PROJECT, participants=2**80)


def impossible() -> Project:
    return replace(A_PROJECT, title="Navn \ud800")


def twice_the_same() -> Project:
    batches = A_PROJECT.ledger.batches
    return replace(A_PROJECT, ledger=Ledger(batches=batches + batches))


def backwards() -> Project:
    batches = with_imports(1, 1).ledger.batches[::-1]
    return replace(A_PROJECT, ledger=Ledger(batches=batches))


@pytest.mark.parametrize(
    ("absurd", "code"),
    [
        (twice_the_same, "storage.not_in_order"),
        (backwards, "storage.not_in_order"),
        (too_large, "storage.number_too_large"),
        (too_many, "storage.number_too_large"),
        (impossible, "storage.impossible_text"),
    ],
)
def test_what_no_file_can_hold_is_refused_and_nothing_is_written(
    document: Document, absurd: Callable[[], Project], code: str
) -> None:
    with pytest.raises(BudgetDeskError, match=code):
        document.commit(A_PROJECT, absurd(), a_step("other"))
    assert document.read() == A_PROJECT
    assert len(document.audit().events) == 1


def test_the_largest_amount_there_is_room_for_survives(document: Document) -> None:
    largest = replace(A_PROJECT, versions=(a_budget(a_line("1", Money(2**63 - 1))),))
    document.commit(A_PROJECT, largest, a_step("other"))
    assert document.read() == largest


def test_a_step_that_finds_no_room_leaves_the_document_as_it_was(document: Document) -> None:
    after = with_imports(30, 3000)
    with no_file_over(200_000), pytest.raises(BudgetDeskError) as told:
        document.commit(A_PROJECT, after, a_step("other"))
    assert told.value.code in ("storage.disk_full", "storage.disk_error")
    assert document.read() == A_PROJECT
    document.commit(A_PROJECT, after, a_step("other"))  # when there is room again
    assert document.read() == after


def test_a_document_in_work_is_in_use(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "work"
    with pytest.raises(BudgetDeskError) as told:
        Document.open(path, Path("Mit projekt"))
    assert told.value.code == "storage.in_use"
    assert told.value.facts["path"] == Path("Mit projekt")
    assert document.read() == A_PROJECT


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "no_access"),
        (errno.EACCES, "no_access"),
        (errno.EIO, "disk_error"),
        (errno.ENOTCONN, "disk_error"),
    ],
)
def test_what_the_system_refuses_is_told_plainly(number: int, code: str) -> None:
    with pytest.raises(BudgetDeskError, match=f"storage.{code}"), plainly(Path("a")):
        raise OSError(number, os.strerror(number))


def test_our_own_bugs_are_not_dressed_up() -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax"), plainly(Path("a")):
        sqlite3.connect(":memory:").execute("SELEKT")
    with pytest.raises(sqlite3.ProgrammingError), plainly(Path("a")):
        sqlite3.connect(":memory:").execute("SELECT ?", [])
    with pytest.raises(KeyError), plainly(Path("a")):
        raise KeyError("a")
