"""Personal data in texts: civil registration numbers (CPR) and the names of people, masked.

A number is taken for one when six digits are a real day (ddmmyy) and four more follow, with a
hyphen, a blank or nothing between. Modulus 11 decides nothing: numbers without it are given out
since 2007. What leaves the house is masked; what was imported stays as it was.

Names are those somebody knows (`accounting.people` tells which): no form tells a name from a word.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from budgetdesk.domain.patterns import places

_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BLANK: Final = " \u00a0\u2009\u202f"
"""Of every width, but no tab: that parts two cells of a row."""
_HYPHEN: Final = "-\u2010\u2011\u2013"
_CPR_LIKE: Final = re.compile(
    # That no digit stands before is asked after the first one: the search then runs to [0-3].
    r"([0-3](?<![0-9].)(?:(?<=0)[1-9]|(?<=[12])[0-9]|(?<=3)[01]))(0[1-9]|1[0-2])([0-9]{2})"
    rf"[{_BLANK}]?[{_HYPHEN}]?[{_BLANK}]?[0-9]{{4}}(?![0-9])"
)

MASK: Final = "xxxxxx-xxxx"
"""What stands in place of a number that was masked."""
NOBODY: Final = "N.N."
"""What stands in place of a person's name or employee number."""


def has_personal_data(text: str) -> bool:
    """Whether a CPR-like number stands in `text`."""
    first = _CPR_LIKE.search(text)
    return first is not None and any(map(_is_real_day, _CPR_LIKE.finditer(text, first.start())))


def with_personal_data(texts: Sequence[str]) -> list[bool]:
    """As `has_personal_data`, of many texts."""
    found = [False] * len(texts)
    for place in places(texts, _CPR_LIKE):
        found[place] = has_personal_data(texts[place])
    return found


def mask(text: str) -> str:
    """`text` with `MASK` in place of every CPR-like number, and all else as it was."""
    return _CPR_LIKE.sub(lambda match: MASK if _is_real_day(match) else match[0], text)


def masker(people: Iterable[str]) -> Callable[[str], str]:
    """A function that masks both the CPR-like numbers and these names and numbers of people.

    A name is masked where it stands as whole words, whatever the case and however many blanks.
    """
    names = tuple(people)
    return _masker(names) if names else mask


@cache
def _masker(names: tuple[str, ...]) -> Callable[[str], str]:
    longest_first = sorted(names, key=len, reverse=True)
    known = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    put = re.compile(rf"(?<!\w)(?:{known})(?!\w)", re.IGNORECASE).sub
    return lambda text: put(NOBODY, mask(text))


def _is_real_day(match: re.Match[str]) -> bool:
    """Whether the six digits are a day in some century; 2000 was a leap year."""
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    return day <= _DAYS[month - 1] and ((day, month) != (29, 2) or year % 4 == 0)
