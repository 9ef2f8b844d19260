"""Two budgets held against each other on paper: lines, years and funding, and what they come to."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.accounting.difference import Difference, Fate, LineChange
from budgetdesk.accounting.partners import costs_by_partner, names_of
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingSource
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.personal_data import mask
from budgetdesk.domain.project import Project
from budgetdesk.text import amount, label, percent, text
from budgetdesk.writers import change_words
from budgetdesk.writers.pdf.flow import QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.table import Column, table

_MONEY: Final = 33 * mm
"""Room for 999.999.999.999,00 in the totals."""
_PERCENT: Final = 21 * mm
_YEAR: Final = 13 * mm


def lines(
    project: Project, before: BudgetVersion, after: BudgetVersion, found: Difference
) -> Iterator[Flowable]:
    """Each line whose amount differs, the others as one, and what all come to."""
    changed = [each for each in found.lines if each.amount]
    named = [change_words.name_of_line(project, each.line) for each in changed]
    rows = [_row(n, x.was, x.was + x.amount) for n, x in zip(named, changed, strict=True)]
    rest = before.total_costs - Money.total(each.was for each in changed)
    rows += [_row(text("letter.rest"), rest, rest)] if rest else []
    total = _row(text("letter.total"), before.total_costs, after.total_costs)
    yield from headed(Heading(text("letter.heading.lines"), "lines", level=1))
    yield para(text("letter.figures"), QUIET)
    yield table(_columns("line"), rows, total)
    for change in found.lines:
        if change.is_moved or change.fate is not Fate.CHANGED or change_words.field_names(change):
            name = change_words.name_of_line(project, change.line)
            became = change_words.what_became(change)
            yield para(text("letter.note", label=name, became=became), QUIET)


def years(project: Project, found: Difference) -> Iterator[Flowable]:
    """By how much each line rose or fell in each year; nothing where none did."""
    rows = [row for change in found.lines for row in _per_year(project, change)]
    if rows:
        year = Column(text("letter.column.year"), _YEAR)
        columns = [_column("line", WIDTH - _YEAR - 3 * _MONEY), year, *_moneys()]
        yield from headed(Heading(text("letter.heading.years"), "years", level=1))
        yield table(columns, rows)


def funding(before: BudgetVersion, after: BudgetVersion) -> Iterator[Flowable]:
    """Who paid and who is to pay."""
    sources = [x for x in FundingSource if before.funded_by(x) or after.funded_by(x)]
    rows = [_row(label(x), before.funded_by(x), after.funded_by(x)) for x in sources]
    total = _row(text("letter.total"), before.total_funding, after.total_funding)
    yield from headed(Heading(text("letter.heading.funding"), "funding", level=1))
    yield table(_columns("source"), rows, total)


def partners(project: Project, before: BudgetVersion, after: BudgetVersion) -> Iterator[Flowable]:
    """What each has in costs in a joint project; nothing where nobody's changed."""
    was, now = (costs_by_partner(project, version) for version in (before, after))
    if not project.partners or was == now:
        return
    named = names_of(project).items()
    rows = [_row(mask(name), was[key], now[key]) for key, name in named]
    total = _row(text("letter.total"), before.total_costs, after.total_costs)
    yield from headed(Heading(text("letter.heading.partners"), "partners", level=1))
    yield table(_columns("partner"), rows, total)


def _per_year(project: Project, change: LineChange[BudgetLine]) -> Iterator[list[str]]:
    for year, rise in change.per_year.items():
        was = change.before.amounts.get(year, ZERO) if change.before else ZERO
        figures = (amount(was), amount(rise), amount(was + rise))
        yield [change_words.name_of_line(project, change.line), str(year), *figures]


def _row(name: str, before: Money, after: Money) -> list[str]:
    change = after - before
    share = percent(change.percent_of(before))
    return [name, amount(before), amount(change), amount(after), share]


def _columns(first: str) -> Sequence[Column]:
    share = Column(text("letter.column.percent"), _PERCENT, is_figure=True)
    return [_column(first, WIDTH - 3 * _MONEY - _PERCENT), *_moneys(), share]


def _moneys() -> Iterator[Column]:
    for name in ("before", "change", "after"):
        yield Column(text(f"letter.column.{name}"), _MONEY, is_figure=True)


def _column(name: str, width: float) -> Column:
    return Column(text(f"letter.column.{name}"), width)
