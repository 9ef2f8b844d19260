"""What `track` shows and prints, and what an account tells of those taken before it."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from getpass import getuser
from pathlib import Path
from typing import Any

from budgetdesk import jobs
from budgetdesk.domain.account import Account, Correction, Ending
from budgetdesk.domain.period import Period
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.tracking import Figure, TrackedLine, Tracking
from budgetdesk.operations.account import take
from budgetdesk.session import Session
from budgetdesk.text import amount, danish, label, percent, text

Form = dict[str, Any]


def track(typed: Namespace, project: Project, today: date) -> int:
    """Shows each line through time: budget, used, ordered and remaining."""
    found = jobs.tracking(project, InterimEvery(typed.by), today)
    if typed.json:
        print(json.dumps(form(found), ensure_ascii=False, indent=1))
    else:
        show(found)
    return 0


def taken(document: Path, period: Callable[[Project], Period | None], on: date) -> Project:
    """Takes the account of a period as it is now and saves the document; the project with it."""
    user = getuser()
    with Session.open(document, user) as session:
        built = jobs.account(session.project, period(session.project))
        facts = {"start": built.period.start, "end": built.period.end}
        session.run("account.take", lambda it: take(it, built, on=on, by=user), **facts)
        session.save()
        return session.project


def form(tracking: Tracking) -> Form:
    """The tracking as data; each line has one figure for each stretch, in the same order."""
    return {
        "by": tracking.every.value,
        "stretches": [_stretch(each) for each in tracking.stretches],
        "lines": [_line(line) for line in tracking.lines],
        "totals": [_figure(each) for each in tracking.totals],
        "carried_over_ore": [each.remaining.ore for each in tracking.cumulated],
        "undated_ore": tracking.undated.ore,
        "total": _figure(tracking.total),
    }


def history_form(account: Account) -> Form:
    """What an account adds to what was reported before it, and what it corrects."""
    return {
        "earlier_accounts": [to_plain(each) for each in account.taken_before],
        "corrections": [_correction(each) for each in account.corrections],
        "what_if": [_ending(each) for each in account.endings],
    }


def _stretch(stretch: Period) -> Form:
    return {"from": stretch.start.isoformat(), "to": stretch.end.isoformat()}


def _line(line: TrackedLine) -> Form:
    return {
        "id": line.id,
        "label": line.label,
        "figures": [_figure(each) for each in line.figures],
        "total": _figure(line.total),
        "runs_dry": line.runs_dry.isoformat() if line.runs_dry else None,
    }


def _figure(figure: Figure) -> Form:
    share = figure.percent
    return {
        "budget_ore": figure.budget.ore,
        "used_ore": figure.used.ore,
        "committed_ore": figure.committed.ore,
        "remaining_ore": figure.remaining.ore,
        "percent": None if share is None else str(share),
    }


def _correction(correction: Correction) -> Form:
    return {
        "posting": correction.id,
        "line": correction.line,
        "kind": correction.kind.value,
        "before_ore": correction.before.ore,
        "after_ore": correction.after.ore,
        "change_ore": correction.change.ore,
    }


def _ending(ending: Ending) -> Form:
    """`reading` is null where the recipient keeps all it was promised."""
    return {
        "basis": ending.basis.value,
        "reading": ending.reading.value if ending.reading else None,
        "costs_ore": ending.costs.ore,
        "grant_ore": ending.grant.ore,
        "own_ore": ending.own.ore,
        "own_percent": None if ending.own_percent is None else str(ending.own_percent),
        "unused_ore": ending.unused.ore,
        "claim_ore": ending.claim.ore,
        "repay_ore": ending.repay.ore,
        "allowed": ending.is_allowed,
    }


def show(tracking: Tracking) -> None:
    """The lines over all time, then all lines stretch by stretch."""
    _row(*(text(f"tracking.column.{name}") for name in _COLUMNS))
    for line in tracking.lines:
        _figures(line.label, line.total)
        if line.runs_dry is not None:
            print(text("tracking.runs_dry", label=line.label, day=line.runs_dry))
    _figures(text("tracking.total"), tracking.total)
    print()
    _row(text("tracking.column.stretch"), *(text(f"tracking.column.{x}") for x in _COLUMNS[1:]))
    for stretch, figure in zip(tracking.stretches, tracking.totals, strict=True):
        _figures(f"{danish(stretch.start)} – {danish(stretch.end)}", figure)  # noqa: RUF001
    if tracking.undated:
        print(text("tracking.undated", amount=tracking.undated))


_COLUMNS = ("label", "budget", "used", "committed", "remaining", "percent")


def _figures(name: str, figure: Figure) -> None:
    amounts = (figure.budget, figure.used, figure.committed, figure.remaining)
    _row(name, *map(amount, amounts), percent(figure.percent))


def _row(name: str, *figures: str) -> None:
    print(f"  {name:<36.36}" + "".join(f"{figure:>15}" for figure in figures))


def show_history(account: Account) -> None:
    """What was reported before, what this account adds, and every correction."""
    if not account.taken_before:
        return
    facts = {"earlier": account.earlier, "this": account.this, "total": account.actual}
    print(text("tracking.history", count=len(account.taken_before), **facts))
    for each in account.corrections:
        facts = {"before": each.before, "after": each.after}
        print(
            text("tracking.correction", id=each.id, line=each.line, kind=label(each.kind), **facts)
        )
