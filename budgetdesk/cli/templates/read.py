"""`budgetdesk read`: what a filled-in form holds."""

from argparse import Namespace
from pathlib import Path

from budgetdesk import template_jobs
from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.printing import print_json
from budgetdesk.cli.templates.answers import add_answers, told
from budgetdesk.cli.templates.forms import reading_form
from budgetdesk.cli.templates.words import grave, tell_about, tell_faults, tell_item


def arguments(parser: Parser) -> None:
    """The form."""
    parser.add_argument("workbook", type=Path)
    parser.add_argument("--json", action="store_true")
    add_answers(parser)


def run(typed: Namespace) -> int:
    """What a form holds, field by field with its cell."""
    answers = told(typed, typed.workbook)
    looked = template_jobs.read_template(typed.workbook, answers)
    template_jobs.remember_told(typed.workbook, answers)
    if typed.json:
        print_json(reading_form(looked))
    else:
        for item in looked.reading.items:
            tell_item(item)
        tell_about(looked.notices, looked.reading.form, typed.workbook)
        tell_faults(looked.reading.faults)
    return int(bool(grave(looked.reading.faults)))
