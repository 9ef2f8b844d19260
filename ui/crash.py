"""What happens to an exception nobody took: ours is told and logged, a person's is explained."""

from collections.abc import Callable
from types import TracebackType

from budgetdesk import crashes
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text


class Crashes:
    """Set as `sys.excepthook`. `count` is how many bugs showed themselves."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.count = 0
        self._tell = tell
        self._is_telling = False

    def __call__(
        self, _: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tells of `error`, but never of one that comes while the box of another is open."""
        words = self._words(error, trace)
        if self._is_telling:
            return
        self._is_telling = True
        try:
            self._tell(words)
        finally:
            self._is_telling = False

    def _words(self, error: BaseException, trace: TracebackType | None) -> str:
        if isinstance(error, BudgetDeskError):
            return text(f"errors.{error.code}", **error.facts)
        self.count += 1
        report = crashes.report(error.with_traceback(trace))
        return text("window.crash.logged", path=report) if report else text("window.crash.told")
