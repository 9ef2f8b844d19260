"""The account as papers: what they are called, whether they are drafts, and making them."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from budgetdesk import jobs
from budgetdesk.domain.finding import Severity
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
"""What no system allows in the name of a file."""


class PapersPresenter:
    """Makes workbook and PDF of the account as it is now."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def can_write(self) -> bool:
        """Whether there is an account to write."""
        return self._workspace.account is not None

    @property
    def state(self) -> Cell:
        """Whether the account can be signed, or is a draft and why; no words without an account."""
        if not self.can_write:
            return Cell()
        errors = sum(each.severity is Severity.ERROR for each in self._workspace.findings)
        if errors:
            words = text("account.papers.draft", count=errors)
            return Cell(text=words, icon="error", tone=Tone.ERROR)
        return Cell(text=text("account.papers.ready"), icon="ok", tone=Tone.IN_ORDER)

    def suggested(self, suffix: str) -> str:
        """A name for the file: what it is and of which project."""
        title = self._workspace.project.title or text("account.papers.untitled")
        name = text("account.papers.name", title=title)
        return f"{_FORBIDDEN.sub(' ', name).strip()}{suffix}"

    def writing(
        self, at: datetime, *, xlsx: Path | None = None, pdf: Path | None = None
    ) -> Callable[[], Sequence[Path]]:
        """A job that writes the account as it is now; what is done meanwhile does not touch it.

        Raises:
            BudgetDeskError: `account.no_period`; the job raises what the writers raise.
        """
        workspace = self._workspace
        built = workspace.account or jobs.account(workspace.project)
        made = jobs.paper(workspace.project, built, workspace.findings, at, workspace.session.user)
        return lambda: jobs.write_papers(made, xlsx=xlsx, pdf=pdf)
