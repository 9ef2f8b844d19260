"""What changed since, as a list to print and to lay beside the account."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, NextPageTemplate

from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.privacy import masking, without_numbers
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.pdf.archive import Running
from budgetdesk.writers.pdf.flow import KICKER, QUIET, Heading, headed, para, space
from budgetdesk.writers.pdf.page import PORTRAIT, WIDTH, PaperDocument
from budgetdesk.writers.pdf.table import Column, table

_AT: Final = 30 * mm
_BY: Final = 34 * mm


class ChangesPaper(Value):
    """The list, a row each of when, who and what; `since` says in words from when."""

    project: Project
    since: str
    rows: tuple[tuple[str, str, str], ...]
    made_at: datetime
    made_by: str
    version: str


def write_changes_pdf(paper: ChangesPaper, path: Path) -> None:
    """Writes the list to `path`; raises BudgetDeskError as `replace_file` does."""
    replace_file(path, changes_pdf(paper))


def changes_pdf(paper: ChangesPaper) -> bytes:
    """The list as the bytes of a PDF; the same paper gives the same bytes."""
    paper = without_numbers(paper)
    return PaperDocument(_running(paper)).make(list(_story(paper)))


def _running(paper: ChangesPaper) -> Running:
    project = paper.project
    made = text("documents.foot.made", time=paper.made_at, version=paper.version)
    return Running(
        title=text("history.title"),
        author=project.recipient.name,
        subject=text("history.subject", project=project.title),
        keywords=text("history.title"),
        product=text("documents.product", version=paper.version),
        made_at=paper.made_at,
        head=project.title,
        journal=text("documents.foot.journal", journal=words.given(project.journal_number)),
        foot=text("history.foot", made=made, by=paper.made_by),
    )


def _story(paper: ChangesPaper) -> Iterator[Flowable]:
    yield NextPageTemplate(PORTRAIT)
    yield space(10)
    yield para(words.given(paper.project.title), KICKER)
    yield from headed(Heading(text("history.title"), "changes"))
    yield para(paper.since, QUIET)
    if not paper.rows:
        yield para(text("history.none"))
        return
    columns = [
        Column(text("history.column.at"), _AT),
        Column(text("history.column.user"), _BY),
        Column(text("history.column.what"), WIDTH - _AT - _BY),
    ]
    yield table(columns, _masked(paper))


def _masked(paper: ChangesPaper) -> Sequence[Sequence[str]]:
    hide = masking(paper.project)
    return [[at, by, hide(what)] for at, by, what in paper.rows]
