"""A project begun from an earlier one: its plan without its life."""

from collections.abc import Mapping

from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine, YearIndex
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import Call
from budgetdesk.domain.value import VersionId


def begin_like(
    earlier: Project,
    call: Call | None = None,
    period: Period | None = None,
    *,
    keeps_amounts: bool = False,
) -> Project:
    """A new project with the plan of an earlier one, as it was last approved.

    Kept are recipient, partners, the rules of placing, and the lines with notes and funding; their
    ids stay, so that the rules find them. `call` takes the place of the call's rules as the
    earlier project has them; a cost item it does not know is to be chosen anew. Amounts are kept
    with the rows and indices behind them, moved by as many years as `period` begins later, or left
    out; how a line is split by quarter or month is kept only where no year moved. Nothing that
    came to pass is kept: no postings, payments, decisions or explanations.
    """
    later = _years_between(earlier.period, period) if keeps_amounts else None
    chosen = call or earlier.call
    eligible = chosen.rules_on(None, {}).eligible
    items = {item.key for item in eligible.items} if eligible else None
    plan = earlier.base_budget
    first = BudgetVersion(
        id=VersionId("v1"),
        name="",
        lines=tuple(_line(line, items, later) for line in plan.lines),
        funding=tuple(_source(line, later) for line in plan.funding),
        annual_hours=plan.annual_hours,
        indices=() if later is None else tuple(_index(index, later) for index in plan.indices),
    )
    return Project(
        call=chosen,
        versions=(first,),
        recipient=earlier.recipient,
        partners=earlier.partners,
        period=period,
        ledger=Ledger(rules=earlier.ledger.rules),
    )


def _years_between(before: Period | None, after: Period | None) -> int:
    """How many years later a period begins; none while one of them is not known."""
    if before is None or after is None:
        return 0
    return after.start.year - before.start.year


def _line(line: BudgetLine, items: set[str] | None, later: int | None) -> BudgetLine:
    """A line in its new years; without amounts it has no rows behind them either."""
    item = line.item if items is None or line.item in items else None
    rows = () if later is None else line.details
    details = tuple(replace(row, year=row.year + (later or 0)) for row in rows)
    parts = line.parts if later == 0 else {}
    return replace(
        line, item=item, details=details, parts=parts, amounts=_moved(line.amounts, later)
    )


def _source(line: FundingLine, later: int | None) -> FundingLine:
    hours = None if later is None else line.hours
    return replace(line, hours=hours, amounts=_moved(line.amounts, later))


def _index(index: YearIndex, later: int) -> YearIndex:
    """An index of its new year; who said so of the old one has not said it of this."""
    return replace(index, year=index.year + later, source=index.source if later == 0 else "")


def _moved(amounts: Mapping[int, Money], later: int | None) -> dict[int, Money]:
    return {} if later is None else {year + later: money for year, money in amounts.items()}
