"""What labels mean: the words of `resources/template_profiles`, and how near a label is to them."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal, NamedTuple

import msgspec
from rapidfuzz import fuzz

from budgetdesk import paths
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError

COMMON: Final = "common"

SURE: Final = 85
"""Percent of likeness from which a label is taken for what it resembles."""

UNSURE: Final = 65
"""Percent from which a label is worth asking about."""

_SHORT: Final = 4
"""Letters; in words no longer a single letter changes everything (Post, Pris, Note)."""

_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")

Answers = Mapping[str, str]
"""What a person said a label is: folded kind and label -> meaning; an empty one is "nothing"."""


class FieldWords(Value):
    """The labels of a field, and where such a label must stand to mean it."""

    name: str
    labels: tuple[str, ...]
    kind: Literal["text", "date", "amount", "period"] = "text"
    after: str = ""
    section: str = ""


class Words(Value):
    """The words all forms share; see `common.toml`."""

    columns: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, tuple[str, ...]]
    totals: Mapping[str, tuple[str, ...]]
    fields: tuple[FieldWords, ...]


class Profile(Value):
    """A known form: its name, and the titles it has had."""

    name: str
    titles: tuple[str, ...]


class Meaning(NamedTuple):
    """What a label means, and how sure that is in percent."""

    name: str
    percent: int

    @property
    def is_sure(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.percent >= SURE


UNKNOWN: Final = Meaning("", 0)


def fold(label: str) -> str:
    """A label as it is compared: letters, digits and single blanks, whatever the case.

    What stands in brackets explains and is no part of a name, unless nothing else is there.
    """
    label = _IN_BRACKETS.sub(" ", label) if not label.lstrip().startswith("(") else label
    plain = "".join(
        letter if letter.isalnum() or letter == "%" else " " for letter in label.casefold()
    )
    return " ".join(plain.split())


class Vocabulary:
    """The meanings of labels, with what a person answered about this form first."""

    def __init__(self, answers: Answers | None = None) -> None:
        self._answers = answers or {}

    def column(self, label: str) -> Meaning:
        """The role of a heading."""
        return self._meaning("column", label, _folded("columns"))

    def source(self, label: str) -> Meaning:
        """Who pays, by the label of a row of the financing."""
        meaning = self._meaning("source", label, _folded("sources"))
        return meaning if meaning.is_sure else _by_first_word(fold(label), "sources") or meaning

    def section(self, label: str) -> Meaning:
        """What a heading above rows says they are about."""
        return self._meaning("section", label, _folded("sections"))

    def fields(self, label: str) -> Iterator[tuple[FieldWords, int]]:
        """The fields a label can mean, each with how sure that is in percent."""
        told = self._answers.get(question_key("field", label))
        folded = fold(label)
        for each in words().fields:
            if told is None:
                percent = max(_likeness_to(known, folded) for known in _field_labels(each))
            else:
                percent = 100 if told == each.name else 0
            if percent >= UNSURE:
                yield each, percent

    def group(self, label: str) -> Meaning:
        """The heading of the budget guide that a cost line belongs under."""
        meaning = self._meaning("group", label, _folded("groups"))
        return meaning if meaning.is_sure else _by_first_word(fold(label), "groups") or meaning

    def is_total(self, label: str) -> bool:
        """Whether a row sums up others."""
        folded = fold(label)
        words = _folded("totals")["words"]
        return any(
            folded == word or folded.startswith(f"{word} ") or folded.endswith(f" {word}")
            for word in words
        )

    def _meaning(self, kind: str, label: str, known: Mapping[str, tuple[str, ...]]) -> Meaning:
        told = self._answers.get(question_key(kind, label))
        if told is not None:
            return Meaning(told, 100)
        return _nearest(fold(label), known)


def question_key(kind: str, label: str) -> str:
    """The name under which an answer about a label is kept."""
    return f"{kind}: {fold(label)}"


def meaning_label(kind: str, name: str) -> str:
    """What a meaning is called: the first label it is known by; nothing is a dash."""
    if not name:
        return "-"
    return meanings(kind).get(name, name)


def meanings(kind: str) -> Mapping[str, str]:
    """All that a label of a kind (field, column, group, source) can mean, each with its label."""
    if kind == "field":
        return {each.name: each.labels[0] for each in reversed(words().fields)}
    table: Mapping[str, tuple[str, ...]] = getattr(words(), f"{kind}s")
    return {name: labels[0] for name, labels in table.items()}


def meaning_named(kind: str, label: str) -> str:
    """The meaning that a person names by one of its labels or its own name; a dash is nothing.

    Raises:
        BudgetDeskError: `templates.no_such_meaning`.
    """
    if label.strip() == "-":
        return ""
    known = (
        {each.name: each.labels for each in words().fields} if kind == "field" else words().columns
    )
    folded = fold(label)
    for name, labels in known.items():
        if label == name or folded in map(fold, labels):
            return name
    names = ", ".join(labels[0] for labels in known.values())
    raise BudgetDeskError("templates.no_such_meaning", meaning=label, known=names)


def _nearest(folded: str, known: Mapping[str, tuple[str, ...]]) -> Meaning:
    best = UNKNOWN
    if not folded:
        return best
    for name, labels in known.items():
        for label in labels:
            percent = _likeness_to(label, folded)
            if percent > best.percent:
                best = Meaning(name, percent)
    return best


def _likeness_to(label: str, folded: str) -> int:
    """Percent of likeness of two labels; a short one is like nothing but itself."""
    if label == folded:
        return 100
    if min(len(label), len(folded)) <= _SHORT:
        return 0
    return min(int(fuzz.ratio(label, folded)), 99)


def _by_first_word(folded: str, table: str) -> Meaning | None:
    """What has a word that begins a word of the label, the foremost in it: "Lønudgifter til …"."""
    found: tuple[int, int, str] | None = None
    padded = f" {folded}"
    for name, labels in _folded(table).items():
        for label in labels:
            at = padded.find(f" {label}")
            if at >= 0 and (found is None or (at, -len(label)) < found[:2]):
                found = (at, -len(label), name)
    return Meaning(found[2], SURE) if found else None


@cache
def words() -> Words:
    """The words all forms share."""
    return msgspec.convert(_toml(COMMON), Words)


@cache
def profiles() -> Mapping[str, Profile]:
    """The known forms by their id, the file's name."""
    folder = paths.resources() / "template_profiles"
    ids = (file.stem for file in sorted(folder.glob("*.toml")) if file.stem != COMMON)
    return {each: msgspec.convert(_toml(each), Profile) for each in ids}


def profile_of(texts: Iterable[str]) -> str | None:
    """The form whose title stands among the texts; None when it is none we know."""
    titles = {fold(title): name for name, each in profiles().items() for title in each.titles}
    for text in texts:
        folded = fold(text)
        for title, name in titles.items():
            if folded == title or folded.startswith(f"{title} "):
                return name
    return None


@cache
def _folded(table: str) -> Mapping[str, tuple[str, ...]]:
    found: Mapping[str, tuple[str, ...]] = getattr(words(), table)
    return {name: tuple(map(fold, labels)) for name, labels in found.items()}


@cache
def _field_labels(field: FieldWords) -> tuple[str, ...]:
    return tuple(map(fold, field.labels))


def _toml(name: str) -> dict[str, Any]:
    file = paths.resources() / "template_profiles" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
