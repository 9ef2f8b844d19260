"""What a change of an approved budget consists of: moves with reasons, a longer period, and use.

A move changes the lines and is kept beside them, so that the letter to the funder can tell why.
"""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from budgetdesk.accounting.judgement import judge
from budgetdesk.domain.budget import Move
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.domain.verdict import Verdict
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.budget import change_budget, line_of, set_amounts


def move_money(project: Project, move: Move) -> Project:
    """Moves money between lines, years or both; what the budget comes to stays the same.

    Raises:
        BudgetDeskError: `changes.nothing_moved`, `.without_reason`, `.not_enough`, or
            `budget.unknown_line`; and as `change_budget`.
    """
    if move.amount <= ZERO or (move.from_line, move.from_year) == (move.to_line, move.to_year):
        raise BudgetDeskError("changes.nothing_moved")
    if not move.reason.strip():
        raise BudgetDeskError("changes.without_reason")
    moved = _shifted(project, move)
    kept = replace(move, reason=move.reason.strip())
    return change_budget(moved, lambda v: replace(v, moves=(*v.moves, kept)))


def take_back_move(project: Project, number: int) -> Project:
    """Undoes a move of the draft, counted from 0, and forgets it.

    Raises:
        BudgetDeskError: `changes.unknown_move`, or `.not_enough`: the money was moved on.
    """
    moves = project.budget.moves
    if not 0 <= number < len(moves):
        raise BudgetDeskError("changes.unknown_move")
    move = moves[number]
    back = replace(
        move,
        from_line=move.to_line,
        from_year=move.to_year,
        to_line=move.from_line,
        to_year=move.from_year,
    )
    others = (*moves[:number], *moves[number + 1 :])
    return change_budget(_shifted(project, back), lambda v: replace(v, moves=others))


def give_reason(project: Project, reason: str) -> Project:
    """Says why the budget is to be changed as a whole."""
    return change_budget(project, lambda v: replace(v, reason=reason.strip()))


def ask_for_period(project: Project, period: Period | None) -> Project:
    """Asks for another project period (R25); None asks for none. It holds once approved."""
    wanted = None if period == project.period else period
    return change_budget(project, lambda v: replace(v, period=wanted))


def take_into_use(project: Project, on: date) -> Project:
    """Takes a draft into use unasked, where the call lets all of it be changed freely.

    Where the call does not say, it is for the person to know; only a known limit stops it. The
    account is still held against the latest approved budget.

    Raises:
        BudgetDeskError: `changes.needs_approval`, `.nothing_approved`; and as `change_budget`.
    """
    if project.approved_budget is None:
        raise BudgetDeskError("changes.nothing_approved")
    needed = judge(project, on).verdict
    if needed not in {Verdict.FREE, Verdict.UNKNOWN} or project.budget.period is not None:
        raise BudgetDeskError("changes.needs_approval")
    return change_budget(project, lambda v: replace(v, taken=on))


def _shifted(project: Project, move: Move) -> Project:
    """The amounts as the move leaves them."""
    source, target = line_of(project, move.from_line), line_of(project, move.to_line)
    there = source.amounts.get(move.from_year, ZERO)
    if there < move.amount:
        raise BudgetDeskError(
            "changes.not_enough", label=source.label, year=move.from_year, amount=there
        )
    amounts: Mapping[tuple[LineId, int], Money] = {
        (source.id, move.from_year): there - move.amount,
        (target.id, move.to_year): target.amounts.get(move.to_year, ZERO) + move.amount,
    }
    return set_amounts(project, amounts)
