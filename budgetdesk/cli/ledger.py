"""`budgetdesk import`: postings read from a ledger into a document."""

from argparse import Namespace
from collections import Counter
from getpass import getuser
from pathlib import Path

from budgetdesk import jobs, paper_jobs
from budgetdesk.cli.arguments import Parser, add_document, column_filter, kroner
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import Form, print_json, tell_written
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.plain import to_plain
from budgetdesk.explained import read_as
from budgetdesk.exports import Export, Kind
from budgetdesk.operations.ledger import add_batch
from budgetdesk.session import Session
from budgetdesk.text import text

_MOST_SKIPPED = 20
"""Rows of a broken file shown one by one; all of them are in the JSON and in the document."""


def arguments(parser: Parser) -> None:
    """The document, the file of postings, and how to read it."""
    add_document(parser)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--profile")
    parser.add_argument("--only", action="append", default=[], type=column_filter)
    parser.add_argument("--control-total", type=kroner)
    parser.add_argument("--pdf", type=Path)


def run(typed: Namespace) -> int:
    """Imports postings and saves the document."""
    with Session.open(typed.document, getuser()) as session:
        reading = jobs.read_ledger(typed.ledger, profile=typed.profile, only=typed.only)
        batch = jobs.new_batch(session.project, reading, now(), typed.control_total)
        if batch.postings:
            session.run("ledger.import", lambda p: add_batch(p, batch), file=batch.file)
            session.save()
        unplaced = jobs.unplaced(session.project)
        if typed.pdf is not None:
            project = session.project
            Export(
                session,
                Kind.JOURNAL,
                typed.pdf,
                lambda path: paper_jobs.write_journal(project, batch, path, now(), getuser()),
            ).done()
    if typed.json:
        print_json(_form(batch, reading, unplaced))
    else:
        show_import(batch, unplaced)
        if reading.short_years:
            print(text("cli.import.short_years", count=reading.short_years))
        tell_written(typed.pdf)
    return 0


def show_import(batch: ImportBatch, unplaced: int) -> None:
    """The journal of one import."""
    facts = {
        "file": batch.file,
        "profile": read_as(batch.profile),
        "rows_read": batch.rows_read,
        "imported": len(batch.postings),
        "already_there": len(batch.already_there),
        "skipped": len(batch.skipped),
    }
    print(text("cli.import.done", **facts))
    if batch.profile == jobs.PROPOSED:
        print(text("imports.ask.proposed_and_taken"))
    print(text("cli.import.sums", debit=batch.debit, credit=batch.credit, sum=batch.sum))
    if batch.control_difference is not None:
        print(text("cli.import.control", difference=batch.control_difference))
    for row in batch.skipped[:_MOST_SKIPPED]:
        print(text("cli.import.skipped", row=row.row, reason=text(f"import.skipped.{row.reason}")))
    if len(batch.skipped) > _MOST_SKIPPED:
        print(text("cli.import.more_skipped", count=len(batch.skipped) - _MOST_SKIPPED))
    if unplaced:
        print(text("cli.import.unmapped", count=unplaced))
    personal = sum(posting.is_personal for posting in batch.postings)
    if personal:
        print(text("cli.import.personal", count=personal))


def _form(batch: ImportBatch, reading: jobs.LedgerReading, unplaced: int) -> Form:
    """One import, whether or not anything in it was new; rows that filters left out stand last."""
    skipped = [{"row": row.row, "reason": row.reason} for row in batch.skipped]
    skipped += [{"row": row, "reason": "filtered_out"} for row in reading.filtered_rows()]
    return {
        "file": batch.file,
        "sha256": batch.sha256,
        "format": batch.format,
        "profile": batch.profile,
        "rows_read": batch.rows_read,
        "imported": len(batch.postings),
        "skipped": skipped,
        "skipped_counts": dict(sorted(Counter(row["reason"] for row in skipped).items())),
        "already_there": len(batch.already_there),
        "sum_ore": batch.sum.ore,
        "debit_ore": batch.debit.ore,
        "credit_ore": batch.credit.ore,
        "control_difference_ore": to_plain(batch.control_difference),
        "unmapped": unplaced,
        "personal_data_rows": sum(posting.is_personal for posting in batch.postings),
    }
