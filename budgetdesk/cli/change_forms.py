"""The machine forms of versions, differences and changes."""

from typing import Any

from budgetdesk.accounting.difference import AnyChange, Difference, difference
from budgetdesk.accounting.judgement import judge, judge_move, moves_since_approval
from budgetdesk.domain.budget import BudgetVersion, Move
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.writers import change_words

Form = dict[str, Any]


def versions_form(project: Project) -> Form:
    """All versions in order, and which of them holds."""
    base = project.base_budget
    return {
        "versions": [version_form(version) for version in project.versions],
        "worked_on": project.budget.id,
        "base": base.id,
    }


def version_form(version: BudgetVersion) -> Form:
    """A version without its lines."""
    return {
        "id": version.id,
        "name": version.name,
        "standing": version.standing.value,
        "approval": to_plain(version.approval),
        "sent": to_plain(version.sent),
        "taken": to_plain(version.taken),
        "refusal": to_plain(version.refusal),
        "lines": len(version.lines),
        "costs_ore": version.total_costs.ore,
        "funding_ore": version.total_funding.ore,
    }


def difference_form(before: BudgetVersion, after: BudgetVersion) -> Form:
    """Two versions held against each other."""
    found: Difference = difference(before, after)
    rise = after.total_costs - before.total_costs
    return {
        "before": version_form(before),
        "after": version_form(after),
        "same": found.is_empty,
        "lines": [_change(change) for change in found.lines],
        "funding": [_change(change) for change in found.funding],
        "costs_change_ore": rise.ore,
        "costs_change_percent": _text(rise.percent_of(before.total_costs)),
        "funding_change_ore": (after.total_funding - before.total_funding).ore,
    }


def _change(change: AnyChange) -> Form:
    before = change.before.amounts if change.before else {}
    return {
        "id": change.line.id,
        "label": change.line.label,
        "fate": change.fate.value,
        "moved": change.is_moved,
        "place": change.place,
        "before_ore": change.was.ore,
        "after_ore": (change.was + change.amount).ore,
        "change_ore": change.amount.ore,
        "change_percent": _text(change.percent),
        "years": {
            str(year): {
                "before_ore": before.get(year, ZERO).ore,
                "after_ore": (before.get(year, ZERO) + rise).ore,
                "change_ore": rise.ore,
            }
            for year, rise in change.per_year.items()
        },
        "fields": {
            name: {
                "before": to_plain(getattr(change.before, name)),
                "after": to_plain(getattr(change.after, name)),
            }
            for name in change.fields
            if name != "amounts"
        },
    }


def change_form(project: Project) -> Form:
    """The change since the latest approved budget: its moves, and what each part of it needs."""
    judged = judge(project)
    return {
        "version": version_form(project.budget),
        "base": version_form(project.base_budget),
        "reason": project.budget.reason,
        "period": to_plain(project.budget.period),
        "moves": [_move(project, move) for move in moves_since_approval(project)],
        "parts": [
            {**to_plain(part), "text": change_words.judged_words(part)} for part in judged.parts
        ],
        "verdict": judged.verdict.value,
        "text": change_words.verdict_words(project, judged),
    }


def _move(project: Project, move: Move) -> Form:
    alone = judge_move(project, move).verdict.value
    return {**to_plain(move), "text": change_words.move_words(project, move), "alone": alone}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
