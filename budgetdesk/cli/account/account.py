"""`budgetdesk account`: builds the account, writes it, takes it."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from getpass import getuser
from pathlib import Path

from budgetdesk import history, jobs
from budgetdesk.cli.account import forms, money, words
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.periods import add_period, period_of
from budgetdesk.cli.printing import print_json, tell_written
from budgetdesk.cli.reading import look, read
from budgetdesk.domain.finding import blocking
from budgetdesk.domain.project import Project
from budgetdesk.operations.account import take
from budgetdesk.session import Event, Session
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """The document, the period of the account, and what to do with it."""
    add_document(parser)
    add_period(parser)
    parser.add_argument("--xlsx", type=Path)
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--take", action="store_true")


def run(typed: Namespace) -> int:
    """Builds the account, writes it where asked, and takes it where asked."""
    today = now().date()
    project = _taken(typed, today) if typed.take else read(typed.document)
    period = period_of(project, typed)
    built = jobs.account(project, period)
    findings = jobs.findings(project, today, period=period)
    paper = jobs.paper(project, built, findings, now(), getuser())
    paper = history.told_on(paper, _checked(typed))
    written = jobs.write_papers(paper, xlsx=typed.xlsx, pdf=typed.pdf)
    if typed.json:
        told = forms.money_form(project, built, today)
        print_json(forms.account_form(built) | forms.history_form(built) | told)
    else:
        words.show_account(project, built)
        money.show_money(project, built, today)
        words.show_history(built)
        if typed.take:
            print(text("tracking.taken"))
        for path in written:
            tell_written(path)
    return int(bool(blocking(findings)))


def _taken(typed: Namespace, on: date) -> Project:
    """Takes the account of a period as it is now and saves the document; the project with it."""
    user = getuser()
    with Session.open(typed.document, user) as session:
        built = jobs.account(session.project, period_of(session.project, typed))
        facts = {"start": built.period.start, "end": built.period.end}
        session.run("account.take", lambda it: take(it, built, on=on, by=user), **facts)
        session.save()
        return session.project


def _checked(typed: Namespace) -> Sequence[Event]:
    """Reckons the totals a second time before a paper leaves the house; the document's trail."""
    if not (typed.xlsx or typed.pdf):
        return ()
    with look(typed.document) as session:
        session.check_figures()
        return session.audit().events
