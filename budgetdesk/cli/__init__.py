"""The command line: the same jobs as the window, for people, scripts and auditors.

Exit codes: 0 done and nothing blocking; 1 done, with blocking findings or a broken chain; 2 could
not be done, told in one plain line on standard error. What a command computes is never here.
"""

import sys
from collections.abc import Sequence

from budgetdesk.cli.arguments import parse
from budgetdesk.cli.commands import COMMANDS
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text

_HELP = frozenset(("-h", "--help", "help"))


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    speak_utf8()
    try:
        return _run(list(sys.argv[1:] if words is None else words))
    except BudgetDeskError as error:
        print(text(f"errors.{error.code}", **error.facts), file=sys.stderr)
        return 2


def _run(words: list[str]) -> int:
    if not words or words[0] in _HELP:
        print(text("cli.help.short"))
        return 0
    command, *rest = words
    if command not in COMMANDS:
        raise BudgetDeskError("cli.unknown_command", command=command)
    if _HELP.intersection(rest):
        print(text(f"cli.help.{command}").strip())
        return 0
    return COMMANDS[command](parse(command, rest))


def speak_utf8() -> None:
    """Danish letters come out whole, also through a pipe on Windows or in a bare locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
