"""A crash loses no step: what was committed is found and taken up again."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Session
from tests.builders import a_project
from tests.storage.by_hand import by_hand
from tests.storage.projects import replace

OPENING = """
import sys
from pathlib import Path
import msgspec
from budgetdesk.session import Session
from tests.builders import a_project

path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
session = Session.open(path, "Karen") if path else Session.create(None, a_project(), "Karen")
"""
STEPS = """
for number in range(1, 1_000_000):
    step = lambda project: msgspec.structs.replace(project, participants=number)
    session.run("participants", step)
    print(number, flush=True)
"""
"""Makes steps until it is killed, and tells each when it is done."""
SAVES = STEPS.replace("print", "session.save(); print")
"""Saves after each step as well."""
IDLE = """
print(0, flush=True)
sys.stdin.read()
"""
"""Has the document open and does nothing."""


def killed(work: str, *arguments: Path, after: int = 1) -> int:
    """Runs a child, kills it in the middle of its work, and returns the last it told of."""
    command = [sys.executable, "-c", OPENING + work, *map(str, arguments)]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and words
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": "."},
    ) as child:
        assert child.stdout
        told = [child.stdout.readline() for _ in range(after)]
        child.send_signal(signal.SIGKILL)
        told += child.stdout.readlines()
    return int([line for line in told if line.endswith("\n")][-1])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved document."""
    path = tmp_path / "Projekt æøå.budgetdesk"
    Session.create(path, a_project(), "Karen").close()
    return path


@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_killed_program_loses_no_step(path: Path, after: int) -> None:
    before = path.read_bytes()
    start = datetime.now(UTC)
    done = killed(STEPS, path, after=after)
    [found] = Session.recoverable()
    assert (found.title, found.target) == ("Kompetenceløft", path)
    assert start <= found.last_step <= datetime.now(UTC)
    assert path.read_bytes() == before
    with Session.recover(found, "Karen") as session:
        assert session.project.participants in (done, done + 1)  # it may not have told the last
        assert session.is_unsaved
        assert session.path == path
        assert session.audit().fault is None
        session.save()
        participants = session.project.participants
    with Session.open(path, "Karen") as session:
        assert session.project.participants == participants
    assert Session.recoverable() == ()


@pytest.mark.parametrize("after", [1, 2, 3, 5, 8])
def test_a_program_killed_while_it_saves_leaves_a_whole_document(path: Path, after: int) -> None:
    done = killed(SAVES, path, after=after)
    with Session.open(path, "Revisor", read_only=True) as session:
        assert session.project.participants in (done, done + 1)
        assert session.audit().fault is None
    for found in Session.recoverable():  # the step the kill came before saving of, if any
        Session.forget(found)
    with Session.open(path, "Karen") as session:
        session.run("a.step", lambda project: replace(project, title="B"))
        session.save()
    assert list(path.parent.iterdir()) == [path]


def test_a_document_never_saved_is_recovered_too(tmp_path: Path) -> None:
    done = killed(STEPS, after=3)
    [found] = Session.recoverable()
    assert found.target is None
    with Session.recover(found, "Karen") as session:
        assert session.project.participants in (done, done + 1)
        session.save_as(tmp_path / "a.budgetdesk")


def test_after_a_crash_the_saved_document_can_be_opened_as_well(path: Path) -> None:
    killed(STEPS, path)
    [found] = Session.recoverable()
    with Session.open(path, "Ole") as session:
        assert session.project == a_project()
        with pytest.raises(BudgetDeskError, match="locked"):
            Session.recover(found, "Karen")
    assert Session.recoverable() == (found,)


def test_what_nobody_wants_is_forgotten(path: Path, state_home: Path) -> None:
    killed(STEPS, path)
    [found] = Session.recoverable()
    Session.forget(found)
    assert Session.recoverable() == ()
    assert [file for file in state_home.rglob("*") if file.is_file()] == []
    Session.open(path, "Karen").close()


def test_work_going_on_is_nothing_to_recover(path: Path) -> None:
    with Session.open(path, "Karen") as session:
        session.run("a.step", lambda project: replace(project, title="B"))
        assert Session.recoverable() == ()


def test_nothing_was_ever_left_behind() -> None:
    assert Session.recoverable() == ()


def test_a_crash_with_everything_saved_leaves_nothing_to_recover(
    path: Path, state_home: Path
) -> None:
    killed(IDLE, path)
    assert Session.recoverable() == ()
    assert [file for file in state_home.rglob("*") if file.is_file()] == []
    Session.open(path, "Karen").close()


def test_where_the_document_lay_is_gone_the_work_is_not(path: Path) -> None:
    killed(STEPS, path)
    [found] = Session.recoverable()
    path.parent.rename(path.parent.with_name("flyttet"))
    with Session.recover(found, "Karen") as session:
        assert session.path is None
        assert session.is_unsaved
        assert session.project.participants


def test_what_others_changed_meanwhile_is_not_overwritten_after_a_crash(path: Path) -> None:
    killed(STEPS, path)
    [found] = Session.recoverable()
    by_hand(path, "UPDATE project SET title = 'Andet'")
    with (
        Session.recover(found, "Karen") as session,
        pytest.raises(BudgetDeskError, match="changed_by_others"),
    ):
        session.save()


def test_a_copy_that_cannot_be_read_is_passed_over_and_kept(path: Path) -> None:
    killed(STEPS, path)
    [found] = Session.recoverable()
    [copy] = found.folder.glob("*.budgetdesk")
    copy.write_bytes(b"ruined" * 1000)
    assert Session.recoverable() == ()
    with pytest.raises(BudgetDeskError, match="not_a_document"):
        Session.recover(found, "Karen")
    assert copy.read_bytes() == b"ruined" * 1000


def test_a_copy_that_was_never_finished_is_cleared_away(path: Path) -> None:
    killed(STEPS, path)
    [found] = Session.recoverable()
    (found.folder / "state.json").unlink()
    assert Session.recoverable() == ()
    assert not found.folder.exists()


def test_one_crash_is_recovered_by_one(path: Path) -> None:
    killed(STEPS, path)
    [found] = Session.recoverable()
    with (
        Session.recover(found, "Karen"),
        pytest.raises(BudgetDeskError, match="in_use"),
    ):
        Session.recover(found, "Karen")
