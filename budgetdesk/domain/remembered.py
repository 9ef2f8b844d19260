"""What is true of an immutable value is worked out once, and found again while the value lives on.

A step changes a little of a project; its imports, which may hold 100.000 postings, are the very
same values before and after. So what depends on them alone need not be computed after every step.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, TypeVarTuple

from typing_extensions import override

Ts = TypeVarTuple("Ts")
R = TypeVar("R")


class _These:
    """Arguments told apart by identity: to compare 100.000 postings would cost what we save."""

    __slots__ = ("ids", "values")

    def __init__(self, values: tuple[object, ...]) -> None:
        self.values = values
        self.ids = tuple(map(id, values))

    @override
    def __hash__(self) -> int:
        return hash(self.ids)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and self.ids == other.ids


def remembered(size: int) -> Callable[[Callable[[*Ts], R]], Callable[[*Ts], R]]:
    """A function of immutable values that keeps its last `size` answers, and what they are of.

    Asked with the very same values (not equal ones), it gives the same answer again.
    """

    def around(work: Callable[[*Ts], R]) -> Callable[[*Ts], R]:
        @lru_cache(maxsize=size)
        def answered(these: _These) -> R:
            return work(*these.values)  # type: ignore[arg-type] # they came from Ts

        def asked(*args: *Ts) -> R:
            return answered(_These(args))

        return asked

    return around
