"""The auditor's sample: drawn by a rule and a seed, so that anybody can draw the same again.

The numbers come from SHA-256 of the seed and a counter, not from a language's own generator: they
are the same in every version of every program that follows these few lines.

    draw number n of the seed s below b:  take SHA-256 of the text "s:n" in UTF-8 as a number;
    if it lies below the greatest multiple of b under 2^256, its rest by b is the draw,
    else n counts on and the next is taken (so that no number is likelier than another).

Postings are drawn from in the order given. Amounts count by their size, in øre.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.review import Method, SampleCriteria
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError

_SPACE: Final = 2**256


class Draws:
    """The numbers of a seed, one after the other."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def below(self, bound: int) -> int:
        """The next number from 0 to `bound` - 1, each as likely as the others."""
        limit = _SPACE - _SPACE % bound
        while True:
            told = hashlib.sha256(f"{self._seed}:{self._count}".encode()).digest()
            self._count += 1
            number = int.from_bytes(told)
            if number < limit:
                return number % bound


def draw(
    criteria: SampleCriteria, postings: Sequence[Posting], strata: Mapping[PostingId, str]
) -> tuple[Posting, ...]:
    """The sample, in the order of `postings`; all of them where the size asks for more.

    `strata` says which account line a posting belongs to; one that is not named is of a stratum of
    its own with all others that are not.

    Raises:
        BudgetDeskError: `sample.no_size` or `sample.no_amount`, the criteria lack it.
    """
    if criteria.method is Method.ABOVE:
        least = criteria.at_least
        if least is None or least.ore <= 0:
            raise BudgetDeskError("sample.no_amount")
        return tuple(each for each in postings if abs(each.amount) >= least)
    if criteria.size < 1:
        raise BudgetDeskError("sample.no_size")
    draws = Draws(criteria.seed)
    match criteria.method:
        case Method.MONETARY_UNIT:
            chosen = _by_money(draws, [abs(each.amount.ore) for each in postings], criteria.size)
        case Method.RANDOM:
            chosen = _shuffled(draws, range(len(postings)))[: criteria.size]
        case _:
            chosen = _stratified(draws, postings, strata, criteria.size)
    return tuple(postings[place] for place in sorted(set(chosen)))


def interval(postings: Sequence[Posting], size: int) -> int:
    """The interval of a monetary-unit sample in øre: whatever is as large is surely drawn."""
    total = sum(abs(each.amount.ore) for each in postings)
    return -(-total // max(size, 1))


def _by_money(draws: Draws, sizes: Sequence[int], size: int) -> list[int]:
    """Every interval's øre from a start drawn at random, and the postings they lie in.

    A posting in which several lie is drawn once: the sample may be smaller than asked for.
    """
    total = sum(sizes)
    if not total:
        return []
    step = -(-total // size)
    wanted = iter(range(draws.below(step), total, step))
    chosen, next_ore = [], next(wanted, None)
    for place, end in enumerate(accumulate(sizes)):
        if next_ore is not None and next_ore < end:
            chosen.append(place)
        while next_ore is not None and next_ore < end:
            next_ore = next(wanted, None)
    return chosen


def _shuffled(draws: Draws, places: Sequence[int]) -> list[int]:
    """The places in an order where every one is as likely (Fisher and Yates)."""
    mixed = list(places)
    for last in range(len(mixed) - 1, 0, -1):
        other = draws.below(last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def _stratified(
    draws: Draws, postings: Sequence[Posting], strata: Mapping[PostingId, str], size: int
) -> list[int]:
    """At random in each stratum, its number of rows in proportion to its postings, at least one."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, posting in enumerate(postings):
        places[strata.get(posting.id, "")].append(place)
    chosen: list[int] = []
    for name in sorted(places):
        share = max(1, size * len(places[name]) // len(postings))
        chosen += _shuffled(draws, places[name])[:share]
    return chosen
