"""`budgetdesk changes`: what changed since a day, a step or a seal, in words."""

from argparse import Namespace
from getpass import getuser
from pathlib import Path

from budgetdesk import history
from budgetdesk.cli.arguments import Parser, add_document, day
from budgetdesk.cli.clock import now
from budgetdesk.cli.exporting import add_read_only, opened, tell_unnoted
from budgetdesk.cli.printing import print_json, tell_written
from budgetdesk.errors import BudgetDeskError
from budgetdesk.exports import Export, Kind
from budgetdesk.privacy import masking
from budgetdesk.text import danish, text


def arguments(parser: Parser) -> None:
    """The document, and since when."""
    add_document(parser)
    parser.add_argument("--since", required=True)
    parser.add_argument("--pdf", type=Path)
    add_read_only(parser)


def run(typed: Namespace) -> int:
    """Tells what changed since, in words."""
    with opened(typed, writes=typed.pdf is not None) as session:
        report, project = session.audit(), session.project
        start = history.start_of(report.events, _since(typed.since))
        rows = history.changed_since(report.events, project, start)
        if typed.pdf is not None:
            Export(
                session,
                Kind.CHANGES,
                typed.pdf,
                lambda path: history.write_pdf(project, rows, start, path, now(), getuser()),
            ).done()
            tell_unnoted(session)
    if typed.json:
        hide = masking(project)
        told = [
            {"event": e.seq, "at": e.at.isoformat(), "user": e.user, "words": hide(e.words)}
            for e in rows
        ]
        print_json({"since_event": start, "changes": told})
        return 0
    print(text("history.since", seq=start))
    for each in rows:
        facts = {"at": danish(each.at.astimezone()), "user": each.user, "words": each.words}
        print(text("history.line", **facts))
    if not rows:
        print(text("history.none"))
    tell_written(typed.pdf)
    return 0


def _since(typed: str) -> str:
    """A date as people write it becomes ISO; all else is for the history to know."""
    try:
        return day(typed).isoformat() if not typed.isdecimal() else typed
    except BudgetDeskError:
        return typed
