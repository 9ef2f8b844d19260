"""What is told about forms is kept in a folder of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def told_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "own templates"
    monkeypatch.setattr("budgetdesk.paths.user_templates", lambda: folder)
    return folder
