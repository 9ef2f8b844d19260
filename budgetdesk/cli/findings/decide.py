"""`budgetdesk decide`: a decision on what the call leaves open."""

from argparse import Namespace
from getpass import getuser

from budgetdesk import finding_jobs
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.findings import forms, words
from budgetdesk.cli.printing import print_json
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.session import Session


def arguments(parser: Parser) -> None:
    """The document, the question, its answer, and who says so and why."""
    add_document(parser)
    parser.add_argument("topic", choices=[each.value for each in Topic])
    parser.add_argument("answer")
    parser.add_argument("--about", default="")
    parser.add_argument("--reason", required=True)
    parser.add_argument("--by", default="")


def run(typed: Namespace) -> int:
    """Keeps a decision on what the call leaves open, and shows the questions as they stand."""
    decision = Decision(
        topic=Topic(typed.topic),
        about=typed.about,
        answer=typed.answer,
        reason=typed.reason,
        by=typed.by or getuser(),
        on=now().date(),
    )
    with Session.open(typed.document, getuser()) as session:
        step = finding_jobs.deciding(session.project, decision)
        session.run(step.code, step.operation)
        session.save()
        asked = finding_jobs.questions(session.project)
    if typed.json:
        print_json(forms.questions_form(asked))
    else:
        words.show_questions(asked)
    return 0
