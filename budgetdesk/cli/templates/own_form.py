"""`budgetdesk form`: the form of our own for a call."""

from argparse import Namespace
from pathlib import Path

from budgetdesk import rulepacks, template_jobs
from budgetdesk.cli.arguments import Parser
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """The call, and where the form goes."""
    parser.add_argument("call")
    parser.add_argument("--out", type=Path, required=True)


def run(typed: Namespace) -> int:
    """Writes the form of our own for a call."""
    if typed.out.suffix.lower() != ".xlsx":
        raise BudgetDeskError("templates.other_kind", path=typed.out, suffix=".xlsx")
    template_jobs.write_own_form(rulepacks.load_call(typed.call), typed.out)
    print(text("form.own_saved", path=typed.out))
    return 0
