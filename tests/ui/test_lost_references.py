"""The program outlives its signals: each in a process of its own, for it would end this one."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SENDING = """
from PySide6.QtCore import QObject, Signal
from ui import app

class Sender(QObject):
    sent = Signal()

program = app.application()
sender = Sender()
for _ in range(100_000):
    sender.sent.emit()
"""
TYPING = """
from PySide6.QtWidgets import QLineEdit
from ui import app

program = app.application()
field = QLineEdit()
field.textChanged.connect(lambda words: None)
for number in range(200_000):
    field.setText(str(number))
"""
RESETTING = """
from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QTableView
from ui import app

class Empty(QAbstractTableModel):
    def rowCount(self, parent=None): return 1
    def columnCount(self, parent=None): return 1
    def data(self, index, role=0): return None

program = app.application()
view, model = QTableView(), Empty()
view.setModel(model)
for _ in range(100_000):
    model.beginResetModel()
    model.endResetModel()
"""


@pytest.mark.parametrize("deed", [SENDING, TYPING, RESETTING], ids=["send", "type", "reset"])
def test_what_is_done_a_hundred_thousand_times_does_not_end_the_program(deed: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", deed], cwd=ROOT, check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
