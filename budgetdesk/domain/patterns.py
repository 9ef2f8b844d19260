"""Words by which a ledger tells what its columns do not: read from data, never built in."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final

from budgetdesk.domain.value import Value

_BETWEEN: Final = "\0"
"""Between texts that are searched in one go; no word and no number reaches over it."""


class Patterns(Value):
    """What postings say. Words are looked for whole, whatever the case; one in "*" may go on.

    `employees` and `paid` are headings of further columns: whose pay it is, and when it was paid.
    `pay` are the words of a posting of pay, `pay_not_counted` of pay that does not count,
    `internal` of money moved inside the house, `reversal` of a posting that takes another back,
    `vat` of VAT. `supplement` are kinds of posting of another year than their date says.
    `source` says where each list comes from, `document` what the funders' is called.
    """

    employees: tuple[str, ...] = ()
    paid: tuple[str, ...] = ()
    pay: tuple[str, ...] = ()
    pay_not_counted: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    reversal: tuple[str, ...] = ()
    vat: tuple[str, ...] = ()
    supplement: tuple[str, ...] = ()
    document: str = ""
    source: Mapping[str, str] = {}


def loose_finder(words: Iterable[str]) -> re.Pattern[str]:
    """What finds where in a text in small letters each of the words may stand, and perhaps more.

    It does not ask whether a word stands alone, and so leaps to the letters that words begin with.
    """
    stems = (word.lower().rstrip("*").split() for word in words)
    return re.compile("|".join(r"\s+".join(map(re.escape, stem)) for stem in stems) or "(?!)")


def places(texts: Sequence[str], wanted: re.Pattern[str]) -> Sequence[int]:
    """Which of the texts hold what is wanted, searched in one go; in order.

    One by one a million short texts take seconds.
    """
    starts = [each.start() for each in wanted.finditer(_BETWEEN.join(texts))]
    if not starts:
        return ()
    ends = list(accumulate(len(text) + len(_BETWEEN) for text in texts))
    return tuple(dict.fromkeys(bisect_right(ends, start) for start in starts))


def spotter(words: Iterable[str]) -> Callable[[str], bool]:
    """A function that tells whether one of the words stands in a text."""
    found = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    if not found:
        return lambda _: False
    search = re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE).search
    return lambda text: search(text) is not None


def columns_of(other: str) -> Iterable[tuple[str, str]]:
    """The further columns of a posting, as its `other` has them: heading and what stood there."""
    for piece in other.split(" | "):
        heading, colon, said = piece.partition(": ")
        if colon:
            yield heading, said
