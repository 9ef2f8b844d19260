"""`budgetdesk reopen`: opens a sealed account again."""

from argparse import Namespace
from getpass import getuser
from pathlib import Path

from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.clock import now
from budgetdesk.cli.periods import add_period, period_of
from budgetdesk.domain.seal import Reopening
from budgetdesk.operations.sealing import reopen
from budgetdesk.session import Session
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """The document, why, and which account, the last when no period is given."""
    parser.add_argument("document", type=Path)
    parser.add_argument("--reason", required=True)
    add_period(parser)


def run(typed: Namespace) -> int:
    """Opens a sealed account with a reason that stays on record."""
    reopening = Reopening(reason=typed.reason.strip(), by=getuser(), at=now())
    with Session.open(typed.document, getuser()) as session:
        is_given = typed.start is not None or typed.end is not None
        whole = session.project.period
        period = (period_of(session.project, typed) or whole) if is_given else None
        facts = {"reason": reopening.reason}
        session.run("seal.reopen", lambda p: reopen(p, reopening, period), **facts)
        session.save()
    print(text("cli.reopen.done", path=typed.document))
    return 0
