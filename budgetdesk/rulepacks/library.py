"""The calls at hand: the shipped packs and the user's own.

A broken pack of the user's never stops the program: it is left out, and told by `broken_packs`.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from budgetdesk import paths
from budgetdesk.domain.rules import Call
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.rulepacks.fault import Fault
from budgetdesk.rulepacks.pack import open_pack

_NEAREST: Final = 3


class BrokenPack(Value):
    """A pack that was left out, and why."""

    path: str
    faults: tuple[Fault, ...]


def all_calls() -> tuple[Call, ...]:
    """The calls of all good packs, in the order of their ids."""
    calls = (result for _, result in _packs() if isinstance(result, Call))
    return tuple(sorted(calls, key=lambda call: call.id))


def broken_packs() -> tuple[BrokenPack, ...]:
    """The packs that were left out."""
    return tuple(
        BrokenPack(path=str(path), faults=result)
        for path, result in _packs()
        if not isinstance(result, Call)
    )


def load_call(call_id: str) -> Call:
    """The call with an id.

    Raises:
        BudgetDeskError: `rulepacks.unknown_call`; `nearest` are the known ids, the likely first.
    """
    calls = {call.id: call for call in all_calls()}
    if call_id not in calls:
        nearest = ", ".join(_nearest(call_id, list(calls)))
        folder = paths.user_calls()
        raise BudgetDeskError("rulepacks.unknown_call", id=call_id, nearest=nearest, folder=folder)
    return calls[call_id]


def _nearest(call_id: str, known: Sequence[str]) -> Sequence[str]:
    """The ids most like one that nobody knows; the first few where none is."""
    by_core = {_core(each): each for each in known}
    near = get_close_matches(_core(call_id), by_core, n=_NEAREST, cutoff=0.4)
    return [by_core[core] for core in near] or known[:_NEAREST]


def _core(call_id: str) -> str:
    """An id without what people leave out: capitals, and zeros before a number."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", call_id.casefold())


def _packs() -> Iterator[tuple[Path, Call | tuple[Fault, ...]]]:
    """Every pack file with its call or faults; of two with one id, the shipped or first stands."""
    seen: dict[str, Path] = {}
    for folder in (paths.resources() / "calls", paths.user_calls()):
        for path in sorted(folder.glob("*.toml")):
            result = open_pack(path)
            if isinstance(result, Call) and seen.setdefault(result.id, path) != path:
                facts = {"id": result.id, "other": str(seen[result.id])}
                result = (Fault(code="id_taken", path="id", facts=facts),)
            yield path, result
