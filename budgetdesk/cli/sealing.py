"""The commands around the sealed account: seal, reopen, verify, attach, changes."""

import json
from argparse import Namespace
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

from budgetdesk import history, jobs, neighbours, packages
from budgetdesk.cli.arguments import day
from budgetdesk.domain.seal import Reopening
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.signed_pdf import SignedPdf, read_signed
from budgetdesk.operations.sealing import reopen as opened_again
from budgetdesk.session import Session
from budgetdesk.text import danish, text
from budgetdesk.verify import verify as verified
from budgetdesk.verify.told import form, lines


def _print_json(shown: Any) -> None:
    print(json.dumps(shown, ensure_ascii=False, indent=1))


def seal(typed: Namespace, at: datetime) -> int:
    """Seals the account and writes its package; an account that is sealed is written again."""
    with Session.open(typed.document, getuser()) as session:
        packages.seal_to(session, typed.out, _findings(session, at.date()), at)
        sealed = session.project.seals[-1]
    if typed.json:
        files = sorted(path.name for path in typed.out.iterdir())
        _print_json({"folder": str(typed.out), "seal": sealed.digest, "files": files})
    else:
        print(text("cli.seal.done", folder=typed.out, seal=sealed.digest))
    return 0


def _findings(session: Session, today: date) -> packages.Findings:
    around = neighbours.with_files(jobs.around(), session)
    return jobs.findings(session.project, today, around)


def reopen(typed: Namespace, at: datetime) -> int:
    """Opens a sealed account with a reason that stays on record."""
    reopening = Reopening(reason=typed.reason.strip(), by=getuser(), at=at)
    with Session.open(typed.document, getuser()) as session:
        session.run("seal.reopen", lambda p: opened_again(p, reopening), reason=reopening.reason)
        session.save()
    print(text("cli.reopen.done", path=typed.document))
    return 0


def verify(typed: Namespace) -> int:
    """Tells whether the files of a package are those that were sealed."""
    reports = verified(typed.files)
    if typed.json:
        _print_json(form(reports))
    else:
        print("\n".join(lines(reports)))
    return int(not all(report.is_sound for report in reports))


def attach(typed: Namespace, at: datetime) -> int:
    """Keeps the signed account in the document, and tells what its signatures vouch for."""
    signed = read_signed(typed.signed)
    with Session.open(typed.document, getuser()) as session:
        packages.attach(session, signed, at)
        session.save()
    if typed.json:
        _print_json(_signed_form(signed))
    else:
        print(text("cli.attach.done", name=signed.name, sha256=signed.sha256))
        print("\n".join(packages.signatures_in_words(signed.signatures)))
    return int(any(each.is_intact is False for each in signed.signatures))


def _signed_form(signed: SignedPdf) -> dict[str, Any]:
    return {
        "file": signed.name,
        "sha256": signed.sha256,
        "signatures": [
            {
                "name": each.name,
                "at": each.at,
                "covers_all": each.covers_all,
                "is_last": each.is_last,
                "is_intact": each.is_intact,
                "certificate": "unknown",
            }
            for each in signed.signatures
        ],
    }


def changes(typed: Namespace, at: datetime) -> int:
    """Tells what changed since, in words."""
    with Session.open(typed.document, getuser(), read_only=True) as session:
        report, project = session.audit(), session.project
    start = history.start_of(report.events, _since(typed.since))
    rows = history.changed_since(report.events, project, start)
    written = _write(
        typed.pdf, lambda path: history.write_pdf(project, rows, start, path, at, getuser())
    )
    if typed.json:
        told = [
            {"event": e.seq, "at": e.at.isoformat(), "user": e.user, "words": e.words} for e in rows
        ]
        _print_json({"since_event": start, "changes": told})
        return 0
    print(text("history.since", seq=start))
    for each in rows:
        facts = {"at": danish(each.at.astimezone()), "user": each.user, "words": each.words}
        print(text("history.line", **facts))
    if not rows:
        print(text("history.none"))
    if written:
        print(text("cli.account.written", path=written))
    return 0


def _since(typed: str) -> str:
    """A date as people write it becomes ISO; all else is for the history to know."""
    try:
        return day(typed).isoformat() if not typed.isdecimal() else typed
    except BudgetDeskError:
        return typed


def _write(path: Path | None, write: Any) -> Path | None:
    return write(path) if path else None
