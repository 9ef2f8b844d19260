"""What must be measured in a process of its own, for `tests/bench.py`.

python -m tests.bench_alone memory LEDGER      the bytes of memory an import takes at most
python -m tests.bench_alone window LEDGER      the longest the window stood still, in ms, while
                                               a file is previewed, stored and taken back
"""

import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from time import perf_counter, sleep
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from budgetdesk import jobs
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger import add_batch
from budgetdesk.session import Session
from tests.builders import a_project
from ui.app import application
from ui.dialogs import Dialogs
from ui.ledger.import_preview import ImportPreviewView
from ui.main_window import MainWindow
from ui.pages.ledger import LedgerPage

EVERY: Final = 20
"""Milliseconds between two looks at the clock."""


def memory(ledger: Path) -> float:
    """Reads, checks and keeps a ledger as a step of a document."""
    with Session.create(None, a_project(), "bench") as session:
        batch = jobs.new_batch(session.project, jobs.read_ledger(ledger), datetime.now(UTC))
        session.run("ledger.import", lambda p: add_batch(p, batch), file=batch.file)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class _Nobody(Dialogs):
    """Drops what is asked about; a refusal ends the measurement."""

    @override
    def choose(self, question: str, *answers: str) -> int | None:
        return len(answers) - 1

    @override
    def show_error(self, error: BudgetDeskError) -> None:
        raise error


def window(ledger: Path) -> float:
    """Imports a ledger in the window and takes it back, with a clock that ticks meanwhile."""
    app = application()
    shown = MainWindow(_make_dialogs)
    shown.documents.create("C01")
    shown.show()
    ticks: list[float] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(perf_counter()))
    clock.start(EVERY)
    for is_so in _in_and_out(shown, ledger):
        while not is_so():
            app.processEvents()
            sleep(0.002)
        for _ in range(50):
            app.processEvents()
    shown.documents.drop()
    return max(after - before for before, after in pairwise(ticks)) * 1000


def _in_and_out(shown: MainWindow, ledger: Path) -> Iterator[Callable[[], bool]]:
    """Previews, stores and takes back a ledger; each time gives what to wait for."""
    assert shown.view
    assert shown.workspace
    workspace, page = shown.workspace, shown.view.pages["ledger"]
    assert isinstance(page, LedgerPage)
    shown.view.show_page("ledger")
    page.read(ledger)
    yield lambda: page.findChild(ImportPreviewView) is not None
    preview = page.findChild(ImportPreviewView)
    assert isinstance(preview, ImportPreviewView)
    preview.accept.click()
    yield lambda: bool(workspace.project.ledger.batches)
    shown.undo()
    yield lambda: not workspace.project.ledger.batches


def _make_dialogs(parent: QWidget) -> Dialogs:
    return _Nobody(parent)


MEASURES: Final[Mapping[str, Callable[[Path], float]]] = {"memory": memory, "window": window}


if __name__ == "__main__":
    sys.stdout.write(f"{MEASURES[sys.argv[1]](Path(sys.argv[2]))}\n")
    sys.stdout.flush()
    os._exit(0)  # what a window leaves behind need not be taken down
