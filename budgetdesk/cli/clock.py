"""The hour by the clock of this computer."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time here and now, with its zone."""
    return datetime.now(UTC).astimezone()
