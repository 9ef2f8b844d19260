"""Whose turn it is to write: a step made at once, or one made beside, which may take long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from budgetdesk.domain.watch import Watch, unwatched
from budgetdesk.errors import BudgetDeskError

Finish = Callable[[], None]
Work = Callable[[Watch], Finish]
"""A step made in two: the work, which any thread may do, and what the session's own must do then.

The work tells its watcher how far it is; when that raises, or when a `BudgetDeskError` does,
nothing is changed.
"""


class Turn:
    """One writes at a time. What is made at once never waits; what is made beside does."""

    def __init__(self) -> None:
        self._lock = Lock()

    @property
    def is_taken(self) -> bool:
        """Whether somebody writes."""
        return self._lock.locked()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A turn at once; raises BudgetDeskError `session.busy`."""
        if not self._lock.acquire(blocking=False):
            raise BudgetDeskError("session.busy")
        try:
            yield
        finally:
            self._lock.release()

    def at_once(self, work: Work) -> None:
        """Work and its finish, now; raises as `taken`."""
        with self.taken():
            finish = work(unwatched)
        finish()

    def beside(self, work: Work) -> Work:
        """The work in a turn of its own, which ends when it is finished, or comes to nothing."""

        def in_turn(watch: Watch) -> Finish:
            self._lock.acquire()
            try:
                finish = work(watch)
            except BaseException:
                self._lock.release()
                raise

            def finished() -> None:
                self._lock.release()
                finish()

            return finished

        return in_turn
