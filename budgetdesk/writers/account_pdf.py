"""The account as PDF: a document to send, sign and keep; the same paper gives the same bytes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf import figures, policies, remarks, statements, vouchers
from budgetdesk.writers.pdf.flow import Heading
from budgetdesk.writers.pdf.front import front_page
from budgetdesk.writers.pdf.page import LANDSCAPE, PORTRAIT, PaperDocument, running
from budgetdesk.writers.pdf.seal import seal_part

_Part = Callable[[AccountPaper, Heading], Iterator[Flowable]]


def write_account_pdf(paper: AccountPaper, path: Path) -> None:
    """Writes the account to `path`; raises BudgetDeskError as `replace_file` does."""
    replace_file(path, account_pdf(paper))


def account_pdf(paper: AccountPaper) -> bytes:
    """The account as the bytes of a PDF."""
    title = text("documents.account.title", kind=words.title(paper), project=paper.project.title)
    return PaperDocument(running(paper, title)).make(list(_story(paper)))


def _parts(paper: AccountPaper) -> dict[str, _Part]:
    """The parts in their order, by the name of their heading."""
    parts: dict[str, _Part] = {"management": statements.management_statement}
    if paper.needs_auditor:
        parts["auditor"] = statements.auditor_page
    parts |= {
        "policies": policies.policies,
        "account": figures.account_part,
        "funding": figures.funding_part,
        "settlement": figures.settlement_part,
        "reconciliation": figures.reconciliation_part,
        "signoff": statements.signoff_part,
        "remarks": remarks.remarks_part,
        "vouchers": vouchers.vouchers_part,
    }
    return parts | {"seal": partial(seal_part, paper.sealed)} if paper.sealed else parts


_FOLLOWS_ON = ("funding", "reconciliation", "remarks")
"""Parts too short to claim a page of their own."""


def _story(paper: AccountPaper) -> Iterator[Flowable]:
    parts = _parts(paper)
    headings = {name: Heading(text(f"documents.heading.{name}"), name) for name in parts}
    yield NextPageTemplate(PORTRAIT)
    yield from front_page(paper, list(headings.values()))
    for name, part in parts.items():
        if name == "vouchers":
            yield NextPageTemplate(LANDSCAPE)
        elif name == "seal":
            yield NextPageTemplate(PORTRAIT)
        if name not in _FOLLOWS_ON:
            yield PageBreak()
        yield from part(paper, headings[name])
