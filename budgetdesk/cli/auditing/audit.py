"""`budgetdesk audit`: the audit chain and its events, or an auditor's sample."""

from argparse import Namespace
from datetime import datetime
from getpass import getuser
from pathlib import Path
from secrets import token_hex

from budgetdesk import auditing
from budgetdesk.cli.arguments import Parser, add_document, kroner
from budgetdesk.cli.auditing.review import show_review
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import Form, print_json
from budgetdesk.cli.reading import look
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.review import Method, SampleCriteria
from budgetdesk.errors import BudgetDeskError
from budgetdesk.exports import Export, Kind
from budgetdesk.reviews import review_file
from budgetdesk.session import AuditReport
from budgetdesk.text import danish, step, text
from budgetdesk.writers.files import replace_file


def arguments(parser: Parser) -> None:
    """The document, and how to draw where a sample is asked for."""
    add_document(parser)
    parser.add_argument("--sample", choices=[method.value for method in Method])
    parser.add_argument("--size", type=int, default=0)
    parser.add_argument("--seed", default="")
    parser.add_argument("--at-least", type=kroner)
    parser.add_argument("--out", type=Path)


def run(typed: Namespace) -> int:
    """Verifies the audit chain and lists the events; or draws an auditor's sample."""
    if typed.sample is not None:
        return _sample(typed, now())
    with look(typed.document) as session:
        report = session.audit()
    if typed.json:
        print_json(_form(report))
    else:
        _show(report)
    return int(report.fault is not None)


def _show(report: AuditReport) -> None:
    """The events of the document, and whether the chain holds."""
    for event in report.events:
        words = step(event.step, event.facts)
        print(f"{event.seq:>5}  {danish(event.at)}  {event.user}  {words}")
    if report.fault is None:
        last = report.events[-1].at
        print(text("cli.audit.sound", count=len(report.events), last=last))
    else:
        reason = text(f"errors.{report.fault.code}", **report.fault.facts)
        print(text("cli.audit.broken", reason=reason))


def _form(report: AuditReport) -> Form:
    """The audit chain: whether it holds, and its events."""
    return {
        "ok": report.fault is None,
        "fault": None if report.fault is None else to_plain(report.fault),
        "events": [to_plain(event) for event in report.events],
    }


def _sample(typed: Namespace, at: datetime) -> int:
    """Draws a sample; a seed that is not given is made up, and told, so it can be drawn again."""
    criteria = SampleCriteria(
        method=Method(typed.sample),
        seed=typed.seed or token_hex(8),
        size=typed.size,
        at_least=typed.at_least,
    )
    with look(typed.document) as session:
        session.check_figures()
        review = auditing.new_review(session.project, criteria, getuser(), at)
        if typed.out is not None:
            if typed.out.exists():
                raise BudgetDeskError("cli.exists", path=typed.out)
            made = review_file(review)
            Export(session, Kind.SAMPLE, typed.out, lambda path: replace_file(path, made)).done()
    if typed.json:
        print_json(to_plain(review))
    else:
        show_review(review)
    return 0
