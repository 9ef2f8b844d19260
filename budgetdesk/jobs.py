"""Whole tasks as plain functions: the command line and the window run the same ones.

A job is given values and gives values back; what becomes of them is for the session. So a long
job can run beside the window, and an auditor's figures are the user's figures.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

import budgetdesk
from budgetdesk import knowledge
from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.digest import sealed
from budgetdesk.checks import check_case
from budgetdesk.checks.case import Case, case_of
from budgetdesk.checks.readiness import ReadinessStep, readiness
from budgetdesk.domain.account import Account
from budgetdesk.domain.around import Around
from budgetdesk.domain.finding import Finding
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.overlaps import make_batch
from budgetdesk.importers.vouchers import ReadVoucher, read_voucher
from budgetdesk.writers.account_pdf import write_account_pdf
from budgetdesk.writers.account_workbook import write_account_workbook
from budgetdesk.writers.import_journal import JournalPaper, write_import_journal
from budgetdesk.writers.paper import AccountPaper

__all__ = [
    "AccountPaper",
    "Around",
    "Case",
    "LedgerReading",
    "ReadVoucher",
    "ReadinessStep",
    "account",
    "account_of",
    "around",
    "case",
    "findings",
    "findings_of",
    "new_batch",
    "paper",
    "read_ledger",
    "read_voucher",
    "steps_left",
    "steps_of",
    "unplaced",
    "whole_period",
    "write_journal",
    "write_papers",
]


def around(looked: Around | None = None) -> Around:
    """What is known beside a project: what somebody looked for, with the words of ledgers."""
    return replace(looked or Around(), patterns=knowledge.patterns())


def case(project: Project, today: date, looked: Around | None = None) -> Case:
    """A project on a day, worked out once; `looked` is what was found around it.

    The functions `..._of` take it, so that findings, steps and account of one moment share it.
    """
    return case_of(project, today, around(looked))


def findings_of(held: Case) -> tuple[Finding, ...]:
    """What a person should look at, the gravest first."""
    return check_case(held)


def steps_of(held: Case) -> tuple[ReadinessStep, ...]:
    """What is missing before the account can go to audit, the greatest first."""
    return readiness(held)


def account_of(held: Case) -> Account | None:
    """The final account under its seal; None until the project has a period."""
    return sealed(held.account) if held.account else None


def findings(project: Project, today: date, looked: Around | None = None) -> tuple[Finding, ...]:
    """What a person should look at, the gravest first; `looked` is what was found around it."""
    return findings_of(case(project, today, looked))


def steps_left(project: Project, today: date) -> tuple[ReadinessStep, ...]:
    """What is missing before the account can go to audit, the greatest first."""
    return steps_of(case(project, today))


def whole_period(project: Project) -> Period:
    """The project period; raises BudgetDeskError `account.no_period` while there is none."""
    if project.period is None:
        raise BudgetDeskError("account.no_period")
    return project.period


def account(project: Project, period: Period | None = None) -> Account:
    """The final account; of a shorter period, an interim one.

    Raises:
        BudgetDeskError: `account.no_period`.
    """
    whole = whole_period(project)
    return build_account(project, None if period == whole else period)


def new_batch(
    project: Project, reading: LedgerReading, at: datetime, control_total: Money | None = None
) -> ImportBatch:
    """The import of what was read: only what the project does not have already."""
    return make_batch(reading, project.ledger, imported_at=at, control_total=control_total)


def unplaced(project: Project) -> int:
    """How many postings neither a rule nor a person has placed."""
    return sum(part.kind is None for part in allocate(project.ledger))


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
    """Writes the account as workbook and PDF where asked; returns what was written.

    Raises:
        BudgetDeskError: a file could not be written; what stood there is untouched.
    """
    return tuple(_write(made, xlsx, pdf))


def _write(made: AccountPaper, xlsx: Path | None, pdf: Path | None) -> Iterator[Path]:
    if xlsx is not None:
        write_account_workbook(made, xlsx)
        yield xlsx
    if pdf is not None:
        write_account_pdf(made, pdf)
        yield pdf
