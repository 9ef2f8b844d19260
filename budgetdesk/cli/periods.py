"""The period of an account, as two dates of which either can be left out."""

from argparse import Namespace

from budgetdesk import jobs
from budgetdesk.cli.arguments import Parser, day
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError


def add_period(parser: Parser) -> None:
    """The first and the last day."""
    parser.add_argument("--from", type=day, dest="start")
    parser.add_argument("--to", type=day, dest="end")


def period_of(project: Project, typed: Namespace) -> Period | None:
    """The period asked for: a date left out is the project's own; None is the whole project."""
    if typed.start is None and typed.end is None:
        return None
    whole = jobs.whole_period(project)
    period = Period(start=typed.start or whole.start, end=typed.end or whole.end)
    if period.end < period.start:
        raise BudgetDeskError("cli.backwards", start=period.start, end=period.end)
    return None if period == whole else period
