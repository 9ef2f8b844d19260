"""The account as PDF: a document to send, sign and keep; the same paper gives the same bytes."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf import figures, policies, remarks, statements, vouchers
from budgetdesk.writers.pdf.archive import Attachment
from budgetdesk.writers.pdf.flow import Heading
from budgetdesk.writers.pdf.front import front_page
from budgetdesk.writers.pdf.page import LANDSCAPE, PORTRAIT, PaperDocument, running
from budgetdesk.writers.pdf.seal import seal_part

_Part = Callable[[AccountPaper, Heading], Iterator[Flowable]]


_FORMS: Final = {
    "workbook": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Data"),
    "project": ("application/json", "Source"),
}
"""What can lie in it: the form of the file, and how it stands to the document."""


def account_pdf(paper: AccountPaper, within: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The account as the bytes of a PDF.

    `within` are finished files to put in it: "workbook", the account as that, and "project", the
    open form of the project as it may leave the house.
    """
    title = text("documents.account.title", kind=words.title(paper), project=paper.project.title)
    return PaperDocument(running(paper, title)).make(
        list(_story(paper)), [_attachment(name, content) for name, content in within.items()]
    )


def _attachment(holds: str, content: bytes) -> Attachment:
    mime, relationship = _FORMS[holds]
    about = text(f"documents.within.{holds}")
    return Attachment(text(f"package.file.{holds}"), content, mime, relationship, about)


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
