"""The accounts taken before this one, and what of theirs does not stand any more."""

from collections.abc import Iterator, Mapping

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.account import Correction, EarlierAccount
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import LineId
from budgetdesk.text import amount, danish, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import BODY, QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDE
from budgetdesk.writers.pdf.table import Column, column, table

_MONEY = 30 * mm
_SEAL = 30 * mm
_DAY = 24 * mm
_BY = 40 * mm
_RUNNING = 16 * mm
_ENTRY = 24 * mm
_VOUCHER = 28 * mm
_KIND = 50 * mm


def earlier_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """Each earlier account with what it added, then each correction."""
    before = paper.account.taken_before
    columns = [
        column("earlier_account", WIDE - _DAY - _BY - 2 * _MONEY - _SEAL),
        column("taken_on", _DAY),
        column("taken_by", _BY),
        _money("added"),
        _money("earned"),
        column("seal", _SEAL),
    ]
    added = amount(Money.total(each.added for each in before))
    yield from headed(heading)
    yield para(text("account_pdf.earlier.about"), QUIET)
    total = [text("documents.total"), "", "", added, "", ""]
    yield table(columns, [_account(each) for each in before], total)
    yield from _corrections(paper)


def _account(each: EarlierAccount) -> list[str]:
    sums = (amount(each.added), amount(each.earned))
    return [words.earlier_account(each), danish(each.on), each.by, *sums, each.digest[:12]]


def _corrections(paper: AccountPaper) -> Iterator[Flowable]:
    found = paper.account.corrections
    yield from headed(Heading(text("documents.heading.corrections"), "corrections", level=1))
    if not found:
        yield para(text("account_pdf.earlier.no_corrections"), BODY)
        return
    labels = {line.id: words.line_label(line) for line in paper.account.lines}
    columns = [
        column("running", _RUNNING),
        column("entry", _ENTRY),
        column("voucher", _VOUCHER),
        column("line", WIDE - 158 * mm - _KIND),
        column("correction_kind", _KIND),
        *(_money(name) for name in ("was", "now", "change")),
    ]
    changed = amount(Money.total(each.change for each in found))
    total = [text("documents.total"), *[""] * 6, changed]
    yield para(text("account_pdf.earlier.corrections"), QUIET)
    yield table(columns, [_correction(paper, each, labels) for each in found], total)


def _correction(paper: AccountPaper, each: Correction, labels: Mapping[LineId, str]) -> list[str]:
    running = paper.numbers.get(each.id)
    return [
        "" if running is None else str(running),
        each.id,
        each.posting.voucher if each.posting else "",
        labels[each.line],
        words.name_of(each.kind),
        amount(each.before),
        amount(each.after),
        amount(each.change),
    ]


def _money(name: str) -> Column:
    return column(name, _MONEY, is_figure=True)
