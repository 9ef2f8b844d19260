"""The list of recent documents, kept in a file that may be anything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from budgetdesk.presenters.recent import RecentDocuments, Stage, stage_of
from tests.builders import a_budget, a_ledger, a_line, a_project, kr

AT = datetime(2020, 6, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def recent(tmp_path: Path) -> RecentDocuments:
    return RecentDocuments(tmp_path / "ny mappe" / "recent.json")


def paths(recent: RecentDocuments) -> list[str]:
    return [document.path for document in recent.documents]


def test_the_first_time_there_is_nothing(recent: RecentDocuments) -> None:
    assert recent.documents == ()


def test_a_document_is_remembered_as_it_was(recent: RecentDocuments, tmp_path: Path) -> None:
    recent.add(tmp_path / "a.budgetdesk", a_project(), AT)
    (document,) = RecentDocuments(tmp_path / "ny mappe" / "recent.json").documents
    assert (document.title, document.journal_number) == ("Kompetenceløft", "19/12345")
    assert (document.stage, document.at) == (Stage.BUDGETED, AT)
    assert [file.name for file in (tmp_path / "ny mappe").iterdir()] == ["recent.json"]


def test_the_latest_comes_first_and_each_once(recent: RecentDocuments) -> None:
    for minute, name in enumerate("aba"):
        recent.add(Path(name), a_project(), AT + timedelta(minutes=minute))
    assert paths(recent) == ["a", "b"]
    assert recent.documents[0].at == AT + timedelta(minutes=2)


def test_twelve_are_kept(recent: RecentDocuments) -> None:
    for number in range(13):
        recent.add(Path(str(number)), a_project(), AT)
    assert paths(recent) == [str(number) for number in range(12, 0, -1)]


def test_one_is_taken_off_the_list(recent: RecentDocuments) -> None:
    recent.add(Path("a"), a_project(), AT)
    recent.add(Path("b"), a_project(), AT)
    recent.remove("a")
    recent.remove("never there")
    assert paths(recent) == ["b"]


@pytest.mark.parametrize("rubbish", [b"", b"\xff", b"[]", b'{"documents": 1}', b'{"other": 1}'])
def test_a_file_of_something_else_is_an_empty_list_and_is_written_over(
    tmp_path: Path, rubbish: bytes
) -> None:
    file = tmp_path / "recent.json"
    file.write_bytes(rubbish)
    recent = RecentDocuments(file)
    assert recent.documents == ()
    recent.add(Path("a"), a_project(), AT)
    assert paths(recent) == ["a"]


def test_a_list_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    recent = RecentDocuments(tmp_path / "file" / "recent.json")
    recent.add(Path("a"), a_project(), AT)
    assert recent.documents == ()


def test_a_project_has_come_as_far_as_its_last_paper() -> None:
    approved = a_budget(a_line("1", kr(100)), approved=True)
    assert stage_of(a_project()) is Stage.BUDGETED
    assert stage_of(a_project(approved)) is Stage.APPROVED
    assert stage_of(a_project(approved, ledger=a_ledger())) is Stage.POSTED
