"""Saving puts a whole, checked document in its place, or leaves what is there untouched."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Session
from budgetdesk.storage.document import Document
from budgetdesk.storage.publishing import publish
from tests.builders import a_project
from tests.storage.by_hand import by_hand
from tests.storage.projects import a_step, replace, with_imports
from tests.storage.trouble import a_small_drive, no_file_over

PROJECT = with_imports(200)


def rename(session: Session, title: str) -> None:
    session.run("project.rename", lambda project: replace(project, title=title))


def saved(path: Path) -> Project:
    """What another program would read there."""
    with Session.open(path, "Revisor", read_only=True) as session:
        assert session.audit().fault is None
        return session.project


def is_unsaved(session: Session) -> bool:
    return session.is_unsaved  # asked anew each time, which a type checker cannot know


def place(session: Session) -> Path | None:
    return session.path  # likewise


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved document."""
    path = tmp_path / "Projekt æøå 50%.budgetdesk"
    Session.create(path, PROJECT, "Karen").close()
    return path


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """The document in work, with a step that is not saved."""
    with Session.open(path, "Karen") as made:
        rename(made, "Nyt navn")
        yield made


def test_a_step_is_unsaved_until_it_is_saved(session: Session, path: Path) -> None:
    assert is_unsaved(session)
    assert saved(path) == PROJECT
    session.save()
    assert not is_unsaved(session)
    assert saved(path) == session.project


def test_saving_again_and_again_is_no_change_by_others(session: Session, path: Path) -> None:
    for title in ("A", "B", "C"):
        rename(session, title)
        session.save()
    assert saved(path).title == "C"


def test_a_new_document_has_no_place_until_it_is_saved_as(tmp_path: Path) -> None:
    path = tmp_path / "Ny.budgetdesk"
    with Session.create(None, PROJECT, "Karen") as session:
        assert place(session) is None
        assert is_unsaved(session)
        with pytest.raises(BudgetDeskError, match=r"session\.no_place"):
            session.save()
        session.save_as(path)
        assert place(session) == path
        assert not is_unsaved(session)
    assert saved(path) == PROJECT


def test_a_new_document_never_takes_anothers_place(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BudgetDeskError, match=r"storage\.exists"):
        Session.create(path, a_project(), "Karen")
    assert path.read_bytes() == before


def test_save_as_moves_the_session_and_lets_the_old_place_go(session: Session, path: Path) -> None:
    copy = path.with_name("Kopi.budgetdesk")
    session.save_as(copy)
    assert session.path == copy
    Session.open(path, "Ole").close()
    with pytest.raises(BudgetDeskError, match="locked"):
        Session.open(copy, "Ole")
    assert saved(path) == PROJECT
    assert saved(copy) == session.project


def test_save_as_replaces_what_the_user_chose_to_replace(session: Session, path: Path) -> None:
    other = path.with_name("notat.txt")
    other.write_text("Gammelt", encoding="utf-8")
    session.save_as(other)
    assert saved(other) == session.project


def test_save_as_to_a_document_somebody_works_on_is_refused(session: Session, path: Path) -> None:
    other = path.with_name("Anden.budgetdesk")
    with Session.create(other, a_project(), "Ole"):
        with pytest.raises(BudgetDeskError, match="locked"):
            session.save_as(other)
        assert saved(other) == a_project()
    assert session.path == path
    session.save()


def test_what_others_changed_is_not_overwritten(session: Session, path: Path) -> None:
    by_hand(path, "UPDATE project SET title = 'Andet'")
    theirs = path.read_bytes()
    for attempt in (session.save, lambda: session.save_as(path)):
        with pytest.raises(BudgetDeskError, match="changed_by_others"):
            attempt()
    assert path.read_bytes() == theirs
    assert session.is_unsaved
    session.save_as(path.with_name("Min.budgetdesk"))
    assert saved(path.with_name("Min.budgetdesk")).title == "Nyt navn"


def test_a_file_only_touched_by_others_is_not_changed(session: Session, path: Path) -> None:
    os.utime(path, (0, 0))
    session.save()
    assert saved(path) == session.project


def test_a_file_that_is_gone_is_not_silently_made_again(session: Session, path: Path) -> None:
    path.unlink()
    with pytest.raises(BudgetDeskError, match=r"storage\.gone"):
        session.save()
    session.save_as(path)
    assert saved(path) == session.project


