"""What leaves the house: the one place that tells every writer how a text is masked."""

from collections.abc import Callable
from typing import Final, TypeVar

from msgspec.structs import fields, replace

from budgetdesk.accounting.details import Prices
from budgetdesk.accounting.people import people
from budgetdesk.domain.personal_data import masker
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


def masking(project: Project) -> Callable[[str], str]:
    """The function every workbook, PDF, letter and machine form puts its free texts through.

    It hides CPR-like numbers, and the names and numbers of the people known in this project.
    """
    return masker(people(project.ledger, patterns()))


def without_personal_data(project: Project) -> Project:
    """The project as it may leave the house: all its free texts masked, nothing else touched."""
    hide = masking(project)
    masked = _masked(project, hide)
    words = {key: hide(said) for key, said in project.explanations.items()}
    ledger = replace(masked.ledger, hidden_words=(), open_words=())
    return replace(masked, explanations=words, ledger=ledger)


def leaving(project: Project) -> Project:
    """The project as a form that leaves the house whole: also without a salary behind a price."""
    versions = []
    for version in project.versions:
        prices = Prices(version)
        lines = (replace(line, details=prices.plain_rows(line)) for line in version.lines)
        versions.append(replace(version, lines=tuple(lines)))
    return without_personal_data(replace(project, versions=tuple(versions)))


def _masked(value: V, hide: Callable[[str], str]) -> V:
    changed = {
        field.name: _inside(getattr(value, field.name), hide, is_free=field.name in _FREE)
        for field in fields(value)
        if field.name != "call"
    }
    return replace(value, **changed)


def _inside(held: object, hide: Callable[[str], str], *, is_free: bool) -> object:
    match held:
        case str() if is_free:
            return hide(held)
        case Value():
            return _masked(held, hide)
        case tuple() if held and isinstance(held[0], Value):
            return tuple(_masked(each, hide) for each in held)
        case dict() if held and isinstance(next(iter(held.values())), Value):
            return {key: _masked(each, hide) for key, each in held.items()}
        case _:
            return held
