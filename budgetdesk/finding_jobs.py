"""What is done about a finding or an open question: the step of a fix, a waiver or an answer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from budgetdesk import explained
from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.questions import questions as open_questions
from budgetdesk.checks.case import Case
from budgetdesk.domain.decision import OWN_DAY, TOLD, Decision, Question, Topic
from budgetdesk.domain.finding import Finding, Fix, Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.fixes import ASKING, FIXES, answer_fix, apply_fix, asked_by
from budgetdesk.operations.ledger import tell_day
from budgetdesk.operations.project import decide
from budgetdesk.operations.waivers import make_waiver, unwaive, waive
from budgetdesk.typed import UnreadableError, read_answer


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
