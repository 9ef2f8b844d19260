"""A bug of ours, kept as a report that can be sent to whoever mends it."""

import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import budgetdesk
from budgetdesk import paths


def report(error: BaseException) -> Path | None:
    """Leaves a report without any of the project's content; None where nothing can be written."""
    trace = "".join(traceback.format_exception(error))
    file = paths.logs() / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}.txt"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"BudgetDesk {budgetdesk.__version__}\n\n{trace}", encoding="utf-8")
        return file
    return None
