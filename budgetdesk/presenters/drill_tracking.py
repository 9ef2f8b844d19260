"""Every figure of the tracking with what stands behind it."""

from collections.abc import Iterator, Sequence

from budgetdesk.accounting import behind as found
from budgetdesk.accounting.behind import Contribution
from budgetdesk.domain.money import Money
from budgetdesk.domain.tracking import Figure, TrackedLine, Tracking
from budgetdesk.presenters.behind import Behind, named
from budgetdesk.text import stretch_name, text


class OfTracking:
    """The figures of a tracking."""

    def __init__(self, tracking: Tracking) -> None:
        self._tracking = tracking

    def figure(self, row: int, key: str, stretch: int | None) -> Behind | None:
        """A figure of a line, or of all of them below the last; `stretch` None is all time."""
        lines = self._tracking.lines[row : row + 1] or self._tracking.lines
        of = lines[0].label if row < len(self._tracking.lines) else text("tracking.total")
        return self._of(lines, key, stretch, of, is_carried=False)

    def stretch(self, row: int, key: str) -> Behind | None:
        """A figure of all lines in a stretch; then what has no day, and all time."""
        count = len(self._tracking.stretches)
        if row < count:
            is_carried = key == "carried"
            name = "remaining" if is_carried else key
            lines = self._tracking.lines
            return self._of(lines, name, row, text("tracking.total"), is_carried=is_carried)
        if row == count and self._tracking.undated:
            return self._undated(key)
        return self.figure(len(self._tracking.lines), key, None)

    def so_far(self, row: int, key: str) -> Behind:
        """The plan, the use, or the use beyond the plan, from the start to and with a stretch."""
        lines, places = self._tracking.lines, range(row + 1)
        ways = {"plan": ("budget",), "used": ("used",), "ahead": ("used", "budget")}[key]

        def find() -> Iterator[Contribution]:
            first, *taken = ways
            for line in lines:
                yield from _of_line(line, places, first, with_undated=False)
                for each in taken:
                    yield from found.minus(_of_line(line, places, each, with_undated=False))

        sums = Figure.total(line.figures[at] for line in lines for at in places)
        whole = {"plan": sums.budget, "used": sums.used, "ahead": sums.used - sums.budget}[key]
        until = stretch_name(self._tracking.stretches[row])
        return named(text(f"tracking.burn_up.{key}"), until, whole, find)

    def _undated(self, key: str) -> Behind | None:
        """What has no day is in no budget and no order, and is left of nothing."""
        if key not in {"budget", "used", "committed", "remaining"}:
            return None
        undated = [part for line in self._tracking.lines for part in line.undated]
        ways = {"used": found.parts(undated), "remaining": found.minus(found.parts(undated))}
        own = tuple(ways.get(key, ()))
        name = text(f"tracking.column.{key}")
        return named(name, text("tracking.no_day"), found.total(own), lambda: own)

    def _of(
        self,
        lines: Sequence[TrackedLine],
        key: str,
        stretch: int | None,
        of: str,
        *,
        is_carried: bool,
    ) -> Behind | None:
        if key not in {"budget", "used", "committed", "remaining", "percent"}:
            return None
        first = 0 if is_carried or stretch is None else stretch
        places = range(first, len(self._tracking.stretches) if stretch is None else stretch + 1)
        name = "used" if key == "percent" else key

        def find() -> Iterator[Contribution]:
            for line in lines:
                yield from _of_line(line, places, name, with_undated=stretch is None)

        heading = text(f"tracking.column.{'carried' if is_carried else name}")
        whole: Money = getattr(self._sum(lines, places, stretch), name)
        return named(f"{heading}, {self._when(stretch)}", of, whole, find)

    def _sum(self, lines: Sequence[TrackedLine], places: range, stretch: int | None) -> Figure:
        if stretch is None:
            return Figure.total(line.total for line in lines)
        return Figure.total(line.figures[at] for line in lines for at in places)

    def _when(self, stretch: int | None) -> str:
        if stretch is None:
            return text("tracking.all_time")
        period = self._tracking.stretches[stretch]
        return stretch_name(period)

    def all(self) -> Iterator[Behind]:
        """The use of each line in each stretch."""
        for row, line in enumerate(self._tracking.lines):
            for at, parts in enumerate(line.parts):
                if parts:
                    yield from filter(None, (self.figure(row, "used", at),))


def _of_line(
    line: TrackedLine, places: range, key: str, *, with_undated: bool
) -> Iterator[Contribution]:
    is_left = key == "remaining"
    if key in {"budget", "remaining"}:
        yield from found.plan(line.label, Money.total(line.figures[at].budget for at in places))
    if key in {"used", "remaining"}:
        days = (part for at in places for part in line.parts[at])
        used = (*found.parts(days), *(found.parts(line.undated) if with_undated else ()))
        yield from found.minus(used) if is_left else used
    if key in {"committed", "remaining"}:
        bound = tuple(found.orders(order for at in places for order in line.orders[at]))
        yield from found.minus(bound) if is_left else bound
