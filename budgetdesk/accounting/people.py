"""Whose names and numbers stand in the postings: learned from the ledger, corrected by people.

Finance systems write an employee's name and number in columns of their own beside the pay, and in
its text ("Løn Kim Eksempel"). A name learned in one posting is masked in all of them.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from budgetdesk.domain.ledger import ImportBatch, Ledger
from budgetdesk.domain.patterns import Patterns, columns_of, spotter
from budgetdesk.domain.personal_data import masker
from budgetdesk.domain.remembered import remembered
from budgetdesk.domain.value import PostingId

_LEAST: Final = 4
"""Characters: shorter numbers and names are part of too many others."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?|\S")
"""A word, perhaps shortened, or any other mark: what stands between the words of a name ends it."""


def people(ledger: Ledger, patterns: Patterns) -> tuple[str, ...]:
    """The names and numbers to mask, in the order of the alphabet.

    What a person added is always among them; what a person said is nobody's is not.
    """
    found = {name for batch in ledger.batches for name in _learned(batch, patterns)}
    nobody = {word.casefold() for word in ledger.open_words}
    kept = {name for name in found if name.casefold() not in nobody}
    return tuple(sorted(kept | set(ledger.hidden_words), key=str.casefold))


def personal_postings(ledger: Ledger, patterns: Patterns) -> frozenset[PostingId]:
    """The postings where a CPR-like number or the name or number of a person stands."""
    names = people(ledger, patterns)
    found = (_marked(batch, names) for batch in ledger.batches)
    return frozenset().union(*found)


@cache
def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names are the same value, so that what is remembered of them is found again."""
    return names


def _marked(batch: ImportBatch, names: tuple[str, ...]) -> frozenset[PostingId]:
    return _named_in(batch, _names(names))


@remembered(size=16)
def _named_in(batch: ImportBatch, names: tuple[str, ...]) -> frozenset[PostingId]:
    hide = masker(names)
    return frozenset(
        posting.id
        for posting in batch.postings
        if posting.is_personal
        or (names and any(hide(words) != words for words in (posting.text, posting.other)))
    )


@remembered(size=16)
def _learned(batch: ImportBatch, patterns: Patterns) -> frozenset[str]:
    headings = {heading.casefold() for heading in patterns.employees}
    is_pay = spotter(patterns.pay)
    names: set[str] = set()
    for posting in batch.postings:
        if posting.other:
            names.update(_in_columns(posting.other, headings))
        if is_pay(posting.text):
            names.update(_in_text(posting.text, is_pay))
    return frozenset(names)


def _in_columns(other: str, headings: set[str]) -> Iterator[str]:
    for heading, said in columns_of(other):
        if heading.casefold() in headings and len(said) >= _LEAST:
            yield said
            yield from _other_order(said)


def _other_order(name: str) -> Iterator[str]:
    """A name with the family name first is a name the other way too, and the reverse."""
    last, comma, first = name.partition(", ")
    words = name.split()
    if comma:
        yield f"{first} {last}"
    elif len(words) > 1 and not any(map(str.isdigit, name)):
        yield f"{words[-1]}, {' '.join(words[:-1])}"


def _in_text(text: str, is_pay: Callable[[str], bool]) -> Iterator[str]:
    """Two words or more with a capital each, behind the words of pay: how a name looks there."""
    run: list[str] = []
    for word in (*_WORD.findall(text), ""):
        if _is_of_a_name(word) and not is_pay(word):
            run.append(word)
            continue
        if sum(not each.endswith(".") for each in run) > 1:
            yield " ".join(run)
        run = []


def _is_of_a_name(word: str) -> bool:
    """Whether a word has a capital and no more; an initial may stand between the names."""
    return word[:1].isupper() and (len(word) == 1 or not word.isupper() or word.endswith("."))
