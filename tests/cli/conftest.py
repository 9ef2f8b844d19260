"""The command line as a person or a script meets it: real files, real output."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from budgetdesk import exchange, sample
from budgetdesk.cli import main


class Ran(NamedTuple):
    """What a command gave: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def form(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


def one_plain_line(said: str) -> bool:
    """Whether a refusal is told as people are told, not as a program breaks."""
    return said.count("\n") == 1 and "Traceback" not in said


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with nothing of their own yet, in an empty folder."""
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "hjem"))
    folder = tmp_path / "mine projekter"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("check", document, "--json")`."""
    del home

    def command(*words: object) -> Ran:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return command


@pytest.fixture
def sample_document(home: Path, run: Run) -> Path:
    """The sample project with its approved budget, before any posting."""
    form = home / "projekt.json"
    form.write_text(exchange.write_project(sample.project()), encoding="utf-8")
    document = home / "Kompetenceløft.budgetdesk"
    assert run("new", document, "--json", form).code == 0
    return document
