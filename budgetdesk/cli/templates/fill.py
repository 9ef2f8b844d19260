"""`budgetdesk fill`: fills the funder's own form with the project."""

from argparse import Namespace
from pathlib import Path

from msgspec.structs import replace

from budgetdesk import template_jobs
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.changes.versions import version_named
from budgetdesk.cli.exporting import add_read_only, opened, tell_unnoted
from budgetdesk.cli.printing import print_json
from budgetdesk.cli.templates.answers import add_answers, told
from budgetdesk.cli.templates.forms import filling_form
from budgetdesk.cli.templates.words import tell_filled
from budgetdesk.domain.project import Project
from budgetdesk.exports import Export, Kind
from budgetdesk.template_jobs import FilledFile


def arguments(parser: Parser) -> None:
    """The document, the form to fill, and which version of the budget to fill it with."""
    add_document(parser)
    parser.add_argument("template", type=Path)
    parser.add_argument("--version", default="")
    add_read_only(parser)
    add_output(parser)


def add_output(parser: Parser) -> None:
    """Where the filled form goes, and how it is filled."""
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rows", choices=("auto", "insert", "merge"), default="auto")
    add_answers(parser)


def run(typed: Namespace) -> int:
    """Fills the funder's own form with the project."""
    answers = told(typed, typed.template)
    with opened(typed, writes=True) as session:
        project = _with_version(session.project, typed.version)
        made = Export(
            session,
            Kind.FORM,
            typed.out,
            lambda path: template_jobs.fill_template(
                project, typed.template, path, rows=typed.rows, told=answers
            ),
        ).done()
        tell_unnoted(session)
    return show_filled(typed, made)


def _with_version(project: Project, version: str) -> Project:
    """The project with a version to be asked for as if it were the only one; with all without."""
    return replace(project, versions=(version_named(project, version),)) if version else project


def show_filled(typed: Namespace, made: FilledFile) -> int:
    """What was done to a form, in words or as JSON; 1: something in it is to be looked at."""
    if typed.json:
        print_json(filling_form(typed.template, made))
    else:
        tell_filled(typed.template, made)
    return int(not made.is_sound)
