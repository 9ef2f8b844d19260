"""What the bench holds without a bare part beside it: memory, and the window standing still."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Alone:
    """Something measured in a process of its own (`bench_alone.py`): never above the limit."""

    name: str
    what: str
    unit: str
    limit: float
    scale: float = 1.0


ALONE = (
    Alone("memory of 1,000,000 rows", "memory", "MB", 1500, 1e-6),
    Alone("longest standstill of the window, 1,000,000 rows", "window", "ms", 400),
)


def measure_alone(case: Alone, write_ledger: Callable[[Path], Path]) -> bool:
    """Prints what a process of its own took; true when it keeps its limit."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = write_ledger(Path(folder))
        words = [sys.executable, "-m", "tests.bench_alone", case.what, str(ledger)]
        places = dict.fromkeys(("XDG_STATE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"), folder)
        ran = subprocess.run(  # noqa: S603 - our own interpreter and words
            words, env={**os.environ, **places}, check=True, capture_output=True, text=True
        )
    value = float(ran.stdout) * case.scale
    kept = value <= case.limit
    print(
        f"{case.name:<44} {value:9.0f} {case.unit}   limit {case.limit:5.0f}"
        f"  {'ok' if kept else 'OVER'}"
    )
    return kept
