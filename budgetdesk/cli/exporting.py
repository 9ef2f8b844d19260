"""Documents that a command makes files of."""

import sys
from argparse import Namespace

from budgetdesk import exports
from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.reading import look
from budgetdesk.session import Session
from budgetdesk.text import text


def add_read_only(parser: Parser) -> None:
    """An auditor's copy is not to be touched, not even by the event of what was made of it."""
    parser.add_argument("--read-only", action="store_true")


def opened(typed: Namespace, *, writes: bool) -> Session:
    """The document: to be looked at, unless a file is made of it that is to be noted there."""
    if not writes:
        return look(typed.document)
    return exports.opened(typed.document, is_looked_at=typed.read_only)


def tell_unnoted(session: Session) -> None:
    """That the document does not know of the file: somebody has it open, or it may not be saved."""
    if session.is_read_only or session.is_unsaved:
        print(text("cli.export.unnoted", path=session.path), file=sys.stderr)
