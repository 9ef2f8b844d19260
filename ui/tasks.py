"""The one background worker: a job gets values and returns values, answered on the GUI thread."""

import gc
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from typing_extensions import override

from budgetdesk.domain.watch import Watch
from budgetdesk.errors import BudgetDeskError

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[BudgetDeskError], None]
Cancelled = Callable[[], None]


_TOLD_EVERY: Final = 0.1
"""Seconds between two words on how far a job is: more would only keep the window busy."""


_ANSWERED_EVERY: Final = 20
"""Milliseconds, while the window waits for what is under way."""


def _nothing() -> None:
    """Nothing is to be done."""


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
    _answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._under_way = 0
        self._is_cancelled = False
        self._told_at = 0.0
        self._answers: deque[Callable[[], None]] = deque()
        self._answered.connect(self._give_answers)

    def run(
        self, doing: str, work: Work, done: Done, failed: Failed, cancelled: Cancelled = _nothing
    ) -> None:
        """Has `work` done beside the window; `doing` says what, in the status bar."""
        if not self._under_way:
            self._is_cancelled = False
        self._under_way += 1
        gc.disable()
        self.started.emit(doing)
        self._pool.start(_Job(work, done, failed, cancelled, self._answer))

    def watch(self, done: int, whole: int) -> None:
        """A job's own word, on its thread, for how far it is; here it ends when it was cancelled.

        A `whole` of 0 says that it goes on, but not how far it is.

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

    def step(
        self,
        doing: str,
        work: Callable[[Watch], Callable[[], None]],
        failed: Failed,
        done: Callable[[], None] = _nothing,
        cancelled: Cancelled = _nothing,
    ) -> None:
        """Has a step of the document made beside the window, and finished here."""

        def finished(finish: Callable[[], None]) -> None:
            finish()
            done()

        self.run(doing, lambda: work(self.watch), finished, failed, cancelled)

    def finish(self) -> None:
        """Waits for what is under way, and answers it: one job may wait for another's answer."""
        while not self._pool.waitForDone(_ANSWERED_EVERY):
            self._give_answers()
        self._give_answers()
        gc.enable()

    def _answer(self, answer: Callable[[], None]) -> None:
        """Called on the worker's thread; the signal tells the window's that it lies there."""
        self._answers.append(answer)
        self._answered.emit()

    def _give_answers(self) -> None:
        while self._answers:
            answer = self._answers.popleft()
            self._under_way -= 1
            if not self._under_way:
                gc.enable()
            self.ended.emit()
            answer()


class _Job(QRunnable):
    def __init__(
        self,
        work: Work,
        done: Done,
        failed: Failed,
        cancelled: Cancelled,
        answer: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._work, self._done, self._failed, self._answer = work, done, failed, answer
        self._cancelled = cancelled

    @override
    def run(self) -> None:
        try:
            result = self._work()
        except BudgetDeskError as error:
            self._reply(self._failed, error)
        except CancelledError:
            self._answer(self._cancelled)
        except Exception as bug:  # noqa: BLE001 - a worker's bug must reach the crash dialog
            self._reply(_raise, bug)
        else:
            self._reply(self._done, result)

    def _reply(self, told: Callable[[Any], None], value: object) -> None:
        self._answer(lambda: told(value))


def _raise(bug: Exception) -> None:
    raise bug
