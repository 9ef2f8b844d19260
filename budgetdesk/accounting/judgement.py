"""What of a change may be made freely, and what the funder must be asked first (R23-R25).

Lines, years and partners are three questions, each answered by its own rule. All is counted since
the latest approved budget, so that many small moves are held against a limit as one. Where the
call says nothing the answer is unknown, never free (A12).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from msgspec.structs import replace

from budgetdesk.accounting.difference import Fate, LineChange, difference
from budgetdesk.accounting.extension import judge_period
from budgetdesk.accounting.partners import (
    costs_by_partner,
    known_partners,
    names_of,
    owner,
    with_partner,
)
from budgetdesk.accounting.verdicts import Judged, Judgement, Matter, held
from budgetdesk.domain.budget import (
    BudgetLine,
    BudgetVersion,
    FundingForm,
    FundingSource,
    Move,
    Standing,
)
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, FreeLimit, ReallocationRule
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.domain.verdict import Verdict

_K = TypeVar("_K")
_PURPOSE: Final = frozenset({"label", "item"})
"""The fields of a line that say what it pays for; a note only explains it."""


def judge(project: Project, today: date) -> Judgement:
    """The version worked on against the latest approved; nothing while none is approved.

    `today` is the day a request would be made; one that was sent was made the day it was sent.
    """
    base = project.approved_budget
    if base is None or base is project.budget:
        return Judgement()
    rules, budget = project.rules, project.budget
    changed = difference(base, budget).lines
    parts = [
        *(_line(project, each) for each in changed if each.amount or each.fate is Fate.ADDED),
        *(_purpose(project, each) for each in changed if not _PURPOSE.isdisjoint(each.fields)),
        *_years(rules, base, budget),
        *_partners(project, base),
        *_funding(base, budget),
        *judge_period(project, today),
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
    giver, taker = (_partner_of(project, line) for line in (move.from_line, move.to_line))
    if giver != taker:
        parts.append(_partner(project, base, giver, move.amount))
    return Judgement(parts=tuple(parts))


def judge_with(project: Project, move: Move, today: date) -> Judgement:
    """The change as it would be with one move more: what is free counts what was moved before."""
    budget = project.budget
    ends = {
        (move.from_line, move.from_year): -move.amount,
        (move.to_line, move.to_year): move.amount,
    }
    lines = tuple(_moved(line, ends) for line in budget.lines)
    foreseen = replace(budget, lines=lines, approval=None, refusal=None)
    return judge(replace(project, versions=(*project.versions, foreseen)), today)


def moves_since_approval(project: Project) -> tuple[Move, ...]:
    """The moves behind the version worked on: of what was taken into use, and its own."""
    moves: tuple[Move, ...] = ()
    for version in project.versions:
        if version.standing is Standing.APPROVED:
            moves = ()
        elif version is project.budget or version.standing is Standing.TAKEN:
            moves += version.moves
    return moves


def _line(project: Project, change: LineChange[BudgetLine]) -> Judged:
    rule, line = project.rules.reallocation, change.line
    is_new = change.fate is Fate.ADDED
    made = Judged(
        matter=Matter.NEW_LINE if is_new else Matter.LINE,
        verdict=Verdict.UNKNOWN,
        about=with_partner(project, line.label, line.partner),
        id=line.id,
        base=change.was,
        change=change.amount,
        source=rule.source if rule else None,
    )
    if rule is None:
        return made
    if is_new:
        return replace(made, verdict=Verdict.FREE if rule.new_lines else Verdict.ASK)
    limit = _limit_for(rule, project.rules, line)
    return made if limit is None else held(made, limit)


def _line_by(project: Project, line_id: LineId, change: Money) -> Judged:
    """A line of the approved budget risen by `change`; one that was not in it is new."""
    versions = (project.base_budget, project.budget)
    old, line = (next((x for x in v.lines if x.id == line_id), None) for v in versions)
    line = line or old or BudgetLine(id=line_id, label="")
    before = old and replace(old, amounts={0: old.total})
    after = replace(line, amounts={0: (old.total if old else ZERO) + change})
    return _line(project, LineChange(before=before, after=after, place=0))


def _limit_for(rule: ReallocationRule, rules: CallRules, line: BudgetLine) -> FreeLimit | None:
    """The limit that names the line's group, else the one for all others."""
    items = rules.eligible.items if rules.eligible else ()
    group = next((item.group for item in items if item.key == line.item), None)
    named = (limit for limit in rule.limits if group is not None and group in limit.groups)
    others = (limit for limit in rule.limits if not limit.groups)
    return next(named, next(others, None))


