"""A stranger draws the same rows from the written rule alone: no line of the program is used."""

import hashlib
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.accounting.sampling import draw
from budgetdesk.domain.money import Money
from budgetdesk.domain.review import Method, SampleCriteria
from budgetdesk.domain.value import PostingId
from tests.builders import a_posting

TOP = 1 << 256


def numbers(seed: str) -> Iterator[int]:
    """SHA-256 of "seed:0", "seed:1" … as numbers."""
    count = 0
    while True:
        yield int(hashlib.sha256(f"{seed}:{count}".encode()).hexdigest(), 16)
        count += 1


def below(stream: Iterator[int], bound: int) -> int:
    """The first that is under the greatest multiple of the bound, by its rest."""
    return next(number for number in stream if number < TOP // bound * bound) % bound


def units(amounts: list[int], seed: str, size: int) -> set[int]:
    """Every øre laid out one after the other, and every so-manieth of them picked up."""
    laid = [place for place, ore in enumerate(amounts) for _ in range(abs(ore))]
    if not laid:
        return set()
    step = (len(laid) + size - 1) // size
    start = below(numbers(seed), step)
    return {laid[at] for at in range(start, len(laid), step)}


def shuffled(stream: Iterator[int], places: list[int]) -> list[int]:
    """From the last to the second, each changed with one at or before it."""
    for last in reversed(range(1, len(places))):
        other = below(stream, last + 1)
        places[last], places[other] = places[other], places[last]
    return places


def at_random(amounts: list[int], seed: str, size: int) -> set[int]:
    return set(shuffled(numbers(seed), list(range(len(amounts))))[:size])


def by_strata(amounts: list[int], seed: str, size: int, lines: list[str]) -> set[int]:
    stream, chosen = numbers(seed), set()
    for name in sorted(set(lines)):
        places = [place for place, line in enumerate(lines) if line == name]
        wanted = max(1, size * len(places) // len(amounts))
        chosen |= set(shuffled(stream, places)[:wanted])
    return chosen


def drawn(method: Method, amounts: list[int], seed: str, size: int, lines: list[str]) -> set[int]:
    """The places the program draws."""
    postings = [a_posting(row, Money(ore)) for row, ore in enumerate(amounts)]
    strata = {PostingId(f"1-{row}"): line for row, line in enumerate(lines)}
    criteria = SampleCriteria(
        method=method, seed=seed, size=size, at_least=Money(50) if method is Method.ABOVE else None
    )
    return {each.row for each in draw(criteria, postings, strata)}


@given(
    st.lists(st.integers(-300, 300), max_size=30),
    st.text(max_size=8),
    st.integers(1, 12),
    st.randoms(use_true_random=False),
)
def test_anybody_draws_the_same_rows(
    amounts: list[int], seed: str, size: int, chance: random.Random
) -> None:
    lines = [chance.choice(("Løn", "Leje", "Rejser")) for _ in amounts]
    again = {
        Method.MONETARY_UNIT: units(amounts, seed, size),
        Method.RANDOM: at_random(amounts, seed, size),
        Method.STRATIFIED: by_strata(amounts, seed, size, lines),
        Method.ABOVE: {place for place, ore in enumerate(amounts) if abs(ore) >= 50},
    }
    for method, expected in again.items():
        assert drawn(method, amounts, seed, size, lines) == expected


@pytest.mark.parametrize(("seed", "rows"), [("A", {0, 2, 4}), ("B", {2, 3, 4})])
def test_rows_drawn_once_are_drawn_for_ever(seed: str, rows: set[int]) -> None:
    amounts = [100, 5_000, 2_500, 300, 40]
    assert drawn(Method.RANDOM, amounts, seed, 3, ["Løn"] * 5) == rows
