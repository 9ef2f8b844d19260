"""How a pack is laid out as TOML; the rules themselves have the shape of `domain.rules`."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.value import Value

_LONGEST_QUOTE = 300

DocumentKey = Annotated[str, Meta(extra={"one_of": "documents"})]
"""A key of the pack's `[documents]`."""

Kind = Annotated[str, Meta(extra={"one_of": "kinds"})]
"""A kind of rule: the name of a field in `CallRules`."""


class Document(Value):
    """A text that rules are cited from: its title, and its address when it has one."""

    title: str
    url: Annotated[str, Meta(extra={"form": "url"})] = ""


class Place(Value):
    """A document, and where in it."""

    document: DocumentKey
    section: str = ""


class Citation(Value):
    """Where a rule is written, with its words when they were read: short, and as they stand.

    A place whose section or words were not seen is still a place; neither is ever made up.
    """

    document: DocumentKey
    section: str = ""
    quote: Annotated[str, Meta(extra={"at_most": _LONGEST_QUOTE})] = ""


class Pack(Value):
    """A whole pack.

    `rules` is read from one table of kinds; a kind given as a list of rules has its first in the
    first value, its second in the next. `not_stated` are the kinds a complete call was read for and
    is silent about: a complete pack sets or names every kind, so that none is forgotten.
    """

    id: Annotated[str, Meta(extra={"form": "id"})]
    name: str
    funder: str
    complete: bool
    documents: Mapping[str, Document]
    where_to_look: Place
    rules: tuple[CallRules, ...]
    not_stated: tuple[Kind, ...] = ()
    facts: Mapping[str, str] = {}
