"""The window as a person meets it, in a home of its own with nothing in it yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.session import Session
from tests.ui.windows import Person, in_front
from ui import theme
from ui.lost_references import keep_constants
from ui.main_window import MainWindow

keep_constants()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where settings, lists, logs and working copies lie during a test."""
    home = tmp_path_factory.mktemp("hjem")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window in front, and a person before it."""
    window = MainWindow(Person)
    in_front(qtbot, window)
    yield window
    theme.choose(theme.Choice.SYSTEM)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The sample with its approved budget, before any posting."""
    path = tmp_path / "Kompetenceløft.budgetdesk"
    Session.create(path, sample.project(), "Kim").close()
    return path


@pytest.fixture
def opened(window: MainWindow, document: Path) -> MainWindow:
    """With the sample document open."""
    window.documents.open(document)
    return window
