"""A fault in a rule pack: what is wrong, and where the writer of the pack finds it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from budgetdesk.domain.finding import FactValue
from budgetdesk.domain.value import Value
from budgetdesk.text import text


class Fault(Value):
    """One fault. The text is `packs.faults.<code>` filled in with the facts.

    `path` is the key in the pack ("rules.cofinancing.percent", "rules.eligible.items[2].key"),
    empty for the file as a whole; `line` counts from 1, None where it cannot be told.
    """

    code: str
    path: str = ""
    line: int | None = None
    facts: Mapping[str, FactValue] = {}


def fault_text(fault: Fault) -> str:
    """The fault as one sentence with its place in front."""
    near = fault.facts.get("near")
    hint = text("packs.near", near=near) if near else ""
    message = text(f"packs.faults.{fault.code}", **{"hint": hint, **fault.facts})
    if not fault.path and fault.line is None:
        return message
    place = "path" if fault.line is None else "line" if not fault.path else "path_and_line"
    return text(f"packs.at.{place}", path=fault.path, line=fault.line, message=message)


def choice(word: str, among: Sequence[str]) -> dict[str, FactValue]:
    """The facts of a word that is none of the possible ones: the likely one, and the others.

    `near` is empty where none is likely.
    """
    near = get_close_matches(word, among, n=1)
    rest = [possible for possible in among if possible not in near]
    return {"word": word, "near": "".join(near), "choices": ", ".join([*near, *rest])}