def _purpose(project: Project, change: LineChange[BudgetLine]) -> Judged:
    """An approved line that is to pay for something else: no call we know says a word of it."""
    was = change.before or change.line
    return Judged(
        matter=Matter.PURPOSE,
        verdict=Verdict.UNKNOWN,
        about=with_partner(project, was.label, was.partner),
        id=was.id,
        base=change.was,
    )


def _years(rules: CallRules, base: BudgetVersion, budget: BudgetVersion) -> Iterator[Judged]:
    years = sorted({year for v in (base, budget) for line in v.lines for year in line.amounts})
    rises = {year: _costs(budget, year) - _costs(base, year) for year in years}
    for year, moved in _moved_out(rises):
        yield _year(rules, base, year, moved)


def _moved_out(rises: Mapping[_K, Money]) -> Iterator[tuple[_K, Money]]:
    """Where money was moved out of, and how much; nothing when the whole only fell.

    What left one and came to no other was not moved but given up.
    """
    left = Money.total(rise for rise in rises.values() if rise > ZERO)
    for key, rise in rises.items():
        moved = min(-rise, left)
        if moved > ZERO:
            left -= moved
            yield key, moved


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
    return held(made, rule.limit)


def _partners(project: Project, base: BudgetVersion) -> Iterator[Judged]:
    """Whose costs fell while another's rose, in a joint project."""
    before, after = (costs_by_partner(project, version) for version in (base, project.budget))
    rises = {key: after[key] - was for key, was in before.items()}
    for key, moved in _moved_out(rises):
        yield _partner(project, base, key, moved)


def _partner(
    project: Project, base: BudgetVersion, partner: PartnerId | None, moved: Money
) -> Judged:
    """The limits on lines are not on partners: only where the call names those is it known."""
    rule = project.rules.reallocation
    limit = rule.between_partners if rule else None
    made = Judged(
        matter=Matter.PARTNER,
        verdict=Verdict.UNKNOWN,
        about=names_of(project)[partner],
        id=partner or "",
        base=costs_by_partner(project, base)[partner],
        change=moved,
        source=rule.source if rule and limit else None,
    )
    return made if limit is None else held(made, limit)


def _partner_of(project: Project, line_id: LineId) -> PartnerId | None:
    lines = {line.id: line for v in (project.base_budget, project.budget) for line in v.lines}
    found = lines.get(line_id)
    return owner(found.partner if found else None, known_partners(project))


def _funding(base: BudgetVersion, budget: BudgetVersion) -> Iterator[Judged]:
    """A larger grant is the funder's to give; of the other sources no call we know says a word."""
    for source in FundingSource:
        was, rise = base.funded_by(source), budget.funded_by(source) - base.funded_by(source)
        is_shared_anew = _shares(base, source) != _shares(budget, source)
        if rise or is_shared_anew:
            asks = source is FundingSource.GRANT and rise > ZERO
            yield Judged(
                matter=Matter.FUNDING if rise else Matter.SHARES,
                verdict=Verdict.ASK if asks else Verdict.UNKNOWN,
                about=source.value,
                id=source.value,
                base=was,
                change=rise,
            )


def _shares(
    version: BudgetVersion, source: FundingSource
) -> Mapping[tuple[PartnerId | None, FundingForm], Money]:
    """What of a source each partner brings in each form."""
    sums: dict[tuple[PartnerId | None, FundingForm], Money] = {}
    for line in version.funding:
        if line.source is source and line.total:
            key = (line.partner, line.form)
            sums[key] = sums.get(key, ZERO) + line.total
    return sums


def _moved(line: BudgetLine, ends: Mapping[tuple[LineId, int], Money]) -> BudgetLine:
    amounts = dict(line.amounts)
    for (line_id, year), change in ends.items():
        if line_id == line.id:
            amounts[year] = amounts.get(year, ZERO) + change
    return replace(line, amounts={year: amounts[year] for year in sorted(amounts)})
