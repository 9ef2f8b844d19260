"""`budgetdesk verify`: whether the files of a package are those that were sealed."""

from argparse import Namespace
from pathlib import Path

from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.printing import print_json
from budgetdesk.verify import verify
from budgetdesk.verify.told import form, lines


def arguments(parser: Parser) -> None:
    """The files of a package, or some of them."""
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--json", action="store_true")


def run(typed: Namespace) -> int:
    """Tells whether the files of a package are those that were sealed."""
    reports = verify(typed.files)
    if typed.json:
        print_json(form(reports))
    else:
        print("\n".join(lines(reports)))
    return int(not all(report.is_sound for report in reports))
