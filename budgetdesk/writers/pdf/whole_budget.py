"""A whole budget on paper: every line year by year, who pays, and the note behind each line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.text import amount, text
from budgetdesk.writers import change_words
from budgetdesk.writers.pdf.flow import LABEL, QUIET, Heading, headed, para
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.table import Column, table

_MONEY: Final = 30 * mm
_AT_A_TIME: Final = 3
"""Years beside each other on an upright page; a project of more goes on below."""


def whole_budget(project: Project, version: BudgetVersion) -> Iterator[Flowable]:
    """The budget as it is to be, so that the funder need not work it out from what changed."""
    name = change_words.version_name(version)
    yield from headed(Heading(text("letter.whole", name=name), "whole"))
    yield para(text("letter.figures"), QUIET)
    yield from _figures(project, "line", version.lines, version.years)
    yield from _figures(project, "source", version.funding, version.years)
    yield from _notes(project, version.lines)


def _figures(
    project: Project,
    kind: str,
    lines: Sequence[BudgetLine] | Sequence[FundingLine],
    years: Sequence[int],
) -> Iterator[Flowable]:
    """The lines' amounts, some years at a time, and in all beside the last of them."""
    named = [(change_words.name_of_line(project, line), line.amounts) for line in lines]
    for part in _parts(years):
        is_last = part[-1:] == years[-1:]
        columns = _columns(kind, part, is_last=is_last)
        rows = [[name, *_amounts(sums, part, is_last=is_last)] for name, sums in named]
        whole = [*_amounts(_summed(lines), part, is_last=is_last)]
        yield table(columns, rows, [text("letter.total"), *whole])


def _parts(years: Sequence[int]) -> Sequence[Sequence[int]]:
    """The years that stand beside each other; one empty part where no year has an amount."""
    return [years[at : at + _AT_A_TIME] for at in range(0, len(years), _AT_A_TIME)] or [years]


def _columns(kind: str, years: Sequence[int], *, is_last: bool) -> Sequence[Column]:
    heads = [str(year) for year in years] + [text("letter.total")] * is_last
    name = Column(text(f"letter.column.{kind}"), WIDTH - _MONEY * len(heads))
    return [name, *(Column(head, _MONEY, is_figure=True) for head in heads)]


def _amounts(sums: Mapping[int, Money], years: Sequence[int], *, is_last: bool) -> Iterator[str]:
    for year in years:
        yield amount(sums.get(year, ZERO))
    if is_last:
        yield amount(Money.total(sums.values()))


def _summed(lines: Sequence[BudgetLine] | Sequence[FundingLine]) -> Mapping[int, Money]:
    sums: dict[int, Money] = {}
    for line in lines:
        for year, money in line.amounts.items():
            sums[year] = sums.get(year, ZERO) + money
    return sums


def _notes(project: Project, lines: Sequence[BudgetLine]) -> Iterator[Flowable]:
    noted = [line for line in lines if line.note.strip()]
    if noted:
        yield from headed(Heading(text("letter.heading.notes"), "notes", level=1))
    for line in noted:
        yield para(change_words.name_of_line(project, line), LABEL)
        yield para(line.note)
