"""`budgetdesk demo`: the sample project taken through its whole life in a document of its own."""

from argparse import Namespace
from datetime import datetime
from decimal import Decimal
from functools import partial
from getpass import getuser
from itertools import count
from pathlib import Path
from time import perf_counter

from budgetdesk import history, jobs, paper_jobs, sample
from budgetdesk.cli.account.words import show_account
from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.clock import now
from budgetdesk.cli.findings.words import show_findings
from budgetdesk.cli.ledger import show_import
from budgetdesk.domain.budget import FundingSource
from budgetdesk.errors import BudgetDeskError
from budgetdesk.exports import Export, Kind
from budgetdesk.session import Session
from budgetdesk.text import percent, text
from budgetdesk.writers.paper import AccountPaper


def arguments(parser: Parser) -> None:
    """The folder to make it in."""
    parser.add_argument("--out", type=Path, default=Path("budgetdesk-demo"))


def run(typed: Namespace) -> int:
    """Makes document, workbook and PDF in the folder, telling each step.

    Raises:
        BudgetDeskError: `cli.no_folder`, or that a file could not be written.
    """
    start = perf_counter()
    folder, at, user = typed.out, now(), getuser()
    document = _free_name(folder)
    with Session.create(document, sample.project(), user) as session:
        _live(session, at)
        session.save()
        project = session.project
        built = jobs.account(project)
        findings = jobs.findings(project, sample.DAY)
        paper = paper_jobs.paper(project, built, findings, at, user)
        paper = history.told_on(paper, session.audit().events)
        for kind, form in ((Kind.WORKBOOK, "xlsx"), (Kind.PDF, "pdf")):
            write = partial(_write, paper, form)
            Export(session, kind, document.with_suffix(f".{form}"), write, built).done()
    show_findings(project, findings)
    show_account(project, built)
    _tell("files", folder=folder)
    _tell("time", seconds=Decimal(str(round(perf_counter() - start, 1))))
    return 0


def _write(paper: AccountPaper, form: str, path: Path) -> None:
    paper_jobs.write_papers(paper, **{form: path})


def _free_name(folder: Path) -> Path:
    """A document that is not there yet: an earlier demo may have been worked on since."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BudgetDeskError("cli.no_folder", path=folder) from error
    name = sample.ledger_file().stem
    names = (f"{name}{f'-{number}' if number > 1 else ''}.budgetdesk" for number in count(1))
    return next(path for each in names if not (path := folder / each).exists())


def _live(session: Session, at: datetime) -> None:
    """The steps of the sample's life, each told as it is taken."""
    budget = session.project.budget
    _tell("title", title=session.project.title)
    grant, own = budget.funded_by(FundingSource.GRANT), budget.funded_by(FundingSource.OWN)
    _tell("created", costs=budget.total_costs, grant=grant, own=own)

    _take(session, sample.importing(session.project, at))
    show_import(session.project.ledger.batches[-1], jobs.unplaced(session.project))

    aside = sample.setting_aside(session.project)
    _take(session, aside)
    _tell("set_aside", **aside.facts)

    line = sample.deviation(session.project)
    _take(session, sample.explaining(session.project))
    deviation = percent(line.deviation_percent)
    _tell("deviation", line=line.label, deviation=line.deviation, percent=deviation)

    session.undo()
    session.redo()
    _tell("undone", count=len(session.audit().events))


def _take(session: Session, step: sample.Step) -> None:
    session.run(step.code, step.operation, **step.facts)


def _tell(name: str, **facts: object) -> None:
    print(text(f"cli.demo.{name}", **facts))
