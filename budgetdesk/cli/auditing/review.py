"""`budgetdesk review`: reads an auditor's review in, answers it, shows it."""

from argparse import Namespace
from datetime import datetime
from getpass import getuser
from pathlib import Path

from budgetdesk import auditing
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import print_json
from budgetdesk.cli.reading import look
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.review import Mark, Review
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.review import add_review, answer
from budgetdesk.reviews import read_review
from budgetdesk.session import Session
from budgetdesk.text import label, text


def arguments(parser: Parser) -> None:
    """The document, a review to read in, and a posting of it to answer."""
    add_document(parser)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--answer", type=int)
    parser.add_argument("--text", default="")


def run(typed: Namespace) -> int:
    """Reads a review in, answers a posting of the last one, or shows it; 1: something is open."""
    if typed.file is None and typed.answer is None:
        with look(typed.document) as session:
            return _tell(typed, session.project)
    with Session.open(typed.document, getuser()) as session:
        if typed.file is not None:
            read = read_review(typed.file)
            auditing.require_own(session.project, read)
            session.run("review.add", lambda p: add_review(p, read), auditor=read.auditor)
        if typed.answer is not None:
            _answer(session, typed, now())
        session.save()
        return _tell(typed, session.project)


def _answer(session: Session, typed: Namespace, at: datetime) -> None:
    last = len(session.project.reviews) - 1
    number, words = typed.answer - 1, typed.text
    if min(last, number) < 0:
        raise BudgetDeskError("review.unknown_item", number=typed.answer)
    session.run(
        "review.answer",
        lambda p: answer(p, last, number, words, getuser(), at.date()),
        number=typed.answer,
    )


def _tell(typed: Namespace, project: Project) -> int:
    if typed.json:
        print_json({"reviews": [to_plain(each) for each in project.reviews]})
    elif not project.reviews:
        print(text("review.none"))
    else:
        show_review(project.reviews[-1])
    asked = (item for each in project.reviews for item in each.items)
    return int(
        any(item.mark in {Mark.QUESTION, Mark.FINDING} and not item.answer for item in asked)
    )


def show_review(shown: Review) -> None:
    """How the postings were chosen, and each of them with its mark, note and answer."""
    facts = {"auditor": shown.auditor, "at": shown.at, "seed": shown.seed, "size": shown.size}
    print(text("review.head", method=label(shown.method), count=len(shown.items), **facts))
    if shown.at_least is not None:
        print(text("review.at_least", amount=shown.at_least))
    for number, item in enumerate(shown.items, start=1):
        mark = label(item.mark)
        facts = {"voucher": item.voucher or item.posting, "amount": item.amount, "mark": mark}
        print(text("review.item", number=number, posting=item.posting, **facts))
        if item.note:
            error = label(item.error) if item.error else ""
            print(text("review.note", note=item.note, error=error))
        if item.deducted is not None:
            print(text("review.deducted", amount=item.deducted))
        if item.answer:
            by = {"by": item.answered_by, "on": item.answered_on}
            print(text("review.answered", answer=item.answer, **by))
