"""Whole tasks as plain functions: the command line and the window run the same ones.

A job is given values and gives values back; what becomes of them is for the session. So a long
job can run beside the window, and an auditor's figures are the user's figures.
"""

from datetime import date, datetime
from itertools import dropwhile

from msgspec.structs import replace

from budgetdesk import knowledge
from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.digest import sealed
from budgetdesk.accounting.tracking import track
from budgetdesk.checks import check_case
from budgetdesk.checks.case import Case, case_of
from budgetdesk.checks.readiness import ReadinessStep, readiness
from budgetdesk.domain.account import Account
from budgetdesk.domain.around import Around
from budgetdesk.domain.budget import Standing
from budgetdesk.domain.finding import Finding
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.tracking import Tracking
from budgetdesk.domain.watch import Watch
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.content import PROPOSED
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.overlaps import make_batch
from budgetdesk.importers.profiles import Field, Profile, Writing
from budgetdesk.importers.seen import SeenColumn
from budgetdesk.importers.taught import remember as remember_layout
from budgetdesk.importers.vouchers import ReadVoucher, read_voucher
from budgetdesk.text import text

__all__ = [
    "PROPOSED",
    "Around",
    "Case",
    "Field",
    "LedgerReading",
    "Profile",
    "ReadVoucher",
    "ReadinessStep",
    "SeenColumn",
    "Watch",
    "Writing",
    "account",
    "account_of",
    "around",
    "case",
    "findings",
    "findings_of",
    "new_batch",
    "read_ledger",
    "read_voucher",
    "remember_layout",
    "revision_name",
    "steps_left",
    "steps_of",
    "tracking",
    "tracking_of",
    "unplaced",
    "whole_period",
]


def around(looked: Around | None = None) -> Around:
    """What is known beside a project: what somebody looked for, with the words of ledgers."""
    return replace(looked or Around(), patterns=knowledge.patterns())


def case(
    project: Project, today: date, looked: Around | None = None, period: Period | None = None
) -> Case:
    """A project on a day, worked out once; `looked` is what was found around it.

    The functions `..._of` take it, so that findings, steps and account of one moment share it.
    """
    return case_of(project, today, around(looked), period)


def findings_of(held: Case) -> tuple[Finding, ...]:
    """What a person should look at, the gravest first."""
    return check_case(held)


def steps_of(held: Case) -> tuple[ReadinessStep, ...]:
    """What is missing before the account can go to audit, the greatest first."""
    return readiness(held)


def account_of(held: Case) -> Account | None:
    """The final account under its seal; None until the project has a period."""
    return sealed(held.account) if held.account else None


def findings(
    project: Project, today: date, looked: Around | None = None, period: Period | None = None
) -> tuple[Finding, ...]:
    """What a person should look at, the gravest first; `looked` is what was found around it.

    With a period: before the account of it is sent.
    """
    return findings_of(case(project, today, looked, period))


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


def tracking(project: Project, every: InterimEvery, today: date) -> Tracking:
    """Each line through time: budget, used, committed; raises BudgetDeskError as `account`."""
    whole_period(project)
    return tracking_of(project, build_account(project), every, today)


def tracking_of(project: Project, final: Account, every: InterimEvery, today: date) -> Tracking:
    """The tracking of a project whose final account, as it is now, is at hand."""
    return track(project, final, every, today)


def new_batch(
    project: Project, reading: LedgerReading, at: datetime, control_total: Money | None = None
) -> ImportBatch:
    """The import of what was read: only what the project does not have already."""
    return make_batch(reading, project.ledger, at, control_total, knowledge.patterns())


def revision_name(project: Project) -> str:
    """What the next version of the budget is called."""
    if project.approved_budget is None:
        return text("versions.before_approval", number=len(project.versions) + 1)
    revised = dropwhile(lambda v: v.standing is not Standing.APPROVED, project.versions)
    return text("versions.revision", number=len(list(revised)))


def unplaced(project: Project) -> int:
    """How many postings neither a rule nor a person has placed."""
    return sum(part.kind is None for part in allocate(project.ledger))
