"""The commands of the auditor's mode: draw a sample, read a review in, answer it."""

import json
from argparse import Namespace
from datetime import datetime
from getpass import getuser
from secrets import token_hex
from typing import Any

from budgetdesk import auditing
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.review import Mark, Method, Review, SampleCriteria
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.review import add_review, answer
from budgetdesk.reviews import read_review, review_file
from budgetdesk.session import Session
from budgetdesk.text import label, text
from budgetdesk.writers.files import replace_file


def _print_json(shown: Any) -> None:
    print(json.dumps(shown, ensure_ascii=False, indent=1))


def sample(typed: Namespace, at: datetime) -> int:
    """Draws a sample; a seed that is not given is made up, and told, so it can be drawn again."""
    with Session.open(typed.document, getuser(), read_only=True) as session:
        session.check_figures()
        project = session.project
    criteria = SampleCriteria(
        method=Method(typed.sample),
        seed=typed.seed or token_hex(8),
        size=typed.size,
        at_least=typed.at_least,
    )
    review = auditing.new_review(project, criteria, getuser(), at)
    if typed.out is not None:
        if typed.out.exists():
            raise BudgetDeskError("cli.exists", path=typed.out)
        replace_file(typed.out, review_file(review))
    if typed.json:
        _print_json(to_plain(review))
    else:
        _show(review)
    return 0


def review(typed: Namespace, at: datetime) -> int:
    """Reads a review in, answers a posting of the last one, or shows it; 1: something is open."""
    if typed.file is None and typed.answer is None:
        with Session.open(typed.document, getuser(), read_only=True) as session:
            return _tell(typed, session.project)
    with Session.open(typed.document, getuser()) as session:
        if typed.file is not None:
            read = read_review(typed.file)
            auditing.require_own(session.project, read)
            session.run("review.add", lambda p: add_review(p, read), auditor=read.auditor)
        if typed.answer is not None:
            _answer(session, typed, at)
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
        _print_json({"reviews": [to_plain(each) for each in project.reviews]})
    elif not project.reviews:
        print(text("review.none"))
    else:
        _show(project.reviews[-1])
    asked = (item for each in project.reviews for item in each.items)
    return int(
        any(item.mark in {Mark.QUESTION, Mark.FINDING} and not item.answer for item in asked)
    )


def _show(shown: Review) -> None:
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
