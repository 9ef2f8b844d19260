"""`budgetdesk convert`: fills a newer form with what an older one holds."""

from argparse import Namespace
from pathlib import Path

from budgetdesk import template_jobs
from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.templates.answers import told
from budgetdesk.cli.templates.fill import add_output, show_filled


def arguments(parser: Parser) -> None:
    """The older form, and the newer one."""
    parser.add_argument("old", type=Path)
    parser.add_argument("template", type=Path)
    parser.add_argument("--json", action="store_true")
    add_output(parser)


def run(typed: Namespace) -> int:
    """Fills a newer form with what an older one holds."""
    answers = told(typed, typed.template)
    made = template_jobs.convert(
        typed.old, typed.template, typed.out, rows=typed.rows, told=answers
    )
    return show_filled(typed, made)
