"""The command line: the same jobs as the window, for people, scripts and auditors.

Exit codes: 0 done and nothing blocking; 1 done, with blocking findings or a broken chain; 2 could
not be done, told in one plain line on standard error. What a command computes is never here.
"""

import os
import sys
from collections.abc import Sequence

from budgetdesk import crashes, rulepacks
from budgetdesk.cli.arguments import parse
from budgetdesk.cli.commands import COMMANDS
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text

_HELP = frozenset(("-h", "--help", "help"))


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    speak_utf8()
    try:
        code = _run(list(sys.argv[1:] if words is None else words))
        sys.stdout.flush()
    except BudgetDeskError as error:
        print(text(f"errors.{error.code}", **error.facts), file=sys.stderr)
        return 2
    except BrokenPipeError:
        _let_go_of_output()
        return 0
    except Exception as bug:  # noqa: BLE001 - ours, whatever it is: kept for whoever mends it
        path = crashes.report(bug)
        print(text("cli.crash.logged" if path else "cli.crash.told", path=path), file=sys.stderr)
        return 2
    return code


def _run(words: list[str]) -> int:
    if words in (["help", text("cli.topics.rule_pack")], ["calls", "help"]):
        print(rulepacks.manual())
        return 0
    if not words or words[0] in _HELP:
        print(text("cli.help.short"))
        return 0
    command, *rest = words
    if command not in COMMANDS:
        raise BudgetDeskError("cli.unknown_command", command=command)
    if _HELP.intersection(rest):
        print(text(f"cli.help.{command}").strip())
        return 0
    chosen = COMMANDS[command]
    return chosen.run(parse(command, chosen.arguments, rest))


def _let_go_of_output() -> None:
    """Whoever read has read enough (`budgetdesk calls | head`): what is left goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def speak_utf8() -> None:
    """Danish letters come out whole, also through a pipe on Windows or in a bare locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
