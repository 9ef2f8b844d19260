"""Budget, used, committed and remaining for each line and stretch of time, and what is behind them.

The budget is laid out month by month (`monthly`); quarters, half years and years are sums of their
months. So the months of a year come to the year, and all years to the budget, whatever they are
shown by.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from budgetdesk.accounting.days import days_of
from budgetdesk.accounting.monthly import Month, by_month
from budgetdesk.domain.account import Account, AccountLine, AllocatedPart
from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.order import Order
from budgetdesk.domain.parts import months_of
from budgetdesk.domain.period import Period, last_day_of_month
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.tracking import Figure, TrackedLine, Tracking
from budgetdesk.domain.value import LineId


def track(project: Project, account: Account, every: InterimEvery, today: date) -> Tracking:
    """The tracking of a project, from its final account as it is now."""
    planned = project.base_budget.lines
    open_orders: dict[str, list[Order]] = defaultdict(list)
    for order in project.orders:
        if order.is_open:
            open_orders[order.line].append(order)
    rows = (*account.lines, *_ordered_only(account, open_orders))
    grid = _Grid(project, planned, every, _days(rows, open_orders, project))
    lines = (grid.line(row, open_orders.get(row.id, ()), account.period, today) for row in rows)
    return Tracking(every=every, stretches=grid.stretches, lines=tuple(lines))


def stands_in(tracking: Tracking, posting_id: str) -> tuple[tuple[LineId, Period | None], ...]:
    """Every figure a posting is part of: its lines, and the stretch; None for one without a day."""
    return tuple(_stands_in(tracking, posting_id))


def _stands_in(tracking: Tracking, posting_id: str) -> Iterator[tuple[LineId, Period | None]]:
    for line in tracking.lines:
        for stretch, parts in zip(tracking.stretches, line.parts, strict=True):
            if any(part.posting.id == posting_id for part in parts):
                yield line.id, stretch
        if any(part.posting.id == posting_id for part in line.undated):
            yield line.id, None


def _ordered_only(account: Account, orders: Mapping[str, Sequence[Order]]) -> Iterator[AccountLine]:
    """Lines that only orders know, so that no bound krone is out of sight."""
    known = {line.id for line in account.lines}
    for line in orders:
        if line not in known:
            yield AccountLine(
                id=LineId(line), label=line, budget=ZERO, actual=ZERO, is_approved=False
            )


def _days(
    rows: Iterable[AccountLine], orders: Mapping[str, Sequence[Order]], project: Project
) -> Iterator[date]:
    """The days something stands on, which the stretches must reach."""
    counted = days_of(project)
    for row in rows:
        days = (counted.of(part.posting) for part in row.parts)
        yield from (day for day in days if day is not None)
    yield from (order.on for each in orders.values() for order in each)


class _Grid:
    """The stretches of time, and every line laid out over them."""

    def __init__(
        self,
        project: Project,
        planned: Iterable[BudgetLine],
        every: InterimEvery,
        days: Iterable[date],
    ) -> None:
        period = project.period
        self._days = days_of(project)
        self._planned = {line.id: by_month(line, period) for line in planned}
        months = {
            *(months_of(period) if period else ()),
            *(month for each in self._planned.values() for month in each),
            *{(day.year, day.month) for day in days},
        }
        self.stretches = tuple(_stretches(months, every))
        self._place = {
            month: place
            for place, stretch in enumerate(self.stretches)
            for month in months_of(stretch)
        }

    def line(
        self,
        row: AccountLine,
        orders: Sequence[Order],
        period: Period,
        today: date,
    ) -> TrackedLine:
        """A line in every stretch."""
        budget = self._budget(row.id)
        parts, undated = self._sorted(row.parts)
        bound: list[list[Order]] = [[] for _ in self.stretches]
        for order in orders:
            bound[self._place[order.on.year, order.on.month]].append(order)
        figures = tuple(
            Figure(
                budget=Money(budget[at]),
                used=Money.total(part.amount for part in parts[at]),
                committed=Money.total(order.amount for order in bound[at]),
            )
            for at in range(len(self.stretches))
        )
        return TrackedLine(
            id=row.id,
            label=row.label,
            figures=figures,
            parts=tuple(map(tuple, parts)),
            orders=tuple(map(tuple, bound)),
            undated=tuple(undated),
            runs_dry=runs_dry(row.budget, row.actual, period, today),
        )

    def _budget(self, line: LineId) -> Sequence[int]:
        spread = [0] * len(self.stretches)
        for month, amount in self._planned.get(line, {}).items():
            spread[self._place[month]] += amount.ore
        return spread

    def _sorted(
        self, parts: Iterable[AllocatedPart]
    ) -> tuple[Sequence[list[AllocatedPart]], Sequence[AllocatedPart]]:
        placed: list[list[AllocatedPart]] = [[] for _ in self.stretches]
        undated = []
        for part in parts:
            day = self._days.of(part.posting)
            if day is None:
                undated.append(part)
            else:
                placed[self._place[day.year, day.month]].append(part)
        return placed, undated


def runs_dry(budget: Money, used: Money, period: Period, today: date) -> date | None:
    """The day a line is used up if it goes on as from the start until today.

    Days so far times budget over used, the last day begun counted whole. None when that is after
    the project, when the line is used up already, and while nothing can be said.
    """
    days = (min(today, period.end) - period.start).days + 1
    if days <= 0 or used <= ZERO or used >= budget:
        return None
    lasts = -(-days * budget.ore // used.ore)
    left = (period.end - period.start).days + 1
    return period.start + timedelta(days=lasts - 1) if lasts < left else None


def _stretches(months: Iterable[Month], every: InterimEvery) -> Iterator[Period]:
    """The calendar's own stretches that hold any of the months, whole."""
    length = every.months
    for year, month in sorted(
        {(year, (month - 1) // length * length + 1) for year, month in months}
    ):
        yield Period(start=date(year, month, 1), end=last_day_of_month(year, month + length - 1))
