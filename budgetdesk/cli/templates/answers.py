"""What a person has told of a form's columns and fields on the command line."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from budgetdesk import template_jobs
from budgetdesk.cli.arguments import Parser, answer


def add_answers(parser: Parser) -> None:
    """As many answers as one likes."""
    parser.add_argument("--answer", action="append", default=[], type=answer)


def told(typed: Namespace, path: Path) -> Mapping[str, str]:
    """The answers on the command line as they are kept."""
    if not typed.answer:
        return {}
    form = template_jobs.read_template(path).reading.form
    return template_jobs.told_by(typed.answer, form)