def test_a_folder_that_is_gone_is_named(session: Session, path: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "Væk" / "a.budgetdesk"
    with pytest.raises(BudgetDeskError) as told:
        session.save_as(nowhere)
    assert told.value.code == "storage.folder_missing"
    assert told.value.facts["folder"] == nowhere.parent
    shutil.rmtree(path.parent)
    with pytest.raises(BudgetDeskError, match="folder_missing"):
        session.save()
    assert session.project.title == "Nyt navn"
    assert session.audit().fault is None


def test_a_folder_chosen_as_a_file_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError, match="is_folder"):
        session.save_as(tmp_path)
    assert session.is_unsaved


def test_a_write_protected_file_is_not_replaced(session: Session, path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    with pytest.raises(BudgetDeskError, match="write_protected"):
        session.save()
    assert path.read_bytes() == before


def test_who_may_read_the_file_stays_as_it_was(session: Session, path: Path) -> None:
    path.chmod(0o640)
    session.save()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(path: Path) -> None:
    link = path.with_name("genvej.budgetdesk")
    link.symlink_to(path)
    with Session.open(link, "Karen") as session:
        rename(session, "Nyt navn")
        session.save()
    assert link.is_symlink()
    assert saved(path).title == "Nyt navn"


def unfinished(path: Path) -> list[Path]:
    """What stands beside the document that is not its lock."""
    return [file for file in path.parent.iterdir() if file != path and file.suffix != ".lock"]


def assert_as_before(session: Session, path: Path, before: bytes) -> None:
    """The failed save harmed nothing: and when the trouble is over, saving works."""
    assert path.read_bytes() == before
    assert unfinished(path) == []
    assert session.is_unsaved
    assert session.audit().fault is None
    session.save()
    assert saved(path) == session.project


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("point", ["os.replace", "os.fsync", "shutil.copymode"])
def test_trouble_at_any_point_of_saving_leaves_the_file_as_it_was(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch, point: str, number: int
) -> None:
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as trouble:
        trouble.setattr(point, refuse)
        with pytest.raises(BudgetDeskError) as told:
            session.save()
    codes = {errno.ENOSPC: "disk_full", errno.EACCES: "no_access", errno.EIO: "disk_error"}
    assert told.value.code == f"storage.{codes[number]}"
    assert_as_before(session, path, before)


@pytest.mark.parametrize("size", [1, 5_000, 60_000])
def test_running_out_of_room_while_saving_leaves_the_file_as_it_was(
    session: Session, path: Path, size: int
) -> None:
    before = path.read_bytes()
    with no_file_over(size), pytest.raises(BudgetDeskError, match="disk_"):
        session.save()
    assert_as_before(session, path, before)


def test_a_full_drive_is_told_as_full(session: Session, tmp_path: Path) -> None:
    drive = tmp_path / "drev"
    drive.mkdir()
    with a_small_drive(drive, "40k") as is_there:
        if not is_there:
            pytest.skip("only the system's administrator may mount a small drive")
        target = drive / "a.budgetdesk"
        with pytest.raises(BudgetDeskError) as told:
            session.save_as(target)
        assert told.value.code == "storage.disk_full"
        assert list(drive.iterdir()) == []
    session.save()


def test_no_room_for_the_working_copy_is_told_as_full(path: Path, state_home: Path) -> None:
    with a_small_drive(state_home, "40k") as is_there:
        if not is_there:
            pytest.skip("only the system's administrator may mount a small drive")
        with pytest.raises(BudgetDeskError, match="disk_full"):
            Session.open(path, "Karen")
        with pytest.raises(BudgetDeskError, match="disk_full"):
            Session.create(None, PROJECT, "Karen")
        assert [file for file in state_home.rglob("*") if file.is_file()] == []
    assert list(path.parent.iterdir()) == [path]


def test_a_snapshot_that_is_not_the_document_is_not_published(tmp_path: Path) -> None:
    path, target = tmp_path / "work", tmp_path / "a.budgetdesk"
    with closing(Document.create(path, PROJECT, a_step())) as document:
        with pytest.raises(BudgetDeskError, match="check_failed"):
            publish(document, a_project(), target, None)
        assert list(tmp_path.glob("*budgetdesk")) == []


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def removed(path: Path) -> None:
    path.unlink()


def garbled(path: Path) -> None:
    by_hand(path, "UPDATE recipient SET kind = 'kingdom'")


@pytest.mark.parametrize("spoil", [emptied, removed, garbled])
def test_a_document_that_cannot_be_opened_leaves_no_lock_and_no_copy(
    path: Path, state_home: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    with pytest.raises(BudgetDeskError) as told:
        Session.open(path, "Karen")
    assert told.value.facts["path"] == path
    assert [file for file in path.parent.iterdir() if file != path] == []
    assert [file for file in state_home.rglob("*") if file.is_file()] == []
