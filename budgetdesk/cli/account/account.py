"""`budgetdesk account`: builds the account, writes it, takes it."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from getpass import getuser
from pathlib import Path

from budgetdesk import history, jobs
from budgetdesk.cli.account import forms, words
from budgetdesk.cli.arguments import Parser, add_document, day
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import print_json, tell_written
from budgetdesk.cli.reading import look, read
from budgetdesk.domain.finding import blocking
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.account import take
from budgetdesk.session import Event, Session
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """The document, the period of the account, and what to do with it."""
    add_document(parser)
    parser.add_argument("--from", type=day, dest="start")
    parser.add_argument("--to", type=day, dest="end")
    parser.add_argument("--xlsx", type=Path)
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--take", action="store_true")


def run(typed: Namespace) -> int:
    """Builds the account, writes it where asked, and takes it where asked."""
    project = _taken(typed, now().date()) if typed.take else read(typed.document)
    built = jobs.account(project, _period(project, typed))
    findings = jobs.findings(project, now().date())
    paper = jobs.paper(project, built, findings, now(), getuser())
    paper = history.told_on(paper, _checked(typed))
    written = jobs.write_papers(paper, xlsx=typed.xlsx, pdf=typed.pdf)
    if typed.json:
        print_json(forms.account_form(built) | forms.history_form(built))
    else:
        words.show_account(project, built)
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
        built = jobs.account(session.project, _period(session.project, typed))
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


def _period(project: Project, typed: Namespace) -> Period | None:
    """The period asked for: a date left out is the project's own; None is the whole project."""
    if typed.start is None and typed.end is None:
        return None
    whole = jobs.whole_period(project)
    period = Period(start=typed.start or whole.start, end=typed.end or whole.end)
    if period.end < period.start:
        raise BudgetDeskError("cli.backwards", start=period.start, end=period.end)
    return None if period == whole else period
