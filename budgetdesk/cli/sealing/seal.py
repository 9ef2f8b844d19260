"""`budgetdesk seal`: seals the account of a period and writes its package."""

from argparse import Namespace
from datetime import date
from getpass import getuser
from pathlib import Path

from budgetdesk import jobs, neighbours, packages
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.periods import add_period, period_of
from budgetdesk.cli.printing import print_json
from budgetdesk.domain.period import Period
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.session import Session
from budgetdesk.text import label, text


def arguments(parser: Parser) -> None:
    """The document, the folder of the package, and which account: by its period or its number."""
    add_document(parser)
    add_period(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--again", type=int)


def run(typed: Namespace) -> int:
    """Seals the account and writes its package; an account that is sealed is written again."""
    with Session.open(typed.document, getuser()) as session:
        sealed = _sealed(session, typed)
    if typed.json:
        print_json(_form(sealed, typed.out))
    else:
        facts = {"start": sealed.start, "end": sealed.end, "kind": label(sealed.kind)}
        print(text("cli.seal.done", folder=typed.out, seal=sealed.digest, **facts))
    return 0


def _sealed(session: Session, typed: Namespace) -> SealedAccount:
    if typed.again is not None:
        return packages.write_again(session, typed.again, typed.out)
    at, period = now(), period_of(session.project, typed)
    findings = _findings(session, at.date(), period)
    return packages.seal_to(session, typed.out, findings, at, period)


def _form(sealed: SealedAccount, folder: Path) -> dict[str, object]:
    return {
        "folder": str(folder),
        "kind": sealed.kind.value,
        "period": {"from": sealed.start.isoformat(), "to": sealed.end.isoformat()},
        "seal": sealed.digest,
        "files": sorted(path.name for path in folder.iterdir()),
    }


def _findings(session: Session, today: date, period: Period | None) -> packages.Findings:
    around = neighbours.with_files(jobs.around(), session)
    return jobs.findings(session.project, today, around, period)
