"""What is told about forms is kept in a folder of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def told_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "own templates"
    monkeypatch.setattr("budgetdesk.paths.user_templates", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def second_opinion(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice takes seconds: it is asked only in tests that are marked for it."""
    if request.node.get_closest_marker("usefixtures") is None:
        monkeypatch.setattr("budgetdesk.templates.office.office", lambda: None)


@pytest.fixture
def with_libreoffice() -> None:
    """The name that a test which asks LibreOffice carries."""
