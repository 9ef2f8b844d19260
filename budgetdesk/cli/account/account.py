"""`budgetdesk account`: builds the account, writes it, takes it."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from functools import partial
from getpass import getuser
from pathlib import Path

from budgetdesk import history, jobs, paper_jobs
from budgetdesk.cli.account import forms, money, words
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.exporting import add_read_only, opened, tell_unnoted
from budgetdesk.cli.periods import add_period, period_of
from budgetdesk.cli.printing import print_json, tell_written
from budgetdesk.domain.account import Account
from budgetdesk.domain.finding import Finding, blocking
from budgetdesk.exports import Export, Kind
from budgetdesk.operations.account import take
from budgetdesk.privacy import without_numbers
from budgetdesk.session import Session
from budgetdesk.text import text
from budgetdesk.writers.paper import AccountPaper


def arguments(parser: Parser) -> None:
    """The document, the period of the account, and what to do with it."""
    add_document(parser)
    add_period(parser)
    parser.add_argument("--xlsx", type=Path)
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--take", action="store_true")
    add_read_only(parser)


def run(typed: Namespace) -> int:
    """Builds the account, writes it where asked, and takes it where asked."""
    today = now().date()
    if typed.take:
        _take(typed, today)
    with opened(typed, writes=bool(typed.xlsx or typed.pdf)) as session:
        project = session.project
        period = period_of(project, typed)
        built = jobs.account(project, period)
        findings = jobs.findings(project, today, period=period)
        written = _written(session, typed, built, findings)
    if typed.json:
        told, shown = forms.money_form(project, built, today), without_numbers(built)
        print_json(forms.account_form(shown) | forms.history_form(shown) | told)
    else:
        words.show_account(project, built)
        money.show_money(project, built, today)
        words.show_history(built)
        if typed.take:
            print(text("tracking.taken"))
        for path in written:
            tell_written(path)
    return int(bool(blocking(findings)))


def _take(typed: Namespace, on: date) -> None:
    """Takes the account of a period as it is now and saves the document."""
    user = getuser()
    with Session.open(typed.document, user) as session:
        built = jobs.account(session.project, period_of(session.project, typed))
        facts = {"start": built.period.start, "end": built.period.end}
        session.run("account.take", lambda it: take(it, built, on=on, by=user), **facts)
        session.save()


def _written(
    session: Session, typed: Namespace, built: Account, findings: Sequence[Finding]
) -> list[Path]:
    """The papers that were asked for, once they are written and noted."""
    asked = ((Kind.WORKBOOK, "xlsx", typed.xlsx), (Kind.PDF, "pdf", typed.pdf))
    if not (typed.xlsx or typed.pdf):
        return []
    paper = paper_jobs.paper(session.project, built, findings, now(), getuser())
    paper = history.told_on(paper, session.audit().events)
    written = []
    for kind, form, path in asked:
        if path is not None:
            write = partial(_write, paper, form)
            Export(session, kind, path, write, built).done()
            written.append(path)
    tell_unnoted(session)
    return written


def _write(paper: AccountPaper, form: str, path: Path) -> None:
    paper_jobs.write_papers(paper, **{form: path})
