"""How far a long job is, in the status bar, with a button to end it."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from budgetdesk.text import text
from ui.tasks import Tasks
from ui.widgets.layout import button

_WAIT: Final = 500
"""Milliseconds a job may take before it is shown how far it is."""
_WIDTH: Final = 200
_THOUSANDTHS: Final = 1000


class Progress(QWidget):
    """Shown while a job takes longer than half a second.

    A job that tells how far it is can be ended; until it knows, the bar only shows that it works.
    """

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        self._wait.timeout.connect(self.show)
        self.bar = QProgressBar()
        self.bar.setRange(0, _THOUSANDTHS)
        self.bar.setFixedWidth(_WIDTH)
        self.bar.setAccessibleName(text("imports.progress"))
        self.cancel = button(text("imports.cancel"))
        self.cancel.setProperty("part", "low")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel)
        self.hide()
        tasks.started.connect(self._begin)
        tasks.progressed.connect(self._tell)
        tasks.ended.connect(self._end)
        self.cancel.clicked.connect(self._cancel)

    def _begin(self) -> None:
        self.bar.setRange(0, 0)
        self.cancel.setText(text("imports.cancel"))
        self.cancel.setEnabled(True)
        self.cancel.hide()
        self._wait.start()

    def _tell(self, done: int, whole: int) -> None:
        self.cancel.show()
        if whole:
            self.bar.setRange(0, _THOUSANDTHS)
            self.bar.setValue(done * _THOUSANDTHS // whole)

    def _cancel(self) -> None:
        """A job ends where it next tells how far it is: until then somebody sees that it will."""
        self.cancel.setText(text("imports.cancelling"))
        self.cancel.setEnabled(False)
        self._tasks.cancel()

    def _end(self) -> None:
        self._wait.stop()
        self.hide()
