"""What happens to an exception nobody took: ours is told and logged, a person's is explained."""

import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

import budgetdesk
from budgetdesk import paths
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text


class Crashes:
    """Set as `sys.excepthook`. `count` is how many bugs showed themselves."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.count = 0
        self._tell = tell
        self._is_telling = False

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tells of `error`, but never of one that comes while the box of another is open."""
        words = self._words(kind, error, trace)
        if self._is_telling:
            return
        self._is_telling = True
        try:
            self._tell(words)
        finally:
            self._is_telling = False

    def _words(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> str:
        if isinstance(error, BudgetDeskError):
            return text(f"errors.{error.code}", **error.facts)
        self.count += 1
        report = _write("".join(traceback.format_exception(kind, error, trace)))
        return text("window.crash.logged", path=report) if report else text("window.crash.told")


def _write(trace: str) -> Path | None:
    """Leaves a report without any of the project's content; None where nothing can be written."""
    file = paths.logs() / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}.txt"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"BudgetDesk {budgetdesk.__version__}\n\n{trace}", encoding="utf-8")
        return file
    return None
