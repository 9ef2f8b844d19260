"""What leaves the house: the one place that tells every writer how a text is masked."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

from msgspec.structs import fields, replace

from budgetdesk.accounting.details import Prices
from budgetdesk.accounting.people import people
from budgetdesk.domain.personal_data import mask, masker
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.knowledge import patterns

V = TypeVar("V", bound=Value)

_FREE: Final = frozenset(
    (
        "text",
        "supplier",
        "other",
        "raw",
        "reason",
        "permission",
        "note",
        "gl_name",
        "explanation",
        "reservation",
    )
)
"""The fields where somebody writes words; numbers, dates and codes are what a trail is made of."""
_NAMES: Final = frozenset(
    ("title", "name", "label", "contact", "unit", "by", "file", "signers", "checklist")
)
"""The fields that name something. A signer stays named, but nobody's number stands in a name."""
_ANSWERS: Final = frozenset(("explanations", "form_answers", "facts"))
"""The mappings whose values are words."""
_POSTINGS: Final = frozenset(
    (
        "postings",
        "skipped",
        "placements",
        "parts",
        "other_parts",
        "undated",
        "corrections",
        "entries",
        "numbers",
    )
)
"""What is there by the thousand: a writer masks the words of these one by one."""


def masking(project: Project) -> Callable[[str], str]:
    """The function every workbook, PDF, letter and machine form puts its free texts through.

    It hides CPR-like numbers, and the names and numbers of the people known in this project.
    """
    return masker(people(project.ledger, patterns()))


def without_personal_data(project: Project) -> Project:
    """The project as it may leave the house: all its free texts masked, nothing else touched."""
    masked = _masked(project, masking(project), frozenset())
    return replace(masked, ledger=replace(masked.ledger, hidden_words=(), open_words=()))


def without_numbers(paper: V) -> V:
    """A paper with no CPR-like number in a title, a label, a name or any other words.

    Those of its postings are as they were: its writer puts each through `masking`.
    """
    return _masked(paper, mask, _POSTINGS)


def leaving(project: Project) -> Project:
    """The project as a form that leaves the house whole: also without a salary behind a price."""
    versions = []
    for version in project.versions:
        prices = Prices(version)
        lines = (replace(line, details=prices.plain_rows(line)) for line in version.lines)
        versions.append(replace(version, lines=tuple(lines)))
    return without_personal_data(replace(project, versions=tuple(versions)))


def _masked(value: V, hide: Callable[[str], str], untouched: AbstractSet[str]) -> V:
    changed = {
        field.name: _inside(field.name, getattr(value, field.name), hide, untouched)
        for field in fields(value)
        if field.name != "call" and field.name not in untouched
    }
    return replace(value, **changed)


def _inside(
    name: str, held: object, hide: Callable[[str], str], untouched: AbstractSet[str]
) -> object:
    match held:
        case str():
            return hide(held) if name in _FREE else mask(held) if name in _NAMES else held
        case Value():
            return _masked(held, hide, untouched)
        case tuple():
            return tuple(_inside(name, each, hide, untouched) for each in held)
        case dict() if name in _ANSWERS:
            return {
                key: hide(said) if isinstance(said, str) else said for key, said in held.items()
            }
        case dict():
            return {key: _inside(name, each, hide, untouched) for key, each in held.items()}
        case _:
            return held
