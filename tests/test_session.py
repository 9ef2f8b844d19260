"""A session makes steps, takes them back, tells of them, and keeps the trail."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Session
from tests.builders import a_budget, a_ledger, a_line, a_posting, a_project, kr
from tests.storage.by_hand import by_hand
from tests.storage.projects import FEW, PROJECTS, SOME_PROJECTS
from tests.storage.trouble import no_file_over

replace = msgspec.structs.replace
Operation = Callable[[Project], Project]


def titled(title: str) -> Operation:
    return lambda project: replace(project, title=title)


@pytest.fixture
def session() -> Iterator[Session]:
    with Session.create(None, a_project(), "Karen") as made:
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved document."""
    path = tmp_path / "Projekt æøå 50%.budgetdesk"
    Session.create(path, a_project(), "Karen").close()
    return path


def undo_redo_holds(session: Session, operation: Operation) -> None:
    """Proves undo and redo for an operation: the project before, and again the one after."""
    before = session.project
    session.run("a.step", operation)
    after = session.project
    assert after != before
    session.undo()
    assert session.project == before
    session.redo()
    assert session.project == after


@pytest.mark.parametrize(
    "operation",
    [
        titled("Nyt navn"),
        lambda project: replace(project, period=None),
        lambda project: replace(project, versions=(a_budget(a_line("1", kr(5)), own=kr(1)),)),
        lambda project: replace(project, ledger=a_ledger(a_posting(2), a_posting(3))),
    ],
)
def test_every_change_can_be_undone_and_made_again(session: Session, operation: Operation) -> None:
    undo_redo_holds(session, operation)
    assert session.audit().fault is None


@given(SOME_PROJECTS)
@FEW
def test_undone_to_the_first_and_made_again_to_the_last(projects: list[Project]) -> None:
    with Session.create(None, a_project(), "Karen") as session:
        seen = [session.project]
        for project in projects:
            unsealed = replace(project, seals=())  # a seal would end what can be undone
            session.run("a.step", lambda _, after=unsealed: after)  # type: ignore[misc]
            if session.project != seen[-1]:
                seen.append(session.project)
        for expected in reversed(seen[:-1]):
            session.undo()
            assert session.project == expected
        for expected in seen[1:]:
            session.redo()
            assert session.project == expected
        assert session.audit().fault is None
        assert len(session.audit().events) == 3 * len(seen) - 2


def test_an_operation_that_changes_nothing_leaves_no_step(session: Session) -> None:
    told: list[tuple[Project, Project]] = []
    session.listen(lambda before, after: told.append((before, after)))
    session.run("a.step", replace)
    assert session.undo_step is None
    assert told == []
    assert [event.step for event in session.audit().events] == ["create"]


def test_undo_and_redo_of_nothing_do_nothing(session: Session) -> None:
    before = session.project
    session.undo()
    session.redo()
    assert session.project is before
    assert len(session.audit().events) == 1


def test_the_menu_is_told_what_can_be_undone_and_redone(session: Session) -> None:
    session.run("project.rename", titled("A"), name="A")
    session.run("project.rename", titled("B"), name="B")
    session.undo()
    undo, redo = session.undo_step, session.redo_step
    assert undo
    assert redo
    assert (undo.code, undo.facts) == ("project.rename", {"name": "A"})
    assert (redo.code, redo.facts) == ("project.rename", {"name": "B"})


def test_a_new_step_forgets_what_was_undone(session: Session) -> None:
    session.run("a.step", titled("A"))
    session.undo()
    session.run("a.step", titled("B"))
    assert session.redo_step is None
    assert session.project.title == "B"


def test_a_hundred_steps_can_be_undone(session: Session) -> None:
    for number in range(103):
        session.run("a.step", titled(f"Navn {number}"))
    for _ in range(200):
        session.undo()
    assert session.project.title == "Navn 2"


def test_the_trail_tells_each_step_with_user_and_facts(session: Session) -> None:
    session.run("project.rename", titled("A"), name="A", grant=kr(5))
    session.undo()
    session.redo()
    found = [(event.step, event.user, event.facts) for event in session.audit().events]
    facts = {"name": "A", "grant": 500}
    assert found == [
        ("create", "Karen", {}),
        ("project.rename", "Karen", facts),
        ("undo", "Karen", {"step": "project.rename"} | facts),
        ("redo", "Karen", {"step": "project.rename"} | facts),
    ]


def test_listeners_are_told_before_and_after_in_order(session: Session) -> None:
    told: list[tuple[str, str, str]] = []
    session.listen(lambda before, after: told.append(("first", before.title, after.title)))
    session.listen(lambda before, after: told.append(("second", before.title, after.title)))
    session.run("a.step", titled("B"))
    session.undo()
    session.redo()
    changes = [("Kompetenceløft", "B"), ("B", "Kompetenceløft"), ("Kompetenceløft", "B")]
    assert told == [(who, *change) for change in changes for who in ("first", "second")]


