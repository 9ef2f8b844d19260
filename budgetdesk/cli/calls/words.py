"""What is told of calls, their rules and the faults of a pack."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from budgetdesk import rulepacks
from budgetdesk.domain.finding import Source
from budgetdesk.domain.rules import Call
from budgetdesk.text import text


def show_calls(packs: Iterable[Call]) -> None:
    """The calls under their funders, a line each."""
    by_funder: dict[str, list[Call]] = {}
    for call in packs:
        by_funder.setdefault(call.funder, []).append(call)
    for funder, theirs in by_funder.items():
        print(funder)
        for call in theirs:
            known = "cli.calls.complete" if call.complete else "cli.calls.partial"
            print(f"  {call.id:<12}{text(known, name=call.name)}")


def show_rules(call: Call, rows: Sequence[rulepacks.RuleRow]) -> None:
    """One call with every rule, its quotes, and what is not known."""
    print(text("cli.calls.title", id=call.id, name=call.name, funder=call.funder))
    for name, value in call.facts.items():
        print(text("cli.calls.rule", name=rulepacks.fact_name(name), value=value))
    for row in rows:
        if row.is_set:
            print(text("cli.calls.rule", name=row.name, value=_in_line(row.value)))
        for source in row.sources:
            place = _place(source, call.where_to_look.document)
            key = "cli.calls.quote" if source.quote else "cli.calls.place"
            print(text(key, place=place, quote=source.quote))
    unset = [row.name for row in rows if not row.is_set]
    if unset:
        print(text("cli.calls.unset", names=", ".join(unset)))


def _place(source: Source, at_home: str) -> str:
    """Where a rule is written; the call itself goes without saying where its section is known."""
    if source.document == at_home and source.section:
        return source.section
    return ", ".join(part for part in (source.document, source.section) if part)


def show_faults(path: Path, found: Sequence[rulepacks.Fault]) -> None:
    """The faults of a pack; that there are none is said too."""
    if not found:
        print(text("cli.calls.valid", path=path, name=rulepacks.read_pack(path).name))
        return
    print(text("cli.calls.faults", path=path))
    for fault in found:
        print(f"  {rulepacks.fault_text(fault)}")


def show_upgrade(call: Call, changes: Sequence[rulepacks.RuleChange], *, is_done: bool) -> None:
    """Rule by rule what was and what comes, and whether it was taken in."""
    if not changes:
        print(text("cli.upgrade.same", name=call.name))
        return
    for each in changes:
        print(text("cli.upgrade.rule", name=each.name))
        print(text("cli.upgrade.before", value=_in_line(each.before)))
        print(text("cli.upgrade.after", value=_in_line(each.after)))
    print(text("cli.upgrade.done" if is_done else "cli.upgrade.ask", count=len(changes)))


def _in_line(said: str) -> str:
    """What stands in lines, in one; a sentence or heading needs no more than its own sign."""
    return re.sub(r"(?<=[.:])\n", " ", said).replace("\n", "; ")
