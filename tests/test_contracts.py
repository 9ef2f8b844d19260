"""Each wall of pyproject.toml bites: broken once on purpose in a copy, it is named as broken."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]

CORE_AND_INTERFACE = "The core knows nothing of the interface"
ROOMS = "Rooms of the core, top to bottom"
NO_QT = "No Qt in the core"
PURE = "No files, databases, clocks or logs in the pure rooms"
DRAWS = "The interface draws; it neither computes nor touches files"
DOCUMENTS = "Only the session and the command line open documents"
CYCLES = "No cycles"

BREAKS = [
    (CORE_AND_INTERFACE, "budgetdesk/jobs.py", "import ui.app"),
    (ROOMS, "budgetdesk/domain/money.py", "import budgetdesk.accounting"),
    (ROOMS, "budgetdesk/jobs.py", "import budgetdesk.session"),
    (ROOMS, "budgetdesk/a_room_nobody_placed.py", "import budgetdesk.errors"),
    (NO_QT, "budgetdesk/domain/money.py", "import PySide6.QtCore"),
    (NO_QT, "budgetdesk/presenters/__init__.py", "import shiboken6"),
    *(
        (PURE, f"{source.replace('.', '/')}/__init__.py", f"import {module}")
        for contract in CONTRACTS
        if contract["name"] == PURE
        for source, module in zip(
            contract["source_modules"], ("sqlite3", "pathlib", "os", "time"), strict=True
        )
    ),
    (DRAWS, "ui/app.py", "import sqlite3"),
    (DRAWS, "ui/app.py", "import budgetdesk.checks"),
    (DOCUMENTS, "budgetdesk/jobs.py", "from budgetdesk.storage import document"),
    (CYCLES, "budgetdesk/domain/money.py", "import budgetdesk.domain.project"),
]


def broken_contracts(house: Path) -> set[str]:
    """What import-linter calls broken in a house; the exit code says the same."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told = re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, re.MULTILINE)
    assert {name for name, _ in told} == {each["name"] for each in CONTRACTS}, done.stdout
    broken = {name for name, state in told if state == "BROKEN"}
    assert (done.returncode != 0) == bool(broken)
    return broken


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house that may be damaged."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("budgetdesk", "ui"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=lambda *_: ["__pycache__"])
    return tmp_path


def test_the_untouched_house_keeps_every_contract(house: Path) -> None:
    assert broken_contracts(house) == set()


def test_every_contract_is_broken_once_below() -> None:
    assert {name for name, _, _ in BREAKS} == {contract["name"] for contract in CONTRACTS}


@pytest.mark.parametrize(("contract", "file", "line"), BREAKS)
def test_a_contract_broken_on_purpose_is_named(
    house: Path, contract: str, file: str, line: str
) -> None:
    with (house / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    assert contract in broken_contracts(house)