def test_what_a_step_left_alone_is_the_same_object(session: Session) -> None:
    budget = session.project.budget
    session.run("a.step", titled("B"))
    assert session.project.budget is budget


def assert_untouched(session: Session, before: Project) -> None:
    """No step was made: neither here, nor in the document, nor in the trail."""
    assert session.project is before
    assert session.undo_step is None
    report = session.audit()
    assert report.fault is None
    assert len(report.events) == 1


def test_an_operation_that_raises_leaves_everything_as_it_was(session: Session) -> None:
    before = session.project
    told: list[object] = []
    session.listen(lambda *change: told.append(change))

    def refuse(_: Project) -> Project:
        raise BudgetDeskError("budget.approved_is_locked")

    with pytest.raises(BudgetDeskError, match="approved_is_locked"):
        session.run("a.step", refuse)
    assert_untouched(session, before)
    assert told == []


def test_a_step_that_cannot_be_written_leaves_everything_as_it_was(session: Session) -> None:
    before = session.project
    told: list[object] = []
    session.listen(lambda *change: told.append(change))
    with pytest.raises(BudgetDeskError, match="number_too_large"):
        session.run("a.step", lambda project: replace(project, participants=2**70))
    assert_untouched(session, before)
    assert told == []


def test_an_undo_that_cannot_be_written_can_be_tried_again(
    session: Session,
) -> None:
    session.run("a.step", titled("B"))
    with no_file_over(1), pytest.raises(BudgetDeskError, match="disk"):
        session.undo()
    assert session.project.title == "B"
    assert session.redo_step is None
    session.undo()
    assert session.project.title == "Kompetenceløft"


def test_a_document_opened_read_only_can_be_read_and_not_changed(path: Path) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    with Session.open(path, "Revisor", read_only=True) as session:
        assert session.project == a_project()
        assert session.is_read_only
        assert session.user == "Revisor"
        assert not session.is_unsaved
        assert session.path == path
        assert session.audit().fault is None
        with pytest.raises(BudgetDeskError, match=r"session\.read_only"):
            session.run("a.step", titled("B"))
        with pytest.raises(BudgetDeskError, match=r"session\.read_only"):
            session.save()
        with pytest.raises(BudgetDeskError, match=r"session\.read_only"):
            session.save_as(path)
        assert session.project == a_project()
        assert session.undo_step is None
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before


def test_reading_needs_no_lock(path: Path) -> None:
    with (
        Session.open(path, "Karen") as session,
        Session.open(path, "Revisor", read_only=True) as auditor,
    ):
        session.run("a.step", titled("B"))
        session.save()
        assert auditor.project == a_project()  # as it was when it was opened
        assert auditor.audit().fault is None


def test_the_second_to_open_is_told_of_the_first(path: Path) -> None:
    with Session.open(path, "Karen"), pytest.raises(BudgetDeskError) as told:
        Session.open(path, "Ole")
    assert told.value.code == "storage.locked"
    assert told.value.facts["by"] == "Karen"
    Session.open(path, "Ole").close()


def test_a_document_edited_behind_the_programs_back_tells_so(path: Path) -> None:
    by_hand(path, "UPDATE project SET title = 'Andet'")
    with Session.open(path, "Karen") as session:
        fault = session.audit().fault
        assert fault
        assert (fault.code, fault.facts) == ("audit.content_changed", {"part": "project"})
        session.run("a.step", titled("Karens"))  # work goes on all the same
        session.save()


def test_leaving_a_session_leaves_no_trace_but_the_document(path: Path, state_home: Path) -> None:
    with Session.open(path, "Karen") as session:
        session.run("a.step", titled("B"))
        assert [file for file in path.parent.iterdir() if file != path] != []
    assert list(path.parent.iterdir()) == [path]
    assert [file for file in state_home.rglob("*") if file.is_file()] == []


def test_closing_twice_is_closing(path: Path) -> None:
    with Session.open(path, "Karen") as session:
        session.close()


def test_a_session_is_for_one_thread_and_its_document_for_one_session(session: Session) -> None:
    session.close()
    with pytest.raises(sqlite3.ProgrammingError):
        session.run("a.step", titled("B"))


@given(PROJECTS)
@FEW
def test_any_project_is_saved_and_opened_again(
    tmp_path_factory: pytest.TempPathFactory, project: Project
) -> None:
    project = replace(project, period=None)  # with one, an account must be possible to draw up
    path = tmp_path_factory.mktemp("any") / "a.budgetdesk"
    Session.create(path, project, "Karen").close()
    with Session.open(path, "Karen") as session:
        assert session.project == project
