"""`budgetdesk show`: the whole project."""

from argparse import Namespace
from pathlib import Path

from budgetdesk import exchange
from budgetdesk.accounting.deadlines import all_due
from budgetdesk.accounting.payout import expected_of
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.exporting import add_read_only, opened, tell_unnoted
from budgetdesk.cli.printing import tell_written
from budgetdesk.cli.reading import read
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.project import Project
from budgetdesk.explained import part_words
from budgetdesk.exports import Export, Kind, write_exchange
from budgetdesk.privacy import without_personal_data
from budgetdesk.text import amount, danish, label, text


def arguments(parser: Parser) -> None:
    """The document, and whether people in it are shared with a machine that reads it."""
    add_document(parser)
    parser.add_argument("--with-personal-data", action="store_true")
    parser.add_argument("--out", type=Path)
    add_read_only(parser)


def run(typed: Namespace) -> int:
    """Shows the whole project."""
    if typed.out is not None:
        return _share(typed)
    project = read(typed.document)
    if typed.json:
        shared = project if typed.with_personal_data else without_personal_data(project)
        print(exchange.write_project(shared), end="")
    else:
        _show(project)
    return 0


def _share(typed: Namespace) -> int:
    """Writes the project in its open form to a file, which the document is told of."""
    with opened(typed, writes=True) as session:
        project = session.project
        shared = project if typed.with_personal_data else without_personal_data(project)
        Export(session, Kind.EXCHANGE, typed.out, lambda path: write_exchange(shared, path)).done()
        tell_unnoted(session)
    tell_written(typed.out)
    return 0


def _show(shown: Project) -> None:
    """The project in short."""
    period = shown.period
    span = f"{danish(period.start)} – {danish(period.end)}" if period else ""  # noqa: RUF001
    facts = {
        "title": shown.title,
        "journal": shown.journal_number,
        "recipient": shown.recipient.name,
        "call": shown.call.name,
        "period": span or text("cli.show.no_period"),
    }
    print(text("cli.show.head", **facts))
    _show_budget(shown)
    _show_days_and_payments(shown)
    batches = shown.ledger.batches
    postings = sum(len(batch.postings) for batch in batches)
    total = shown.ledger.sum
    print(text("cli.show.ledger", postings=postings, batches=len(batches), sum=total))


def _show_budget(shown: Project) -> None:
    budget = shown.base_budget
    grant, own = budget.funded_by(FundingSource.GRANT), budget.funded_by(FundingSource.OWN)
    print(text("cli.show.budget", costs=budget.total_costs, grant=grant, own=own))
    if budget.approval is None:
        print(text("cli.show.not_approved"))
    else:
        approval = budget.approval
        print(text("cli.show.approved", on=approval.on, reference=approval.reference))
    for line in budget.lines:
        print(f"  {line.label:<60.60}{amount(line.total):>17}")
        for name, part in line.parts.items():
            print(f"    {part_words(name):<58.58}{amount(part):>17}")


def _show_days_and_payments(shown: Project) -> None:
    """What is due when, and the payments a commitment can expect, where the call tells."""
    for due in all_due(shown.rules, shown.period):
        day = text("cli.show.no_day") if due.on is None else danish(due.on)
        covers = due.covers
        span = text("cli.show.span", start=covers.start, end=covers.end) if covers else ""
        print(text("cli.show.due", kind=label(due.kind), span=span, day=day))
    for each in expected_of(shown, shown.period):
        when = label(each.trigger) if each.on is None else danish(each.on)
        result = text("cli.show.result", percent=each.result) if each.result is not None else ""
        print(text("cli.show.payment", amount=each.amount, when=each.part or when, result=result))
