"""What the developer's commands promise, as far as it shows without a bare machine."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [
    Requirement(line)
    for line in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
]
PINS = dict(re.findall(r"^([\w-]+)==([\w.]+)", dev.LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def test_an_old_python_can_read_the_words_that_turn_it_away() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_the_lock_pins_what_the_project_wants(wanted: Requirement) -> None:
    assert wanted.specifier.contains(PINS[wanted.name.lower()]), "run: python3 dev.py lock"


def test_every_pin_has_a_hash() -> None:
    unhashed = re.findall(
        r"^[\w-]+==\S+(?: ;[^\\\n]*)?$", dev.LOCK.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert unhashed == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks the loader of Linux")
def test_the_system_itself_is_asked_for_what_is_missing() -> None:
    assert not dev.is_missing("libc.so.6")
    assert dev.is_missing("libnobody-wrote-this.so.1")
    assert not dev.is_missing("sh")
    assert dev.is_missing("nobody-wrote-this-command")


def test_an_unknown_command_is_answered_with_those_there_are() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and file
        [sys.executable, ROOT / "dev.py", "tset"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert all(f"python3 dev.py {command}" in done.stdout for command in dev.COMMANDS)
