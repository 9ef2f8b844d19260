"""How the commands print: for people in words, for machines as JSON.

In a machine form amounts are whole øre under names ending in `_ore`, dates ISO 8601, percentages
strings. Keys may be added; those that stand stay.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetdesk.text import text

Form = dict[str, Any]


def print_json(form: Any) -> None:
    """What `--json` prints."""
    print(json.dumps(form, ensure_ascii=False, indent=1))


def tell_written(path: Path | None) -> None:
    """That a file was written, where one was."""
    if path is not None:
        print(text("cli.account.written", path=path))


def day_form(day: date | None) -> str | None:
    """A day as ISO 8601."""
    return day.isoformat() if day else None


def percent_form(percent: Decimal | None) -> str | None:
    """A percentage as its figures."""
    return None if percent is None else str(percent)
