"""What of a change may be made freely, and what the funder must be asked first (R23-R25).

Counted since the latest approved budget, so that many small moves are held against the limit as
one. Where the call says nothing the answer is unknown, never free (A12).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

from msgspec.structs import replace

from budgetdesk.accounting.difference import Fate, LineChange, difference
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingSource, Move, Standing
from budgetdesk.domain.finding import Source
from budgetdesk.domain.money import ZERO, Money, Rounding
from budgetdesk.domain.period import add_months, last_day_of_month
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, FreeLimit, ReallocationRule
from budgetdesk.domain.value import LineId, Value
from budgetdesk.domain.verdict import Verdict

_LEAST = Money(1)


class Matter(Enum):
    """What a part of a change is about."""

    LINE = "line"  # R23
    NEW_LINE = "new_line"  # R23
    YEAR = "year"  # R24
    FUNDING = "funding"
    PERIOD = "period"  # R25


class Judged(Value):
    """One part of a change held against its rule.

    `about` is the line's or source's label or the year. `base` is what was approved and `change`
    by how much it rose or, below zero, fell; of a year, what is moved out of it. `most` is the
    most that is free, None where no amount decides; `limit` is the limit it comes from.
    """

    matter: Matter
    verdict: Verdict
    about: str = ""
    id: str = ""
    base: Money = ZERO
    change: Money = ZERO
    limit: FreeLimit | None = None
    most: Money | None = None
    source: Source | None = None


class Judgement(Value):
    """All parts of a change, costs first."""

    parts: tuple[Judged, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the change needs as a whole."""
        return worst(part.verdict for part in self.parts)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The one that asks most; free when there is nothing to judge."""
    order = list(Verdict)
    return max(verdicts, key=order.index, default=Verdict.FREE)


def judge(project: Project) -> Judgement:
    """The version worked on against the latest approved; nothing while none is approved."""
    base = project.approved_budget
    if base is None or base is project.budget:
        return Judgement()
    rules, budget = project.rules, project.budget
    found = difference(base, budget)
    parts = [
        *(_line(rules, each) for each in found.lines if each.amount or each.fate is Fate.ADDED),
        *(_year(rules, base, year, moved) for year, moved in _left(base, budget)),
        *_funding(base, budget),
        *_period(project),
    ]
    return Judgement(parts=tuple(parts))


def judge_move(project: Project, move: Move) -> Judgement:
    """One move as if it were the only one since the latest approved budget."""
    base = project.approved_budget
    if base is None:
        return Judgement()
    rules = project.rules
    parts: list[Judged] = []
    if move.from_line != move.to_line:
        ends = ((move.from_line, -move.amount), (move.to_line, move.amount))
        parts += [_line_by(project, line, change) for line, change in ends]
    if move.from_year != move.to_year:
        parts.append(_year(rules, base, move.from_year, move.amount))
    return Judgement(parts=tuple(parts))


def moves_since_approval(project: Project) -> tuple[Move, ...]:
    """The moves behind the version worked on: of what was taken into use, and its own."""
    moves: tuple[Move, ...] = ()
    for version in project.versions:
        if version.standing is Standing.APPROVED:
            moves = ()
        elif version is project.budget or version.standing is Standing.TAKEN:
            moves += version.moves
    return moves


def most_free(limit: FreeLimit, base: Money) -> Money | None:
    """The most that may be moved of `base` unasked; None for any amount.

    A percentage is exact: with "under 10 %" of 100,05 kr. the most is 10,00 kr., since 10,005 kr.
    is out of reach and so is nothing below it.
    """
    if limit.never:
        return ZERO
    bounds: list[Money] = []
    if limit.percent is not None:
        rounding = Rounding.DOWN if limit.inclusive else Rounding.UP
        bounds.append(abs(base).share(limit.percent, rounding))
    if limit.amount is not None:
        bounds.append(limit.amount)
    if not bounds:
        return None
    bound = max(bounds) if limit.either else min(bounds)
    return bound if limit.inclusive else max(bound - _LEAST, ZERO)


def _line(rules: CallRules, change: LineChange[BudgetLine]) -> Judged:
    rule, line = rules.reallocation, change.line
    is_new = change.fate is Fate.ADDED
    made = Judged(
        matter=Matter.NEW_LINE if is_new else Matter.LINE,
        verdict=Verdict.UNKNOWN,
        about=line.label,
        id=line.id,
        base=change.was,
        change=change.amount,
        source=rule.source if rule else None,
    )
    if rule is None:
        return made
    if is_new:
        return replace(made, verdict=Verdict.FREE if rule.new_lines else Verdict.ASK)
    limit = _limit_for(rule, rules, line)
    return made if limit is None else _held(made, limit)


def _line_by(project: Project, line_id: LineId, change: Money) -> Judged:
    """A line of the approved budget risen by `change`; one that was not in it is new."""
    versions = (project.base_budget, project.budget)
    old, line = (next((x for x in v.lines if x.id == line_id), None) for v in versions)
    line = line or old or BudgetLine(id=line_id, label="")
    before = old and replace(old, amounts={0: old.total})
    after = replace(line, amounts={0: (old.total if old else ZERO) + change})
    return _line(project.rules, LineChange(before=before, after=after, place=0))


def _limit_for(rule: ReallocationRule, rules: CallRules, line: BudgetLine) -> FreeLimit | None:
    """The limit that names the line's group, else the one for all others."""
    items = rules.eligible.items if rules.eligible else ()
    group = next((item.group for item in items if item.key == line.item), None)
    named = (limit for limit in rule.limits if group is not None and group in limit.groups)
    others = (limit for limit in rule.limits if not limit.groups)
    return next(named, next(others, None))


