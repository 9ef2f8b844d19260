"""Jobs that write a budget's versions: the letter about a change, and what differs between two."""

from datetime import datetime
from pathlib import Path

import budgetdesk
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.project import Project
from budgetdesk.writers.difference_pdf import DifferencePaper, write_difference
from budgetdesk.writers.letter import LetterPaper, write_letter
from budgetdesk.writers.versions_workbook import VersionsPaper, write_versions_workbook


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
