"""Every operation is run, and what it changed is told in words that hold no code of the program."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import get_type_hints

import pytest
from msgspec.structs import fields

from budgetdesk import operations
from budgetdesk.domain.budget import Move
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.ledger import ImportBatch, Placement
from budgetdesk.domain.project import Project
from budgetdesk.domain.review import Review
from budgetdesk.domain.rules import Call
from budgetdesk.domain.seal import SealedAccount, SignedPaper
from budgetdesk.domain.taken import Entry
from budgetdesk.domain.waiver import Waiver
from budgetdesk.history import changed_since
from budgetdesk.session import Session
from budgetdesk.text import has_text
from tests.ledger_steps_taken import LEDGER_RUNS
from tests.steps_taken import RUNS, Run, start

ALL = RUNS | LEDGER_RUNS
_NO_STEP = {
    "begin_like": "makes a document",
    "new_project": "makes a document",
    "before_sealing": "the project as it is sealed, for its papers",
    "keep_package": "a part of sealing",
    "before_seal": "the project as it was sealed, for its papers",
    "apply_fix": "runs the other operations; its own are in tests/operations/test_fixes.py",
    "change": "what the ledger's operations stand on",
}


def _operations() -> Iterator[str]:
    """Every public function of the room that takes a project and gives one."""
    for found in pkgutil.walk_packages(operations.__path__, "budgetdesk.operations."):
        module = importlib.import_module(found.name)
        room = found.name.split(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == found.name and not name.startswith("_")
            if is_own and get_type_hints(function).get("return") is Project:
                yield f"{room}.{name}"


def test_every_operation_is_run_here() -> None:
    named = {each for each in _operations() if each.split(".")[1] not in _NO_STEP}
    assert named == set(ALL)


_CODE = re.compile(
    r"[a-z]+_[a-z]+|\b(None|True|False)\b|[{}\[\]]|\b\d{4}-\d{2}-\d{2}\b|[0-9a-f]{16}"
)


def _told(run: Run) -> list[str]:
    with Session.create(None, run.before(start()), "Karen") as session:
        facts = {"call": "T01", "auditor": "Rita", "number": 1, "seal": "abc", "file": "u.pdf"}
        session.run(run.step, run.do, reason="Glemt bilag", **facts)
        events = session.audit().events
        return [each.words for each in changed_since(events, session.project, 1)]


@pytest.mark.parametrize("name", ALL)
def test_what_an_operation_changed_is_told_in_words(name: str) -> None:
    run = ALL[name]
    said = _told(run)
    assert any(run.says in each for each in said), said
    for each in said:
        assert not _CODE.search(each), each
        assert each.endswith(".")


def _names(kind: type, seen: set[type]) -> Iterator[str]:
    """The names under which the fields of a value, and of the values in it, can stand in a path."""
    if kind in seen or not hasattr(kind, "__struct_fields__"):
        return
    seen.add(kind)
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield field.encode_name
        yield from _inside(hints[field.name], seen)


def _inside(hint: object, seen: set[type]) -> Iterator[str]:
    if isinstance(hint, type):
        yield from _names(hint, seen)
    for each in getattr(hint, "__args__", ()):
        yield from _inside(each, seen)


def test_every_field_that_can_change_has_a_name() -> None:
    told_otherwise: set[type] = {
        *(Call, SealedAccount, Review, ImportBatch, Waiver, Decision, SignedPaper, Entry),
        *(Move, Placement),
    }
    found = set(_names(Project, told_otherwise))
    never_said = {"id", "sha256", "size", "path", "by", "call", "seals", "signed", "reviews"}
    of_taken = {"digest", "entries", "numbers", "earned_ore"}
    assert {
        each for each in found - never_said - of_taken if not has_text(f"history.place.{each}")
    } == set()
