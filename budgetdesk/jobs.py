"""Whole tasks as plain functions: the command line and the window run the same ones.

A job is given values and gives values back; what becomes of them is for the session. So a long
job can run beside the window, and an auditor's figures are the user's figures.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import dropwhile
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

import budgetdesk
from budgetdesk import exchange, explained, knowledge, rulepacks
from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.digest import sealed
from budgetdesk.accounting.numbers import running_numbers
from budgetdesk.accounting.questions import questions as open_questions
from budgetdesk.accounting.tracking import track
from budgetdesk.budget_papers import write_budget_difference, write_change_letter
from budgetdesk.checks import check_case
from budgetdesk.checks.case import Case, case_of
from budgetdesk.checks.readiness import ReadinessStep, readiness
from budgetdesk.domain.account import Account
from budgetdesk.domain.around import Around
from budgetdesk.domain.budget import Standing
from budgetdesk.domain.decision import OWN_DAY, TOLD, Decision, Question, Topic
from budgetdesk.domain.finding import Finding, Fix, Subject
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.tracking import Tracking
from budgetdesk.domain.value import PostingId
from budgetdesk.domain.watch import Watch
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.content import PROPOSED
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.overlaps import make_batch
from budgetdesk.importers.profiles import Field, Profile, Writing
from budgetdesk.importers.seen import SeenColumn
from budgetdesk.importers.taught import remember as remember_layout
from budgetdesk.importers.vouchers import ReadVoucher, read_voucher
from budgetdesk.operations.fixes import ASKING, FIXES, answer_fix, apply_fix, asked_by
from budgetdesk.operations.ledger import tell_day
from budgetdesk.operations.project import decide
from budgetdesk.operations.waivers import make_waiver, unwaive, waive
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError, read_answer
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.import_journal import JournalPaper, write_import_journal
from budgetdesk.writers.paper import AccountPaper

__all__ = [
    "PROPOSED",
    "AccountPaper",
    "Around",
    "Case",
    "Field",
    "FindingStep",
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
    "deciding",
    "findings",
    "findings_of",
    "fixing",
    "follow",
    "is_by_itself",
    "new_batch",
    "numbered",
    "paper",
    "question_of",
    "questions",
    "questions_of",
    "read_ledger",
    "read_voucher",
    "remember_layout",
    "revision_name",
    "steps_left",
    "steps_of",
    "tracking",
    "tracking_of",
    "unplaced",
    "unwaiving",
    "waiving",
    "whole_period",
    "write_budget_difference",
    "write_change_letter",
    "write_journal",
    "write_papers",
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


class FindingStep(NamedTuple):
    """A step that settles a finding: its code, the operation to run, and what it is called by."""

    code: str
    operation: Callable[[Project], Project]
    facts: Mapping[str, str] = {}


def numbered(found: Sequence[Finding], number: int) -> Finding:
    """The finding of a number, from 1; raises BudgetDeskError `jobs.no_such_finding`."""
    if not 1 <= number <= len(found):
        raise BudgetDeskError("jobs.no_such_finding", number=number)
    return found[number - 1]


def fixing(found: Sequence[Finding], number: int, *, reason: str, by: str, on: date) -> FindingStep:
    """The step that follows a fix, numbered from 1 through all findings.

    Raises:
        BudgetDeskError: `jobs.no_such_fix`; the operation raises as `apply_fix` and `answer_fix`.
    """
    offered = [(finding, fix) for finding in found for fix in finding.fixes]
    if not 1 <= number <= len(offered):
        raise BudgetDeskError("jobs.no_such_fix", number=number)
    finding, fix = offered[number - 1]
    return follow(finding, fix, reason=reason, by=by, on=on)


def follow(finding: Finding, fix: Fix, *, reason: str = "", by: str = "", on: date) -> FindingStep:
    """The step that follows one fix; raises as `fixing`."""
    if fix.code in ASKING:
        return FindingStep(
            "account.decide", lambda project: answer_fix(project, fix, reason=reason, by=by, on=on)
        )
    facts = {"fix": explained.fix_words(fix)}
    return FindingStep("findings.fix", lambda project: apply_fix(project, finding, fix), facts)


def is_by_itself(fix: Fix) -> bool:
    """Whether a fix needs nothing more from a person: no choice, no reason."""
    return fix.code in FIXES


def questions(project: Project) -> tuple[Question, ...]:
    """What the call leaves open in the project, decided or not, each with what it would give."""
    return open_questions(project, build_account(project) if project.period else None)


def questions_of(held: Case) -> tuple[Question, ...]:
    """The questions of a case, as `questions` has them."""
    return open_questions(held.project, held.account)


def deciding(project: Project, decision: Decision) -> FindingStep:
    """The step that keeps a decision.

    Raises:
        BudgetDeskError: `jobs.nothing_asked`, the project has no such question;
            `jobs.no_such_answer`, with those there are; `jobs.unread_answer` or `jobs.no_answer`,
            where a day or a rate must be typed. The operation raises as `decide`.
    """
    if decision.topic is Topic.POSTING_DAY:
        return _telling_day(decision)
    key = (decision.topic, decision.about)
    asked = next((q for q in questions(project) if (q.topic, q.about) == key), None)
    if asked is None:
        raise BudgetDeskError("jobs.nothing_asked", topic=decision.topic.value)
    if decision.topic in TOLD:
        decision = replace(decision, answer=_told(decision))
    elif decision.answer not in asked.answers:
        given = {"answer": decision.answer, "answers": ", ".join(asked.answers)}
        raise BudgetDeskError("jobs.no_such_answer", **given)
    return FindingStep("account.decide", lambda held: decide(held, decision))


def _telling_day(decision: Decision) -> FindingStep:
    """The step that says which day a posting belongs to: nothing in the call asks for it."""
    if decision.answer != OWN_DAY:
        decision = replace(decision, answer=_told(decision))
    ids = [PostingId(decision.about)]
    return FindingStep(
        "ledger.tell_day", lambda held: tell_day(held, ids, decision), {"count": "1"}
    )


def _told(decision: Decision) -> str:
    """A typed day or rate as it is kept."""
    try:
        answer = read_answer(decision.topic, decision.answer, decision.on)
    except UnreadableError as error:
        raise BudgetDeskError("jobs.unread_answer", reason=error.reason) from error
    if not answer:
        raise BudgetDeskError("jobs.no_answer", topic=decision.topic.value)
    return answer


def question_of(fix: Fix) -> Subject | None:
    """The question a fix answers, as a place to lead to; None for any other fix."""
    if fix.code not in ASKING:
        return None
    topic, _ = asked_by(fix)
    return Subject(kind="account", id=str(fix.facts.get("about", "")), field=topic.value)


def answer_of(fix: Fix) -> str:
    """The answer a fix proposes to its question; empty where it proposes none."""
    _, fact = ASKING.get(fix.code, (None, ""))
    return str(fix.facts[fact]) if fact else ""


def waiving(
    finding: Finding, *, reason: str, by: str, on: date, permission: str = ""
) -> FindingStep:
    """The step that waives a finding; raises as `make_waiver`."""
    waiver = make_waiver(finding, reason=reason, by=by, on=on, permission=permission)
    return FindingStep("findings.waive", lambda project: waive(project, waiver))


def unwaiving(finding: Finding) -> FindingStep:
    """The step that makes a waived finding count again."""
    return FindingStep("findings.unwaive", lambda project: unwaive(project, finding))


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
