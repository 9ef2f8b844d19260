"""Words by which a ledger tells what its columns do not: read from data, never built in."""

import re
from collections.abc import Callable, Iterable, Mapping

from budgetdesk.domain.value import Value


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


def finder(words: Iterable[str]) -> re.Pattern[str]:
    """What finds each of the words in a text; nothing where there are no words."""
    found = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)" if found else "(?!)", re.IGNORECASE)


def spotter(words: Iterable[str]) -> Callable[[str], bool]:
    """A function that tells whether one of the words stands in a text."""
    search = finder(words).search
    return lambda text: search(text) is not None


def columns_of(other: str) -> Iterable[tuple[str, str]]:
    """The further columns of a posting, as its `other` has them: heading and what stood there."""
    for piece in other.split(" | "):
        heading, colon, said = piece.partition(": ")
        if colon:
            yield heading, said
