"""`budgetdesk track`: each line through time, as budget, used, ordered and remaining."""

from argparse import Namespace

from budgetdesk import jobs
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import Form, day_form, percent_form, print_json
from budgetdesk.cli.reading import read
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.tracking import Figure, TrackedLine, Tracking
from budgetdesk.text import amount, danish, percent, text

_COLUMNS = ("label", "budget", "used", "committed", "remaining", "percent")


def arguments(parser: Parser) -> None:
    """The document, and how long a stretch is."""
    add_document(parser)
    every = [each.value for each in InterimEvery]
    parser.add_argument("--by", choices=every, default=InterimEvery.QUARTER.value)


def run(typed: Namespace) -> int:
    """Shows each line through time: budget, used, ordered and remaining."""
    found = jobs.tracking(read(typed.document), InterimEvery(typed.by), now().date())
    if typed.json:
        print_json(_form(found))
    else:
        show(found)
    return 0


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


def _figures(name: str, figure: Figure) -> None:
    amounts = (figure.budget, figure.used, figure.committed, figure.remaining)
    _row(name, *map(amount, amounts), percent(figure.percent))


def _row(name: str, *figures: str) -> None:
    print(f"  {name:<36.36}" + "".join(f"{figure:>15}" for figure in figures))


def _form(tracking: Tracking) -> Form:
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


def _stretch(stretch: Period) -> Form:
    return {"from": stretch.start.isoformat(), "to": stretch.end.isoformat()}


def _line(line: TrackedLine) -> Form:
    return {
        "id": line.id,
        "label": line.label,
        "figures": [_figure(each) for each in line.figures],
        "total": _figure(line.total),
        "runs_dry": day_form(line.runs_dry),
    }


def _figure(figure: Figure) -> Form:
    return {
        "budget_ore": figure.budget.ore,
        "used_ore": figure.used.ore,
        "committed_ore": figure.committed.ore,
        "remaining_ore": figure.remaining.ore,
        "percent": percent_form(figure.percent),
    }
