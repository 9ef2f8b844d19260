"""The journal of one import as PDF: which file, what became of each row, and what it sums to.

Printed and kept beside the extract, it lets an auditor add the account up from the finance
system's own file. All free texts are masked; the rows as they stood are in the document.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.explained import read_as
from budgetdesk.privacy import masking, without_numbers
from budgetdesk.text import amount, danish, text
from budgetdesk.writers import words
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.pdf.archive import Running
from budgetdesk.writers.pdf.facts import key_figures, pairs
from budgetdesk.writers.pdf.flow import (
    BODY,
    KICKER,
    QUIET,
    Heading,
    headed,
    para,
    space,
)
from budgetdesk.writers.pdf.page import (
    LANDSCAPE,
    PORTRAIT,
    WIDE,
    WIDTH,
    PaperDocument,
)
from budgetdesk.writers.pdf.table import Column, table

_MONEY: Final = 34 * mm
_ROW: Final = 16 * mm
_REASON: Final = 62 * mm
_WIDTHS: Final = {
    "row": _ROW,
    "voucher": 30 * mm,
    "day": 20 * mm,
    "gl_code": 26 * mm,
    "supplier": 46 * mm,
    "amount": 28 * mm,
}


class JournalPaper(Value):
    """One import of a project, ready to be written; `made_at` as the user's clock tells it."""

    batch: ImportBatch
    project: Project
    made_at: datetime
    made_by: str
    version: str


def write_import_journal(paper: JournalPaper, path: Path) -> None:
    """Writes the journal to `path`; raises BudgetDeskError as `replace_file` does."""
    replace_file(path, import_journal(paper))


def import_journal(paper: JournalPaper) -> bytes:
    """The journal as the bytes of a PDF; the same paper gives the same bytes."""
    paper = without_numbers(paper)
    return PaperDocument(_running(paper)).make(list(_story(paper)))


def _running(paper: JournalPaper) -> Running:
    project = paper.project
    title = text("journal.title", number=paper.batch.number, file=paper.batch.file)
    made = text("documents.foot.made", time=paper.made_at, version=paper.version)
    return Running(
        title=title,
        author=project.recipient.name,
        subject=text("journal.subject", project=project.title),
        keywords=text("journal.keywords", sha256=paper.batch.sha256),
        product=text("documents.product", version=paper.version),
        made_at=paper.made_at,
        head=project.title,
        journal=text("documents.foot.journal", journal=words.given(project.journal_number)),
        foot=text("journal.foot", made=made, by=paper.made_by),
    )


def _story(paper: JournalPaper) -> Iterator[Flowable]:
    batch = paper.batch
    yield NextPageTemplate(PORTRAIT)
    yield space(10)
    yield para(text("journal.kicker", number=batch.number), KICKER)
    yield from headed(Heading(batch.file, "file"))
    yield para(text("journal.about"), QUIET)
    yield space(4)
    yield key_figures(_key_figures(batch))
    yield space(6)
    yield pairs(list(_facts(paper)))
    yield from _sums(batch)
    yield from _skipped(paper)
    yield NextPageTemplate(LANDSCAPE)
    yield PageBreak()
    yield from _postings(paper)


def _key_figures(batch: ImportBatch) -> list[tuple[str, str, str]]:
    skipped = len(batch.skipped) + batch.filtered_out
    figures = {
        "read": batch.rows_read,
        "imported": len(batch.postings),
        "known": len(batch.already_there),
        "skipped": skipped,
    }
    return [
        (text(f"journal.figure.{name}"), str(count), text(f"journal.figure.{name}_about"))
        for name, count in figures.items()
    ]


def _facts(paper: JournalPaper) -> Iterator[tuple[str, str]]:
    batch = paper.batch
    yield text("journal.fact.file"), batch.file
    yield text("journal.fact.size"), text("journal.bytes", size=batch.size)
    yield text("journal.fact.sha256"), batch.sha256
    yield (
        text("journal.fact.form"),
        text("journal.form", profile=read_as(batch.profile), format=batch.format),
    )
    for column, value in batch.filters:
        yield text("journal.fact.filter"), text("journal.filter", column=column, value=value)
    yield text("journal.fact.at"), danish(batch.imported_at.astimezone(paper.made_at.tzinfo))


def _sums(batch: ImportBatch) -> Iterator[Flowable]:
    yield from headed(Heading(text("journal.heading.sums"), "sums", level=1))
    rows = [
        [text("journal.sum.debit"), amount(batch.debit)],
        [text("journal.sum.credit"), amount(batch.credit)],
    ]
    columns = [
        Column(text("journal.column.sum"), WIDTH - _MONEY),
        Column(text("journal.column.amount"), _MONEY, is_figure=True),
    ]
    yield table(columns, rows, [text("journal.sum.net"), amount(batch.sum)])
    yield space(3)
    difference = batch.control_difference
    if batch.control_total is None or difference is None:
        yield para(text("journal.no_control"), BODY)
        return
    control = [
        [text("journal.sum.net"), amount(batch.sum)],
        [text("journal.sum.known"), amount(batch.already_there_sum)],
        [text("journal.sum.control"), amount(batch.control_total)],
    ]
    yield table(columns, control, [text("journal.sum.difference"), amount(difference)])


def _skipped(paper: JournalPaper) -> Iterator[Flowable]:
    batch, hide = paper.batch, masking(paper.project)
    yield from headed(Heading(text("journal.heading.skipped"), "skipped", level=1))
    if batch.filtered_out:
        yield para(text("journal.filtered", count=batch.filtered_out), BODY)
    if not batch.skipped:
        yield para(text("journal.none_skipped"), BODY)
        return
    columns = [
        Column(text("journal.column.row"), _ROW, is_figure=True),
        Column(text("journal.column.reason"), _REASON),
        Column(text("journal.column.raw"), WIDTH - _ROW - _REASON),
    ]
    rows = [
        [str(each.row), text(f"import.skipped.{each.reason}"), hide(each.raw)]
        for each in batch.skipped
    ]
    yield table(columns, rows, size=8.0)


def _postings(paper: JournalPaper) -> Iterator[Flowable]:
    batch, hide = paper.batch, masking(paper.project)
    yield from headed(Heading(text("journal.heading.postings"), "postings"))
    if not batch.postings:
        yield para(text("journal.nothing_new"), BODY)
        return
    kind = paper.project.ledger.choices.day
    names = ("row", "voucher", "day", "gl_code", "text", "supplier", "amount")
    rest = WIDE - sum(_WIDTHS.values())
    columns = [
        Column(
            text(f"journal.column.{name}"),
            _WIDTHS.get(name, rest),
            is_figure=name in {"row", "amount"},
        )
        for name in names
    ]
    rows = [
        [
            str(posting.row),
            posting.voucher,
            words.day(posting.counted_day(kind)),
            posting.gl_code,
            hide(posting.text),
            hide(posting.supplier),
            amount(posting.amount),
        ]
        for posting in batch.postings
    ]
    total = ["", "", "", "", text("journal.sum.net"), "", amount(batch.sum)]
    yield table(columns, rows, total, size=8.0)
