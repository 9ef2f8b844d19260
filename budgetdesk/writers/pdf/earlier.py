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
from budgetdesk.writers.pdf.table import Column, table

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
        _words("account", WIDE - _DAY - _BY - 2 * _MONEY - _SEAL),
        _words("on", _DAY),
        _words("by", _BY),
        _money("added"),
        _money("earned"),
        _words("seal", _SEAL),
    ]
    added = amount(Money.total(each.added for each in before))
    yield from headed(heading)
    yield para(text("account_pdf.earlier.about"), QUIET)
    total = [text("documents.total"), "", "", added, "", ""]
    yield table(columns, [_account(each) for each in before], total)
    yield from _corrections(paper)


def _account(each: EarlierAccount) -> list[str]:
    kind, period = words.name_of(each.kind), words.short_period(each.period)
    told = text("account_pdf.earlier.account", kind=kind, period=period)
    sums = (amount(each.added), amount(each.earned))
    return [told, danish(each.on), each.by, *sums, each.digest[:12]]


def _corrections(paper: AccountPaper) -> Iterator[Flowable]:
    found = paper.account.corrections
    yield from headed(Heading(text("account_pdf.heading.corrections"), "corrections", level=1))
    if not found:
        yield para(text("account_pdf.earlier.no_corrections"), BODY)
        return
    labels = {line.id: words.line_label(line) for line in paper.account.lines}
    columns = [
        _words("running", _RUNNING),
        _words("posting", _ENTRY),
        _words("voucher", _VOUCHER),
        Column(text("documents.column.line"), WIDE - 158 * mm - _KIND),
        _words("correction", _KIND),
        *(_money(name) for name in ("before", "after", "change")),
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


def _words(name: str, width: float) -> Column:
    return Column(text(f"account_pdf.column.{name}"), width)


def _money(name: str) -> Column:
    return Column(text(f"account_pdf.column.{name}"), _MONEY, is_figure=True)
