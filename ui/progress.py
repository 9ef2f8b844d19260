"""How far a long job is, in the status bar, with a button to end it."""

from typing import Final

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from budgetdesk.text import text
from ui.tasks import Tasks
from ui.widgets.layout import button

_WAIT: Final = 500
"""Milliseconds a job may take before it is shown how far it is."""
_WIDTH: Final = 200
_THOUSANDTHS: Final = 1000


class Progress(QWidget):
    """Shown while a job that tells how far it is takes longer than half a second."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self.bar = QProgressBar()
        self.bar.setRange(0, _THOUSANDTHS)
        self.bar.setFixedWidth(_WIDTH)
        self.bar.setAccessibleName(text("imports.progress"))
        self.cancel = button(text("imports.cancel"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel)
        self.hide()
        tasks.started.connect(self._begin)
        tasks.progressed.connect(self._show)
        tasks.ended.connect(self.hide)
        self.cancel.clicked.connect(tasks.cancel)

    def _begin(self) -> None:
        self._since.start()

    def _show(self, done: int, whole: int) -> None:
        self.bar.setValue(done * _THOUSANDTHS // max(whole, 1))
        if self._since.hasExpired(_WAIT):
            self.show()
