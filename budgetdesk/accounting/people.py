"""Whose names and numbers stand in the postings: learned from the ledger, corrected by people.

Finance systems write an employee's name and number in columns of their own beside the pay, and in
its text ("Løn Kim Eksempel"). A name learned in one posting is masked in all of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from budgetdesk.domain.ledger import ImportBatch, Ledger, Posting
from budgetdesk.domain.patterns import Patterns, columns_of, loose_finder, places, spotter
from budgetdesk.domain.personal_data import masker
from budgetdesk.domain.remembered import remembered
from budgetdesk.domain.value import PostingId

_LEAST: Final = 4
"""Characters: shorter numbers and names are part of too many others."""
_AT_ONCE: Final = 20_000
"""Postings whose words are searched in one go: one by one a million take seconds."""
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


def marked(batch: ImportBatch, ledger: Ledger, patterns: Patterns) -> ImportBatch:
    """An import about to come into a ledger, each posting marked that a person stands in."""
    whole = replace(ledger, batches=(*ledger.batches, batch))
    found = _marked(batch, people(whole, patterns))
    if len(found) == sum(posting.is_personal for posting in batch.postings):
        return batch
    postings = (
        replace(posting, is_personal=True) if posting.id in found else posting
        for posting in batch.postings
    )
    return replace(batch, postings=tuple(postings))


@cache
def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names are the same value, so that what is remembered of them is found again."""
    return names


def _marked(batch: ImportBatch, names: tuple[str, ...]) -> frozenset[PostingId]:
    return _named_in(batch, _names(names))


@remembered(size=16)
def _named_in(batch: ImportBatch, names: tuple[str, ...]) -> frozenset[PostingId]:
    found = {posting.id for posting in batch.postings if posting.is_personal}
    hide, maybe = masker(names), loose_finder(names)
    for some in _blocks(batch.postings) if names else ():
        said = [f"{posting.text}\t{posting.other}".lower() for posting in some]
        likely = (some[place] for place in places(said, maybe))
        found.update(
            p.id for p in likely if any(hide(words) != words for words in (p.text, p.other))
        )
    return frozenset(found)


@remembered(size=16)
def _learned(batch: ImportBatch, patterns: Patterns) -> frozenset[str]:
    headings = {heading.casefold() for heading in patterns.employees}
    is_pay, maybe = spotter(patterns.pay), loose_finder(patterns.pay)
    names: set[str] = set()
    for some in _blocks(batch.postings):
        for other in {posting.other for posting in some}:
            names.update(_in_columns(other, headings))
        said = [posting.text.lower() for posting in some]
        for text in {some[place].text for place in places(said, maybe)}:
            if is_pay(text):
                names.update(_in_text(text, is_pay))
    return frozenset(names)


def _blocks(postings: Sequence[Posting]) -> Iterator[Sequence[Posting]]:
    for start in range(0, len(postings), _AT_ONCE):
        yield postings[start : start + _AT_ONCE]


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
