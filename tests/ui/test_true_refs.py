"""The program outlives its signals: each in a process of its own, for it would end this one."""

import subprocess
import sys
from pathlib import Path

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


def test_a_hundred_thousand_signals_do_not_end_the_program() -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SENDING], cwd=ROOT, check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
