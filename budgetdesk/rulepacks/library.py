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
_LONGEST: Final = 30
"""Letters of an id that a copy keeps of it."""


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


def copy_call(call_id: str, to: Path | None = None) -> Path:
    """A copy of a pack to begin one's own with, in the user's folder unless said; its path.

    The copy gets an id of its own: two packs with one id could not stand beside each other.

    Raises:
        BudgetDeskError: `rulepacks.unknown_call`; `rulepacks.exists`, nothing is overwritten;
            `rulepacks.not_written`.
    """
    load_call(call_id)
    found = (path for path, call in _packs() if isinstance(call, Call) and call.id == call_id)
    source = next(found)
    own_id = f"{call_id[:_LONGEST]}-kopi"
    target = to or paths.user_calls() / f"{own_id}.toml"
    words = source.read_text(encoding="utf-8-sig")
    words = re.sub(r"(?m)^id\s*=.*$", f'id = "{own_id}"', words, count=1)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(words)
    except FileExistsError as error:
        raise BudgetDeskError("rulepacks.exists", path=target) from error
    except OSError as error:
        raise BudgetDeskError("rulepacks.not_written", path=target) from error
    return target


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
