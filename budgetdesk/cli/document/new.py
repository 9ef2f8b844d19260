"""`budgetdesk new`: a document on a call, after an earlier one, or from a form or workbook."""

from argparse import Namespace
from getpass import getuser
from pathlib import Path

from budgetdesk import exchange, rulepacks, template_jobs
from budgetdesk.cli.arguments import Parser, answer, day, new_path
from budgetdesk.cli.clock import now
from budgetdesk.cli.reading import read
from budgetdesk.cli.templates.answers import told
from budgetdesk.cli.templates.words import grave, tell_about, tell_faults
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.beginning import begin_like
from budgetdesk.operations.project import new_project
from budgetdesk.session import Session
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """The document to be, and the one thing to begin it with."""
    parser.add_argument("document", type=new_path)
    parser.add_argument("--call")
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--json", type=Path, dest="form")
    given.add_argument("--from", type=Path, dest="workbook")
    given.add_argument("--like", type=Path)
    parser.add_argument("--answer", action="append", default=[], type=answer)
    parser.add_argument("--start", type=day)
    parser.add_argument("--end", type=day)
    parser.add_argument("--amounts", action="store_true")


def run(typed: Namespace) -> int:
    """Creates a document on a call, after an earlier one, or from a form or workbook."""
    given = (typed.call, typed.form, typed.workbook, typed.like)
    if not any(given) or (typed.call and typed.form):
        raise BudgetDeskError("cli.usage", command="new")
    if typed.workbook is not None:
        return _from_workbook(typed)
    project = _begun(typed)
    with Session.create(typed.document, project, getuser()):
        print(text("cli.new.done", path=typed.document))
    return 0


def _begun(typed: Namespace) -> Project:
    if typed.form is not None:
        return exchange.read_project(typed.form)
    call = rulepacks.load_call(typed.call) if typed.call is not None else None
    if typed.like is None and call is not None:
        return new_project(call)
    earlier = read(typed.like)
    period = _period(typed)
    return begin_like(earlier, call, period, keeps_amounts=typed.amounts)


def _period(typed: Namespace) -> Period | None:
    """The period typed, both days or none."""
    if typed.start is None and typed.end is None:
        return None
    if typed.start is None or typed.end is None:
        raise BudgetDeskError("cli.usage", command="new")
    if typed.end < typed.start:
        raise BudgetDeskError("cli.backwards", start=typed.start, end=typed.end)
    return Period(start=typed.start, end=typed.end)


def _from_workbook(typed: Namespace) -> int:
    """A document from a filled-in form."""
    call = rulepacks.load_call(typed.call) if typed.call else None
    answers = told(typed, typed.workbook)
    project, looked = template_jobs.project_from(typed.workbook, call, now(), answers)
    with Session.create(typed.document, project, getuser()):
        print(text("cli.new.done", path=typed.document))
    tell_about(looked.notices, looked.reading.form, typed.workbook)
    tell_faults(looked.reading.faults)
    return int(bool(grave(looked.reading.faults)))