def _left(base: BudgetVersion, budget: BudgetVersion) -> Iterator[tuple[int, Money]]:
    """The years that money was moved out of, and how much; nothing when the whole only fell.

    What left a year and came to no other was not carried over but given up.
    """
    years = sorted({year for v in (base, budget) for line in v.lines for year in line.amounts})
    rises = {year: _costs(budget, year) - _costs(base, year) for year in years}
    carried = Money.total(rise for rise in rises.values() if rise > ZERO)
    for year, rise in rises.items():
        moved = min(-rise, carried)
        if moved > ZERO:
            carried -= moved
            yield year, moved


def _costs(version: BudgetVersion, year: int) -> Money:
    return Money.total(line.amounts.get(year, ZERO) for line in version.lines)


def _year(rules: CallRules, base: BudgetVersion, year: int, moved: Money) -> Judged:
    return judge_year(rules, year, _costs(base, year), moved)


def judge_year(rules: CallRules, year: int, budget: Money, moved: Money) -> Judged:
    """Money moved out of a year whose budget is known, held against the call's rule (R24)."""
    rule = rules.carry_over
    made = Judged(
        matter=Matter.YEAR,
        verdict=Verdict.UNKNOWN,
        about=str(year),
        id=str(year),
        base=budget,
        change=moved,
        source=rule.source if rule else None,
    )
    if rule is None:
        return made
    if rule.at_most is not None and moved > rule.at_most:
        return replace(made, verdict=Verdict.NEVER, limit=rule.limit, most=rule.at_most)
    return _held(made, rule.limit)


def _funding(base: BudgetVersion, budget: BudgetVersion) -> Iterator[Judged]:
    """A larger grant is the funder's to give; of the other sources no call we know says a word."""
    for source in FundingSource:
        was, rise = base.funded_by(source), budget.funded_by(source) - base.funded_by(source)
        if rise:
            asks = source is FundingSource.GRANT and rise > ZERO
            yield Judged(
                matter=Matter.FUNDING,
                verdict=Verdict.ASK if asks else Verdict.UNKNOWN,
                about=source.value,
                id=source.value,
                base=was,
                change=rise,
            )


def _period(project: Project) -> Iterator[Judged]:
    """R25: a longer period is always asked for; how long it may be, the call may say."""
    wanted, period, rule = project.budget.period, project.period, project.rules.extension
    if wanted is None:
        return
    verdict = Verdict.UNKNOWN if rule is None else Verdict.ASK
    if rule is not None and rule.months is not None and period is not None:
        is_too_long = wanted.end > _latest(period.end, rule.months)
        verdict = Verdict.NEVER if is_too_long else verdict
    yield Judged(matter=Matter.PERIOD, verdict=verdict, source=rule.source if rule else None)


def _latest(end: date, months: int) -> date:
    """The last day of a period made so many months longer; a whole month stays one."""
    later = add_months(end, months)
    is_whole = end == last_day_of_month(end.year, end.month)
    return last_day_of_month(later.year, later.month) if is_whole else later


def _held(made: Judged, limit: FreeLimit) -> Judged:
    """The change against the most that is free."""
    most = most_free(limit, made.base)
    is_free = not limit.never and (most is None or abs(made.change) <= most)
    verdict = Verdict.FREE if is_free else Verdict.ASK
    return replace(made, verdict=verdict, limit=limit, most=most)
