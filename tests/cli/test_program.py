"""The command line as its own process."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("environment", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_danish_letters_come_out_whole_in_any_locale(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "budgetdesk", "calls", "show", "C01"],
        capture_output=True,
        check=True,
        env={"HOME": str(tmp_path), **environment},
        cwd=Path(__file__).resolve().parents[2],
    )
    assert "Tilskudsberettigede udgifter: Lønudgifter" in ran.stdout.decode("utf-8")
    assert ran.stderr == b""
