"""The commands in order: each is a module with its arguments and its run."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Protocol

from budgetdesk.cli import demo, ledger, solve
from budgetdesk.cli.account import account, partners, track
from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.auditing import audit, changes_since, review
from budgetdesk.cli.calls import calls
from budgetdesk.cli.changes import change, diff, versions
from budgetdesk.cli.document import new, show
from budgetdesk.cli.findings import check, decide
from budgetdesk.cli.sealing import attach, reopen, seal, verify
from budgetdesk.cli.templates import convert, fill, own_form, read


class Command(Protocol):
    """What a command's module has: what may be typed after its name, and what it then does."""

    def arguments(self, parser: Parser) -> None:
        """Adds what may be typed."""

    def run(self, typed: Namespace) -> int:
        """Does it, shows what came of it, and gives the exit code."""


COMMANDS: Mapping[str, Command] = {
    "calls": calls,
    "new": new,
    "show": show,
    "check": check,
    "decide": decide,
    "versions": versions,
    "diff": diff,
    "change": change,
    "import": ledger,
    "account": account,
    "partners": partners,
    "fill": fill,
    "form": own_form,
    "read": read,
    "convert": convert,
    "track": track,
    "audit": audit,
    "solve": solve,
    "seal": seal,
    "reopen": reopen,
    "verify": verify,
    "attach": attach,
    "review": review,
    "changes": changes_since,
    "demo": demo,
}
