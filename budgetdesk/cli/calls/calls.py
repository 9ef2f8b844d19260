"""`budgetdesk calls`: lists the calls, or does with one what is asked for."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from getpass import getuser
from pathlib import Path

from budgetdesk import call_jobs, paths, rulepacks
from budgetdesk.cli.arguments import Parser
from budgetdesk.cli.calls import forms, words
from budgetdesk.cli.printing import print_json
from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Session
from budgetdesk.text import text


def arguments(parser: Parser) -> None:
    """What to do, with which call or file, and where to."""
    parser.add_argument("action", nargs="?", choices=tuple(_ACTIONS))
    parser.add_argument("what", nargs="?")
    parser.add_argument("to", nargs="?", type=Path)
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--json", action="store_true")


def run(typed: Namespace) -> int:
    """Lists the calls, or does with one what is asked for."""
    if typed.action is None:
        return _list(as_json=typed.json)
    if typed.what is None:
        raise BudgetDeskError("cli.usage", command="calls")
    return _ACTIONS[typed.action](typed)


def _list(*, as_json: bool) -> int:
    packs, broken = rulepacks.all_calls(), rulepacks.broken_packs()
    if as_json:
        left_out = [forms.broken_form(pack) for pack in broken]
        print_json({"calls": [forms.call_form(call) for call in packs], "broken": left_out})
    else:
        words.show_calls(packs)
        print(text("cli.calls.folder", folder=paths.user_calls()))
        for pack in broken:
            words.show_faults(Path(pack.path), pack.faults)
    return 0


def _show(typed: Namespace) -> int:
    call = rulepacks.load_call(typed.what)
    rows = rulepacks.describe(call)
    if typed.json:
        print_json(forms.rules_form(call, rows))
    else:
        words.show_rules(call, rows)
    return 0


def _check(typed: Namespace) -> int:
    """Every fault; of a good pack, what was understood and what is unset."""
    path = Path(typed.what)
    faults = rulepacks.check_pack(path)
    call = None if faults else rulepacks.read_pack(path)
    rows = rulepacks.describe(call) if call else ()
    if typed.json:
        print_json(forms.checked_form(faults, call, rows))
        return int(bool(faults))
    words.show_faults(path, faults)
    if call is not None:
        print(text("cli.calls.understood"))
        words.show_rules(call, rows)
    return int(bool(faults))


def _copy(typed: Namespace) -> int:
    path = rulepacks.copy_call(typed.what, typed.to)
    print(text("cli.calls.copied", path=path))
    return 0


def _upgrade(typed: Namespace) -> int:
    """Shows what the pack at hand tells otherwise than the document's copy; `--yes` takes it in."""
    with Session.open(Path(typed.what), getuser(), read_only=not typed.yes) as session:
        found = call_jobs.find_upgrade(session.project)
        if found.changes and typed.yes:
            call_jobs.upgrade(session, found)
            session.save()
    call, changes = found
    if typed.json:
        print_json(forms.upgrade_form(call, changes, is_done=bool(changes) and typed.yes))
    else:
        words.show_upgrade(call, changes, is_done=typed.yes)
    return 0


_ACTIONS: Mapping[str, Callable[[Namespace], int]] = {
    "show": _show,
    "check": _check,
    "copy": _copy,
    "upgrade": _upgrade,
}
