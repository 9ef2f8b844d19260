"""How a long job tells how far it is, and learns that nobody wants it any more."""

from collections.abc import Callable

Watch = Callable[[int, int], None]
"""Is told how much is done, of how much (0: nobody knows); may raise, which ends the job."""


def unwatched(_done: int, _whole: int) -> None:
    """Watches nothing."""
