"""The statements: management's, with lines to sign on, and the page kept for the auditor's own.

The program words management's statement only. What an auditor states is the auditor's: the page is
reserved and stays empty (an auditor may not sign a pre-printed statement).
"""

from collections.abc import Iterator

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table, TableStyle

from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.project import Signer
from budgetdesk.text import text
from budgetdesk.writers import layout, words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.facts import BARE
from budgetdesk.writers.pdf.flow import (
    BODY,
    LABEL,
    QUIET,
    SMALL,
    Heading,
    Rule,
    headed,
    para,
    points,
    space,
)
from budgetdesk.writers.pdf.marks import RuleMarks
from budgetdesk.writers.pdf.page import WIDTH

_POINTS = ("correct", "lawful", "sound")
"""The three points of the state's own model (templates: oes.dk, "Påtegning" of annual reports)."""
_FACTS = ("paid", "vat", "not_covered", "cofinancing")
_TOGETHER = ("about", "paid", "cofinancing")


def management_statement(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """What management states, and the lines it signs on."""
    account, project = paper.account, paper.project
    facts = {
        "project": words.given(project.title),
        "journal": words.given(project.journal_number),
        "period": words.long_period(account.period),
        "costs": words.kroner(account.actual),
        "grant": words.kroner(account.settlement.earned),
        "own": words.kroner(account.own),
        "earlier": words.kroner(account.earlier),
        "this": words.kroner(account.this),
    }
    yield from headed(heading)
    yield para(text(f"documents.management.{_named('about', account)}", **facts))
    yield para(text("documents.management.points"))
    stated = (text(f"documents.management.{name}", **facts) for name in _POINTS)
    yield from points((f"{number}.", words) for number, words in enumerate(stated, start=1))
    yield space(2)
    yield para(text("documents.management.facts"))
    named = (_named(name, account) for name in _FACTS)
    yield from points(("•", text(f"documents.management.{name}", **facts)) for name in named)
    yield space(3)
    yield from _reservation(paper)
    yield space(10)
    yield signature_block(project.signers)


def _named(sentence: str, account: Account) -> str:
    """The sentence as it is said of an account that goes on from others, where that is another.

    Its figures are those of all accounts together, not of its own period.
    """
    goes_on = account.kind is AccountKind.INTERIM and bool(account.taken_before)
    return f"{sentence}_together" if goes_on and sentence in _TOGETHER else sentence


def _reservation(paper: AccountPaper) -> Iterator[Flowable]:
    """What the management takes exception to, or room to write it."""
    if paper.project.reservation:
        yield para(text("documents.management.with_reservation"), LABEL)
        yield para(paper.hidden(paper.project.reservation))
        return
    yield para(text("documents.management.reservation"), QUIET)
    yield _box(18 * mm)


def auditor_page(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """The page kept for the auditor's own statement, and which account it belongs to."""
    period = words.short_period(paper.account.period)
    facts = {"project": words.given(paper.project.title), "period": period, "seal": paper.seal}
    yield from headed(heading)
    yield para(text("documents.auditor.reserved"), BODY)
    yield para(text("documents.auditor.account", **facts), QUIET)


def signoff_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """Who must sign, why, and by when."""
    yield from headed(heading)
    yield para(words.signoff_kind(paper))
    for sentence in words.signoff_reasons(paper):
        yield para(sentence, QUIET)
    if paper.account.due is not None:
        yield para(text("documents.signoff.due", due=words.long_day(paper.account.due)))


def signature_block(signers: tuple[Signer, ...]) -> Flowable:
    """Place and date, and below them a place to sign for each; never parted by a page."""
    return KeepTogether([_beside(_line("place"), _line("on")), *_signatures(signers)])


def _signatures(signers: tuple[Signer, ...]) -> Iterator[Flowable]:
    """A place to sign for each named person, two beside each other; a blank one for nobody."""
    places = [_signature(signer) for signer in signers or (Signer(name=""),)]
    for index in range(0, len(places), 2):
        yield _beside(*places[index : index + 2])


def _signature(signer: Signer) -> list[Flowable]:
    """A line to sign on; the name and title below, or lines to write them on."""
    place = [space(14), *_line("signature")]
    if signer.name:
        return [*place, para(signer.name, LABEL), para(signer.title, SMALL)]
    return [*place, space(8), *_line("name"), space(8), *_line("title")]


def _line(name: str) -> list[Flowable]:
    """A line to write on, and below it what belongs there."""
    rule = Rule(width="100%", thickness=0.6, color=HexColor(layout.QUIET), spaceAfter=1)
    return [rule, para(text(f"documents.management.line.{name}"), QUIET)]


def _beside(left: list[Flowable], right: list[Flowable] | None = None) -> Table:
    gap = 8 * mm
    half = (WIDTH - gap) / 2
    widths = [half, gap, half]
    cells = [[left, [], right or []]]
    style = TableStyle(BARE)
    return Table(cells, colWidths=widths, style=style, splitInRow=1, renderCB=RuleMarks())


def _box(height: float) -> Table:
    border = ("BOX", (0, 0), (-1, -1), 0.6, HexColor(layout.RULE))
    return Table(
        [[[]]],
        colWidths=[WIDTH],
        rowHeights=[height],
        style=TableStyle([*BARE, border]),
        renderCB=RuleMarks(),
    )
