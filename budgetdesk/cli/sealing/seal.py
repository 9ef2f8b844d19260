"""`budgetdesk seal`: seals the account and writes its package."""

from argparse import Namespace
from datetime import date
from getpass import getuser
from pathlib import Path

from budgetdesk import jobs, neighbours, packages
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import print_json
from budgetdesk.session import Session
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """The document, and the folder of the package."""
    add_document(parser)
    parser.add_argument("--out", type=Path, required=True)


def run(typed: Namespace) -> int:
    """Seals the account and writes its package; an account that is sealed is written again."""
    at = now()
    with Session.open(typed.document, getuser()) as session:
        packages.seal_to(session, typed.out, _findings(session, at.date()), at)
        sealed = session.project.seals[-1]
    if typed.json:
        files = sorted(path.name for path in typed.out.iterdir())
        print_json({"folder": str(typed.out), "seal": sealed.digest, "files": files})
    else:
        print(text("cli.seal.done", folder=typed.out, seal=sealed.digest))
    return 0


def _findings(session: Session, today: date) -> packages.Findings:
    around = neighbours.with_files(jobs.around(), session)
    return jobs.findings(session.project, today, around)
