"""The account as PDF: a document to send, sign and keep; the same paper gives the same bytes."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from budgetdesk.privacy import without_numbers
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf import figures, policies, remarks, statements, vouchers
from budgetdesk.writers.pdf.account import account_part, is_wide, notes_part
from budgetdesk.writers.pdf.archive import Attachment
from budgetdesk.writers.pdf.details import details_part, has_details
from budgetdesk.writers.pdf.earlier import earlier_part
from budgetdesk.writers.pdf.flow import Heading
from budgetdesk.writers.pdf.front import front_page
from budgetdesk.writers.pdf.outlook import has_outlook, outlook_part
from budgetdesk.writers.pdf.page import LANDSCAPE, PORTRAIT, PaperDocument, running
from budgetdesk.writers.pdf.partners import partners_part
from budgetdesk.writers.pdf.report import report_part
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
    paper = without_numbers(paper)
    title = text("documents.account.title", kind=words.title(paper), project=paper.project.title)
    return PaperDocument(running(paper, title)).make(
        list(_story(paper)), [_attachment(name, content) for name, content in within.items()]
    )


def _attachment(holds: str, content: bytes) -> Attachment:
    mime, relationship = _FORMS[holds]
    about = text(f"documents.within.{holds}")
    return Attachment(text(f"package.file.{holds}"), content, mime, relationship, about)


def _parts(paper: AccountPaper) -> Iterator[tuple[str, _Part]]:
    """The parts in their order, by the name of their heading."""
    account = paper.account
    yield "management", statements.management_statement
    if paper.needs_auditor:
        yield "auditor", statements.auditor_page
    yield "policies", policies.policies
    yield "report", report_part
    yield "account", account_part
    if account.taken_before:
        yield "earlier", earlier_part
    yield "notes", notes_part
    if has_details(paper):
        yield "details", details_part
    if account.partners:
        yield "partners", partners_part
    yield "funding", figures.funding_part
    yield "settlement", figures.settlement_part
    if has_outlook(paper):
        yield "outlook", outlook_part
    yield "reconciliation", figures.reconciliation_part
    yield "signoff", statements.signoff_part
    yield "remarks", remarks.remarks_part
    yield "vouchers", vouchers.vouchers_part
    if paper.sealed:
        yield "seal", partial(seal_part, paper.sealed)


_FOLLOWS_ON: Final = frozenset(
    ("account", "earlier", "notes", "funding", "outlook", "reconciliation", "remarks")
)
"""Parts too short to claim a page of their own."""
_WIDE: Final = ("earlier", "partners", "outlook", "vouchers")


def _format(paper: AccountPaper, name: str) -> str:
    """The page a part is printed on; the account has more columns when others came before it."""
    return LANDSCAPE if name in _WIDE or (name == "account" and is_wide(paper)) else PORTRAIT


def _story(paper: AccountPaper) -> Iterator[Flowable]:
    parts = dict(_parts(paper))
    headings = {name: Heading(text(f"documents.heading.{name}"), name) for name in parts}
    shown = PORTRAIT
    yield NextPageTemplate(PORTRAIT)
    yield from front_page(paper, list(headings.values()))
    for name, part in parts.items():
        wanted = _format(paper, name)
        if wanted != shown or name not in _FOLLOWS_ON:
            yield NextPageTemplate(wanted)
            yield PageBreak()
            shown = wanted
        yield from part(paper, headings[name])
