"""The account as papers: what they are called, whether they are drafts, and making them."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from budgetdesk import history, jobs, paper_jobs
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.finding import blocking
from budgetdesk.domain.rules import InterimRule
from budgetdesk.exports import Export, Kind, write_exchange
from budgetdesk.presenters.sealing import in_the_way
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.privacy import without_personal_data
from budgetdesk.text import label, text
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.paper import AccountPaper

_FORBIDDEN = re.compile(r'\s*[<>:"/\\|?*\x00-\x1f]+\s*')
"""What no system allows in the name of a file."""

_SEALED = ("seal.already", "seal.later_taken")
"""What keeps an account from being sealed again and not from being signed."""

_FORMS = {".xlsx": (Kind.WORKBOOK, "xlsx"), ".pdf": (Kind.PDF, "pdf")}


class PapersPresenter:
    """Makes workbook and PDF of the account as it is now."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def can_write(self) -> bool:
        """Whether there is an account to write."""
        return self._workspace.shown_account is not None

    @property
    def state(self) -> Cell:
        """Whether the account can be signed, or is a draft and why; no words without an account."""
        if not self.can_write:
            return Cell()
        errors = len(blocking(self._workspace.shown_findings))
        if errors:
            words = text("account.papers.draft", count=errors)
            return Cell(text=words, icon="error", tone=Tone.ERROR)
        if any(each.code not in _SEALED for each in in_the_way(self._workspace)):
            words = text("account.papers.not_ready")
            return Cell(text=words, icon="warning", tone=Tone.WARNING)
        return Cell(text=text("account.papers.ready"), icon="ok", tone=Tone.IN_ORDER)

    @property
    def summary(self) -> str:
        """What the account is: kind, period, budget and due date; or what it still takes."""
        account, project = self._workspace.shown_account, self._workspace.project
        if account is None:
            return text("account.no_period")
        return text(
            "account.summary",
            kind=label(account.kind),
            start=account.period.start,
            end=account.period.end,
            budget=_approval(project.base_budget),
            due=_due(account, project.rules.interim_account),
        )

    def suggested(self, form: str) -> str:
        """A name for the file: what it is and of which project."""
        title = self._workspace.project.title or text("account.papers.untitled")
        kind = "project" if form == "json" else "name"
        name = text(f"account.papers.{kind}", title=title)
        return file_name(name, form)

    def written(self, file: Path) -> Cell:
        """The receipt for a paper."""
        kind = "shared" if file.suffix.lower() == ".json" else "written"
        words = text(f"account.papers.{kind}", file=file.name)
        return Cell(text=words, icon="ok", tone=Tone.IN_ORDER)

    def writing(self, file: Path, at: datetime) -> Export[object]:
        """The account as it is now, to be written; what is done meanwhile does not touch it.

        The ending of `file` tells the form.

        Raises:
            BudgetDeskError: `account.no_period`; `run` raises what the writers raise.
        """
        made = self._paper(at)
        if file.suffix.lower() == ".xlsx":
            made = history.told_on(made, self._workspace.session.audit().events)
        kind, form = _FORMS[file.suffix.lower()]
        return Export(
            self._workspace.session,
            kind,
            file,
            lambda path: paper_jobs.write_papers(made, **{form: path}),
            made.account,
        )

    def sharing(self, file: Path) -> Export[None]:
        """The project as open JSON, without personal data, to be written; `run` raises."""
        project = without_personal_data(self._workspace.project)
        return Export(
            self._workspace.session,
            Kind.EXCHANGE,
            file,
            lambda path: write_exchange(project, path),
        )

    def preview(self, at: datetime) -> Callable[[], bytes]:
        """A job that makes the PDF as it would be now, without files in it; raises as `writing`."""
        made = self._paper(at)

        return lambda: account_pdf(made)

    def _paper(self, at: datetime) -> AccountPaper:
        workspace = self._workspace
        built = workspace.shown_account or jobs.account(workspace.project)
        found = workspace.shown_findings
        return paper_jobs.paper(workspace.project, built, found, at, workspace.session.user)


def file_name(words: str, form: str) -> str:
    """A name that every system allows, made of words."""
    return f"{_FORBIDDEN.sub(' ', words).strip()}.{form}"


def _due(account: Account, interim: InterimRule | None) -> str:
    """When the account is due: a day, or what brings an interim one, or that nobody says."""
    if account.due is not None:
        return text("account.due", day=account.due)
    if account.kind is AccountKind.INTERIM and interim is not None and interim.trigger is not None:
        return text("account.due_when", trigger=label(interim.trigger))
    return text("account.due_unknown")


def _approval(budget: BudgetVersion) -> str:
    """The budget an account is held against, and when it was approved."""
    if budget.approval is None:
        return text("account.not_approved", name=budget.name)
    facts = {"on": budget.approval.on, "reference": budget.approval.reference}
    return text("account.approved", name=budget.name, **facts)
