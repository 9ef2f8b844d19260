"""What is written of a project: its account, its imports, its budgets and the letter about them.

An `AccountPaper` is an account with all that stands around it, ready to be written.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import budgetdesk
from budgetdesk import exchange, rulepacks
from budgetdesk.accounting.numbers import running_numbers
from budgetdesk.accounting.questions import questions as open_questions
from budgetdesk.accounting.tracking import track
from budgetdesk.domain.account import Account
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.finding import Finding
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.difference_pdf import DifferencePaper, write_difference
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.import_journal import JournalPaper, write_import_journal
from budgetdesk.writers.letter import LetterPaper, write_letter
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.versions_workbook import VersionsPaper, write_versions_workbook


def paper(
    project: Project, built: Account, found: Sequence[Finding], made_at: datetime, made_by: str
) -> AccountPaper:
    """An account with all that stands around it, ready to be written."""
    return AccountPaper(
        account=built,
        project=project,
        findings=tuple(found),
        made_at=made_at,
        made_by=made_by,
        version=budgetdesk.__version__,
        numbers=running_numbers(built, project),
        tracking=track(project, built, InterimEvery.QUARTER, made_at.date()),
        rules=rulepacks.describe(project.call),
        questions=open_questions(project, built),
    )


def write_journal(
    project: Project, batch: ImportBatch, path: Path, made_at: datetime, made_by: str
) -> Path:
    """Writes the journal of one import as PDF; raises BudgetDeskError as `write_papers` does."""
    journal = JournalPaper(
        batch=batch,
        project=project,
        made_at=made_at,
        made_by=made_by,
        version=budgetdesk.__version__,
    )
    write_import_journal(journal, path)
    return path


def write_papers(
    made: AccountPaper, *, xlsx: Path | None = None, pdf: Path | None = None
) -> Sequence[Path]:
    """Writes the account as workbook and PDF (with both forms in it); returns what was written.

    Raises:
        BudgetDeskError: a file could not be written; what stood there is untouched.
    """
    workbook = account_workbook(made)
    files = {} if xlsx is None else {xlsx: workbook}
    if pdf is not None:
        within = {"workbook": workbook, "project": exchange.leaving_form(made.project)}
        files[pdf] = account_pdf(made, within)
    for path, content in files.items():
        replace_file(path, content)
    return tuple(files)


def write_change_letter(project: Project, path: Path, made_at: datetime) -> None:
    """Writes the letter to the funder about the version worked on.

    Raises:
        BudgetDeskError: `changes.nothing_approved`, `.nothing_changed`, or a `writers.` code.
    """
    version = budgetdesk.__version__
    write_letter(LetterPaper(project=project, made_at=made_at, version=version), path)


def write_budget_difference(
    project: Project, versions: tuple[BudgetVersion, BudgetVersion], path: Path, made_at: datetime
) -> None:
    """Writes what differs between two versions of the budget: as a workbook or, else, a PDF.

    The workbook (`.xlsx`) holds the later version whole and all versions side by side too.
    """
    before, after = versions
    if path.suffix.casefold() == ".xlsx":
        made = VersionsPaper(project=project, before=before, after=after, made_at=made_at)
        write_versions_workbook(made, path)
        return
    paper = DifferencePaper(
        project=project,
        made_at=made_at,
        version=budgetdesk.__version__,
        before=before,
        after=after,
    )
    write_difference(paper, path)
