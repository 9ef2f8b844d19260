"""The one background worker: a job gets values and returns values, answered on the GUI thread."""

import gc
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from typing_extensions import override

from budgetdesk.errors import BudgetDeskError

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[BudgetDeskError], None]


_TOLD_EVERY: Final = 0.1
"""Seconds between two words on how far a job is: more would only keep the window busy."""


class CancelledError(Exception):
    """The person wants no more of a job."""


class Tasks(QObject):
    """Runs one job at a time in the order they were given.

    `started` and `ended` tell how the window shows that it works; a bug in a job is raised again
    on the GUI thread, where the crash dialog is.

    While a job works no garbage is collected: it would be on the worker's thread, and a page that
    was closed would be taken down there, which ends the program.
    """

    started = Signal(str)
    progressed = Signal(int, int)
    ended = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._under_way = 0
        self._is_cancelled = False
        self._told_at = 0.0
        self._answered.connect(lambda answer: answer())

    def run(self, doing: str, work: Work, done: Done, failed: Failed) -> None:
        """Has `work` done beside the window; `doing` says what, in the status bar."""
        if not self._under_way:
            self._is_cancelled = False
        self._under_way += 1
        gc.disable()
        self.started.emit(doing)
        self._pool.start(_Job(work, done, failed, self._answer))

    def watch(self, done: int, whole: int) -> None:
        """A job's own word, on its thread, for how far it is; here it ends when it was cancelled.

        Raises:
            CancelledError: the person wants no more of it.
        """
        if self._is_cancelled:
            raise CancelledError
        if monotonic() - self._told_at > _TOLD_EVERY:
            self._told_at = monotonic()
            self.progressed.emit(done, whole)

    def cancel(self) -> None:
        """Ends what is under way where it next tells how far it is; nothing comes of it."""
        self._is_cancelled = True

    def finish(self) -> None:
        """Waits for what is under way."""
        self._pool.waitForDone()
        gc.enable()

    def _answer(self, answer: Callable[[], None]) -> None:
        """Called on the worker's thread; the signal carries the answer over."""

        def on_the_gui_thread() -> None:
            self._under_way -= 1
            if not self._under_way:
                gc.enable()
            self.ended.emit()
            answer()

        self._answered.emit(on_the_gui_thread)


class _Job(QRunnable):
    def __init__(
        self, work: Work, done: Done, failed: Failed, answer: Callable[[Callable[[], None]], None]
    ) -> None:
        super().__init__()
        self._work, self._done, self._failed, self._answer = work, done, failed, answer

    @override
    def run(self) -> None:
        try:
            result = self._work()
        except BudgetDeskError as error:
            self._reply(self._failed, error)
        except CancelledError:
            self._reply(lambda _: None, None)
        except Exception as bug:  # noqa: BLE001 - a worker's bug must reach the crash dialog
            self._reply(_raise, bug)
        else:
            self._reply(self._done, result)

    def _reply(self, told: Callable[[Any], None], value: object) -> None:
        self._answer(lambda: told(value))


def _raise(bug: Exception) -> None:
    raise bug
