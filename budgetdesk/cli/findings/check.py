"""`budgetdesk check`: the findings; one is mended or waived where asked to."""

from argparse import Namespace
from datetime import date
from getpass import getuser

from msgspec.structs import replace

from budgetdesk import finding_jobs, jobs, neighbours
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.findings import forms, words
from budgetdesk.cli.printing import print_json
from budgetdesk.cli.reading import look
from budgetdesk.domain.finding import blocking
from budgetdesk.session import Session


def arguments(parser: Parser) -> None:
    """The document, and what to do with one of its findings."""
    add_document(parser)
    parser.add_argument("--folder", action="store_true")
    chosen = parser.add_mutually_exclusive_group()
    for name in ("--fix", "--waive", "--unwaive"):
        chosen.add_argument(name, type=int)
    parser.add_argument("--reason", default="")
    parser.add_argument("--by", default="")
    parser.add_argument("--permission", default="")


def run(typed: Namespace) -> int:
    """Shows the findings; first follows a fix, or waives a finding, where asked to."""
    today = now().date()
    if _is_mending(typed):
        _mend(typed, today)
    with look(typed.document) as session:
        project, around = session.project, neighbours.with_files(jobs.around(), session)
        looked = neighbours.look_in_folder(session.path, project) if typed.folder else None
    if looked is not None:
        around = replace(around, claimed=looked.claimed)
    asked = finding_jobs.questions(project)
    findings, steps = jobs.findings(project, today, around), jobs.steps_left(project, today)
    if typed.json:
        made = forms.check_form(project, findings) | forms.questions_form(asked)
        made |= {"checklist": forms.checklist_form(project)}
        print_json(made | forms.readiness_form(steps, looked))
    else:
        words.show_findings(project, findings)
        words.show_questions(asked)
        words.show_checklist(project)
        words.show_readiness(steps, findings, looked)
    return int(bool(blocking(findings)))


def _is_mending(typed: Namespace) -> bool:
    return any(number is not None for number in (typed.fix, typed.waive, typed.unwaive))


def _mend(typed: Namespace, today: date) -> None:
    """Makes the step that was asked for, on the findings `check` shows, and saves the document."""
    by = typed.by or getuser()
    with Session.open(typed.document, getuser()) as session:
        around = neighbours.with_files(jobs.around(), session)
        findings = jobs.findings(session.project, today, around)
        if typed.fix is not None:
            step = finding_jobs.fixing(findings, typed.fix, reason=typed.reason, by=by, on=today)
        elif typed.waive is not None:
            chosen = finding_jobs.numbered(findings, typed.waive)
            given = {"reason": typed.reason, "by": by, "permission": typed.permission}
            step = finding_jobs.waiving(chosen, on=today, **given)
        else:
            step = finding_jobs.unwaiving(finding_jobs.numbered(findings, typed.unwaive))
        session.run(step.code, step.operation, **step.facts)
        session.save()
