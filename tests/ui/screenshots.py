"""Saves the start page and every page of the finished sample, in both sizes and both themes.

`python -m tests.ui.screenshots FOLDER`, from the checkout. It has a home of its own meanwhile,
and needs no screen.
"""

import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget

from budgetdesk.presenters.account import AccountPresenter
from ui import app, theme
from ui.main_window import MainWindow

SIZES: Final = ((1280, 720), (1920, 1080))
THEMES: Final = (theme.Choice.LIGHT, theme.Choice.DARK)
HOMES: Final = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
WORKING: Final = 500
"""Milliseconds for what is made beside the window."""


def main(folder: Path) -> None:
    """Writes `<page>-<width>-<theme>.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    program = app.application()
    for (width, height), choice in product(SIZES, THEMES):
        theme.choose(choice)
        theme.dress(program)
        window = MainWindow()
        window.resize(width, height)
        window.show()
        for page in show_each(window):
            QTest.qWait(WORKING)
            window.grab().save(str(folder / f"{page}-{width}-{choice.value}.png"))
        window.close()


def show_each(window: MainWindow) -> Iterator[str]:
    """Brings every page in sight in turn, and tells which."""
    yield "start"
    window.documents.open_sample()
    assert window.view is not None
    assert window.workspace is not None
    for page in window.view.pages:
        window.view.show_page(page)
        yield page
    for name in ("ledger", "tracking", "account"):
        window.view.show_page(name)
        (tabs,) = window.view.pages[name].findChildren(QTabWidget)
        for number in filter(tabs.isTabVisible, range(1, tabs.count())):
            tabs.setCurrentIndex(number)
            yield f"{name}-{number + 1}"
    lines = AccountPresenter(window.workspace)
    behind = lines.behind((0, [column.key for column in lines.columns].index("deviation")))
    assert behind is not None
    window.view.show_behind(behind)
    yield "behind"


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(HOMES, home)
        main(Path(sys.argv[1]))
