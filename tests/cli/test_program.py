"""The command line as its own process."""

import io
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from budgetdesk.cli import main


def test_the_package_runs_as_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    names = runpy.run_module("budgetdesk", run_name="budgetdesk.__main__")
    assert names["main"]([]) == 0
    assert "budgetdesk KOMMANDO" in capsys.readouterr().out


def test_output_may_go_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = io.StringIO()
    monkeypatch.setattr("sys.stdout", nowhere)
    assert main([]) == 0
    assert "budgetdesk KOMMANDO" in nowhere.getvalue()


def test_a_reader_who_has_read_enough_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as nobody_listens:
        monkeypatch.setattr("sys.stdout", nobody_listens)
        assert main(["calls"]) == 0


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
