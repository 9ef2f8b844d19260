"""Puts a package on the disk: a folder of its own, whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from budgetdesk.errors import BudgetDeskError
from budgetdesk.writers.files import told


def write_package(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes the files beside `folder`, then gives them its name in one move; returns it.

    Raises:
        BudgetDeskError: `package.exists`, nothing is ever written over; "writers....", what the
            system said. Nothing is left behind then.
    """
    if os.path.lexists(folder):
        raise BudgetDeskError("package.exists", path=folder)
    beside = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(beside, ignore_errors=True)  # left by a crash
        beside.mkdir()
        for name, content in files.items():
            _write(beside / name, content)
        beside.rename(folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise told(error, folder) from error
    return folder


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
