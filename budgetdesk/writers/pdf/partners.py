"""A joint project, organisation by organisation: what each planned, used and brought."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.account import CofinancingResult, PartnerAccount
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.text import amount, percent, text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDE
from budgetdesk.writers.pdf.table import column, table

_MONEY = 28 * mm
_HELD = 36 * mm
_FIGURES = ("budget", "actual", "deviation", "grant", "others", "own_share")
_OTHERS = (FundingSource.OTHER_GRANT, FundingSource.INCOME)


def partners_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """The recipient, each partner, and the whole."""
    partners = paper.account.partners
    columns = [
        column("partner", WIDE - 6 * _MONEY - _HELD),
        *(column(name, _MONEY, is_figure=True) for name in _FIGURES),
        column("own_percent", _HELD),
    ]
    sums = [Money.total(each) for each in zip(*map(_figures, partners), strict=True)]
    total = [text("documents.total"), *map(amount, sums), ""]
    yield from headed(heading)
    yield para(text("documents.how.partners"), QUIET)
    yield table(columns, [_row(each) for each in partners], total)


def _row(each: PartnerAccount) -> list[str]:
    return [words.given(each.name), *map(amount, _figures(each)), _held(each.cofinancing)]


def _figures(each: PartnerAccount) -> tuple[Money, ...]:
    others = Money.total(each.brought(source) for source in _OTHERS)
    brought = (each.brought(FundingSource.GRANT), others, each.brought(FundingSource.OWN))
    return (each.budget, each.actual, each.deviation, *brought)


def _held(held: CofinancingResult | None) -> str:
    """The own share in percent, and what is missing where the demand were on each alone."""
    if held is None:
        return text("documents.none")
    name = "met" if held.is_met else "missing"
    facts = {"percent": percent(held.actual_percent), "missing": held.missing}
    return text(f"account_pdf.partners.{name}", **facts)
