"""The machine forms of calls, their rules and the faults of a pack."""

from collections.abc import Sequence

from budgetdesk import rulepacks
from budgetdesk.cli.printing import Form
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.rules import Call


def call_form(call: Call) -> Form:
    """One line of the list of calls."""
    return {
        "id": call.id,
        "name": call.name,
        "funder": call.funder,
        "complete": call.complete,
        "digest": call.digest,
    }


def rules_form(call: Call, rows: Sequence[rulepacks.RuleRow]) -> Form:
    """A call with every rule, as data and in words, with its sources; the unset ones named."""
    return call_form(call) | {
        "facts": dict(call.facts),
        "where_to_look": to_plain(call.where_to_look),
        "rules": [
            {
                "kind": row.kind,
                "name": row.name,
                "set": row.is_set,
                "text": row.value,
                "value": to_plain(getattr(call.rules, row.kind)),
                "sources": to_plain(row.sources),
            }
            for row in rows
        ],
        "unset": list(call.rules.unset()),
    }


def checked_form(
    faults: Sequence[rulepacks.Fault], call: Call | None, rows: Sequence[rulepacks.RuleRow]
) -> Form:
    """A checked pack: its faults, or how it was understood; `unset` are the kinds it leaves out."""
    return {
        "ok": not faults,
        "faults": [fault_form(fault) for fault in faults],
        "understood": None if call is None else rules_form(call, rows),
        "unset": [row.kind for row in rows if not row.is_set],
    }


def upgrade_form(call: Call, changes: Sequence[rulepacks.RuleChange], *, is_done: bool) -> Form:
    """What the pack at hand tells otherwise than the document's copy."""
    told = [{"name": each.name, "before": each.before, "after": each.after} for each in changes]
    return {"call": call.id, "done": is_done, "changes": told}


def fault_form(fault: rulepacks.Fault) -> Form:
    """A fault in a pack."""
    return {**to_plain(fault), "message": rulepacks.fault_text(fault)}


def broken_form(pack: rulepacks.BrokenPack) -> Form:
    """A pack that was left out, and why."""
    return {"path": pack.path, "faults": [fault_form(fault) for fault in pack.faults]}
