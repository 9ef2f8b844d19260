"""One document is worked on by one at a time, and a crash locks nobody out."""

import multiprocessing
import platform
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from budgetdesk.domain.plain import from_json, to_json
from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage.lock import Holder, Lock
from budgetdesk.storage.private_folder import PrivateFolder
from tests.storage.projects import replace


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return tmp_path / "Projekt æøå.budgetdesk"


@pytest.fixture
def folder() -> Iterator[PrivateFolder]:
    """A working copy's folder, held by this process."""
    made = PrivateFolder.make()
    yield made
    made.remove()


@pytest.fixture
def other() -> Iterator[PrivateFolder]:
    made = PrivateFolder.make()
    yield made
    made.remove()


def lock_file(document: Path) -> Path:
    [found] = document.parent.glob(".*.lock")
    return found


def rewrite(lock: Path, **fields: object) -> None:
    lock.write_bytes(to_json(replace(from_json(lock.read_bytes(), Holder), **fields)))


def refused(document: Path, folder: PrivateFolder) -> BudgetDeskError:
    with pytest.raises(BudgetDeskError) as told:
        Lock.take(document, folder.path, "Ole")
    return told.value


def test_the_second_is_told_who_has_it_where_and_since_when(
    document: Path, folder: PrivateFolder, other: PrivateFolder
) -> None:
    Lock.take(document, folder.path, "Karen")
    error = refused(document, other)
    holder = from_json(lock_file(document).read_bytes(), Holder)
    assert error.code == "storage.locked"
    assert error.facts == {
        "path": document,
        "lock": lock_file(document),
        "by": "Karen",
        "machine": platform.node(),
        "since": holder.since,
    }


def test_a_released_lock_leaves_no_file(document: Path, folder: PrivateFolder) -> None:
    Lock.take(document, folder.path, "Karen").release()
    assert list(document.parent.iterdir()) == []


def test_a_lock_whose_process_is_gone_is_taken_over(
    document: Path, folder: PrivateFolder, other: PrivateFolder
) -> None:
    left = Lock.take(document, folder.path, "Karen")
    folder.leave()  # as the system does when the process ends
    Lock.take(document, other.path, "Ole")
    left.release()  # no longer its own
    assert from_json(lock_file(document).read_bytes(), Holder).by == "Ole"


def test_a_lock_whose_folder_was_cleared_away_is_taken_over(
    document: Path, folder: PrivateFolder, other: PrivateFolder
) -> None:
    Lock.take(document, folder.path, "Karen")
    folder.remove()
    Lock.take(document, other.path, "Ole")


def test_a_copy_taken_up_again_takes_its_own_lock_over(
    document: Path, folder: PrivateFolder
) -> None:
    Lock.take(document, folder.path, "Karen")
    Lock.take(document, folder.path, "Karen").release()
    assert list(document.parent.iterdir()) == []


@pytest.mark.parametrize(
    "fields", [{"machine": "K-4711"}, {"folder": "/somebody/elses/working/copy"}]
)
def test_what_cannot_be_known_from_here_counts_as_alive(
    document: Path, folder: PrivateFolder, other: PrivateFolder, fields: dict[str, str]
) -> None:
    Lock.take(document, folder.path, "Karen")
    folder.leave()
    rewrite(lock_file(document), **fields)
    assert refused(document, other).code == "storage.locked"


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1, 2"])
def test_a_lock_nobody_can_read_is_still_a_lock(
    document: Path, folder: PrivateFolder, content: bytes
) -> None:
    document.with_name(f".{document.name}.lock").write_bytes(content)
    error = refused(document, folder)
    assert error.code == "storage.locked_by_unknown"
    assert error.facts["lock"] == lock_file(document)


@pytest.mark.parametrize("times", [1, 2])
def test_a_lock_released_between_two_looks_is_taken(
    document: Path, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    refuse_to_make(monkeypatch, times)
    Lock.take(document, folder.path, "Karen").release()


def test_a_stale_lock_that_another_is_just_taking_over_is_left_to_it(
    document: Path, folder: PrivateFolder, other: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Lock.take(document, folder.path, "Karen")
    folder.leave()
    refuse_to_make(monkeypatch, 2)  # the lock is there; the claim is somebody's
    assert refused(document, other).code == "storage.locked"


def test_a_stale_lock_that_another_has_just_taken_over_is_the_others(
    document: Path, folder: PrivateFolder, other: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Lock.take(document, folder.path, "Karen")
    folder.leave()
    lock, real = lock_file(document), Path.touch

    def touch(path: Path, *, exist_ok: bool) -> None:
        real(path, exist_ok=exist_ok)
        rewrite(lock, by="Ole", machine="K-4711")  # while the claim is made

    monkeypatch.setattr(Path, "touch", touch)
    assert refused(document, other).facts["by"] == "Ole"
    assert list(document.parent.iterdir()) == [lock]


def refuse_to_make(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The next files to be made are found to be there already."""
    real, left = Path.touch, [None] * times

    def touch(path: Path, *, exist_ok: bool) -> None:
        if left:
            left.pop()
            raise FileExistsError(path)
        real(path, exist_ok=exist_ok)

    monkeypatch.setattr(Path, "touch", touch)


@pytest.mark.parametrize("point", ["touch", "write_bytes"])
def test_where_nothing_may_be_written_there_is_no_lock_and_no_leftover(
    document: Path, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    monkeypatch.setattr(Path, point, refusing)
    assert refused(document, folder).code == "storage.no_access"
    assert list(document.parent.iterdir()) == []


def refusing(path: Path, *_: object, **__: object) -> None:
    raise PermissionError(13, "", path)


def take_at_once(document: Path, start: Barrier) -> bool:
    """One process of several: whether it got the lock. It holds it until the others have tried."""
    folder = PrivateFolder.make()
    start.wait(30)
    try:
        lock = Lock.take(document, folder.path, "Karen")
    except BudgetDeskError:
        lock = None
    start.wait(30)
    folder.remove()
    return lock is not None


def test_of_many_who_find_a_stale_lock_at_once_one_gets_it(
    document: Path, folder: PrivateFolder
) -> None:
    Lock.take(document, folder.path, "Karen")
    folder.leave()
    many = 4
    with multiprocessing.get_context("fork").Manager() as shared:
        start = shared.Barrier(many)
        with multiprocessing.get_context("fork").Pool(many) as pool:
            for _ in range(10):
                got = pool.starmap(take_at_once, [(document, start)] * many)
                assert got.count(True) == 1
