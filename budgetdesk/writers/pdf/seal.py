"""The last page of a sealed account: its seal, and how it differs from the one sealed before."""

from collections.abc import Iterator
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.seal import Reopening, SealedAccount
from budgetdesk.text import danish, text
from budgetdesk.writers import words
from budgetdesk.writers.differences import differences_in_words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.facts import pairs
from budgetdesk.writers.pdf.flow import BODY, COMPACT, QUIET, Heading, headed, para, points, space
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.table import column, table

_FILE = 38 * mm


def seal_part(sealed: SealedAccount, paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """The seal in full, and what it proves."""
    yield from headed(heading)
    yield para(text("seal.paper.what"), BODY)
    facts = {
        "seal": words.grouped(sealed.digest),
        "account": words.grouped(sealed.account),
        "at": danish(paper.made_at),
        "by": sealed.by,
        "signers": sealed.signers,
    }
    yield pairs([(text(f"seal.paper.{name}"), value) for name, value in facts.items()])
    yield space(3)
    yield para(text("seal.paper.how"), QUIET)
    yield from _files(paper)
    if paper.sealed_before is not None:
        yield from _since(paper, paper.sealed_before)


def _files(paper: AccountPaper) -> Iterator[Flowable]:
    """The digest of each file of the package that was finished before this one."""
    columns = [
        column("file", _FILE),
        column("sha256", WIDTH - _FILE),
    ]
    yield from headed(Heading(text("seal.paper.files"), "seal-files", level=1))
    yield table(columns, [[*row] for row in words.package_files(paper)])


def _since(paper: AccountPaper, before: SealedAccount) -> Iterator[Flowable]:
    """Why the one before was opened again, and everything that is different."""
    yield from headed(Heading(text("seal.paper.since"), "seal-since", level=1))
    yield para(
        text("seal.paper.before", at=_here(paper, before.at), seal=before.digest[:12]), COMPACT
    )
    yield from (_reopened(paper, each) for each in (before.reopening,) if each)
    yield from points(("•", sentence) for sentence in differences_in_words(paper))


def _here(paper: AccountPaper, at: datetime) -> datetime:
    """A time as the reader's clock tells it."""
    return at.astimezone(paper.made_at.tzinfo)


def _reopened(paper: AccountPaper, reopening: Reopening) -> Flowable:
    facts = {
        "by": reopening.by,
        "at": _here(paper, reopening.at),
        "reason": paper.hidden(reopening.reason),
    }
    return para(text("seal.paper.reopened", **facts), COMPACT)
