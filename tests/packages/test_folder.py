"""A package is written whole or not at all, and never over anything."""

import errno
import os
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.packages import write_package

FILES = {"a.json": b"1", "b.pdf": b"2"}


def code_of(folder: Path) -> str:
    with pytest.raises(BudgetDeskError) as told:
        write_package(FILES, folder)
    return told.value.code


def test_the_files_are_there_and_nothing_else(tmp_path: Path) -> None:
    folder = write_package(FILES, tmp_path / "pakke")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_nothing_is_written_over(tmp_path: Path, kind: str) -> None:
    there = tmp_path / "pakke"
    if kind == "folder":
        there.mkdir()
    elif kind == "file":
        there.write_text("mit")
    else:
        there.symlink_to(tmp_path / "findes ikke")
    assert code_of(there) == "package.exists"


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    assert code_of(tmp_path / "væk" / "pakke") == "writers.no_folder"


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(errno.ENOSPC, "writers.disk_full"), (errno.EACCES, "writers.no_access")],
)
def test_trouble_on_the_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: int, code: str
) -> None:
    written = []

    def full_at_the_second(handle: int) -> None:
        written.append(handle)
        if len(written) == 2:
            raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(os, "fsync", full_at_the_second)
    assert code_of(tmp_path / "pakke") == code
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    write_package(FILES, tmp_path / "pakke")


def test_what_a_crash_left_beside_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".pakke.part"
    left.mkdir()
    (left / "halv.pdf").write_bytes(b"x")
    write_package(FILES, tmp_path / "pakke")
    assert not left.exists()
