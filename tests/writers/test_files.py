import os
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text
from budgetdesk.writers.files import replace_file


def code_of(path: Path) -> str:
    with pytest.raises(BudgetDeskError) as caught:
        replace_file(path, b"new")
    assert text(f"errors.{caught.value.code}", **caught.value.facts)
    return caught.value.code


def test_a_file_is_written_and_nothing_beside_it(tmp_path: Path) -> None:
    replace_file(tmp_path / "a.pdf", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old and longer")
    replace_file(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone" / "a.pdf") == "writers.no_folder"


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert code_of(tmp_path / "file" / "a.pdf") == "writers.no_folder"


def test_a_folder_in_the_place_of_the_file_is_said_and_left(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    (target / "inside").mkdir(parents=True)
    assert code_of(target) == "writers.is_folder"
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_a_name_no_disk_takes_is_said_with_the_reason(tmp_path: Path) -> None:
    assert code_of(tmp_path / ("a" * 300)) == "writers.cannot_write"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is full")
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    (tmp_path / ".a.pdf.part").symlink_to("/dev/full")
    assert code_of(target) == "writers.disk_full"
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the system's master may all")
def test_a_folder_one_may_not_write_in_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert code_of(tmp_path / "a.pdf") == "writers.no_access"
