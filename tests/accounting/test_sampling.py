"""The auditor's sample: the same for everybody, and drawn as the method says."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.accounting.sampling import Draws, draw, interval
from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.review import Method, SampleCriteria
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from tests.builders import a_posting, kr

AMOUNTS = st.lists(st.integers(-50_000, 50_000), min_size=1, max_size=60)
SEEDS = st.text(max_size=8)
BOUNDED = settings(max_examples=60, deadline=None)


def postings(amounts: list[int]) -> tuple[Posting, ...]:
    return tuple(a_posting(row, kr(amount)) for row, amount in enumerate(amounts, start=2))


def drawn(method: Method, amounts: list[int], size: int = 5, seed: str = "x") -> list[str]:
    criteria = SampleCriteria(method=method, seed=seed, size=size)
    strata = {each.id: str(each.row % 3) for each in postings(amounts) if each.row % 4}
    return [each.id for each in draw(criteria, postings(amounts), strata)]


def test_the_numbers_of_a_seed_are_written_down_here_once_and_for_all() -> None:
    draws = Draws("Kompetenceløft 2020")
    assert [draws.below(1000) for _ in range(6)] == [976, 242, 146, 470, 428, 715]


@given(SEEDS, st.integers(1, 2**64))
@BOUNDED
def test_a_draw_lies_below_its_bound(seed: str, bound: int) -> None:
    draws = Draws(seed)
    assert all(0 <= draws.below(bound) < bound for _ in range(5))


def test_a_number_beyond_the_last_whole_multiple_is_drawn_again() -> None:
    bound = 2**255 + 1  # nearly half of all numbers lie beyond it
    draws = Draws("x")
    assert all(draws.below(bound) < bound for _ in range(20))
    assert draws._count > 20  # noqa: SLF001 - that some were passed over


def test_the_draws_are_even() -> None:
    draws = Draws("jævn")
    seen = Counter(draws.below(10) for _ in range(5000))
    assert all(400 < seen[number] < 600 for number in range(10))


@given(AMOUNTS, st.integers(1, 70), SEEDS, st.sampled_from(list(Method)[:3]))
@BOUNDED
def test_a_sample_is_the_same_each_time_in_order_and_without_twins(
    amounts: list[int], size: int, seed: str, method: Method
) -> None:
    once = drawn(method, amounts, size, seed)
    assert once == drawn(method, amounts, size, seed)
    places = [[each.id for each in postings(amounts)].index(PostingId(name)) for name in once]
    assert all(one < other for one, other in pairwise(places))


@given(AMOUNTS, st.integers(1, 30), SEEDS)
@BOUNDED
def test_money_units_hit_everything_as_large_as_the_interval(
    amounts: list[int], size: int, seed: str
) -> None:
    step = interval(postings(amounts), size)
    large = {each.id for each in postings(amounts) if step and abs(each.amount.ore) >= step}
    sample = set(drawn(Method.MONETARY_UNIT, amounts, size, seed))
    assert large <= sample
    assert len(sample) <= size


@given(AMOUNTS, st.integers(1, 30), SEEDS)
@BOUNDED
def test_money_units_never_hit_what_is_nothing(amounts: list[int], size: int, seed: str) -> None:
    amount_of = {each.id: each.amount for each in postings(amounts)}
    sample = drawn(Method.MONETARY_UNIT, amounts, size, seed)
    assert all(amount_of[PostingId(name)] for name in sample)


def test_money_units_hit_in_proportion_to_the_amount() -> None:
    amounts = [300, 100]
    hits = Counter(
        drawn(Method.MONETARY_UNIT, amounts, 1, f"frø {number}")[0] for number in range(2000)
    )
    assert 1400 < hits["1-2"] < 1600


@given(AMOUNTS, st.integers(1, 70), SEEDS)
@BOUNDED
def test_a_random_sample_has_the_size_asked_for(amounts: list[int], size: int, seed: str) -> None:
    assert len(drawn(Method.RANDOM, amounts, size, seed)) == min(size, len(amounts))


def test_a_random_sample_hits_all_alike() -> None:
    hits = Counter(
        name
        for number in range(2000)
        for name in drawn(Method.RANDOM, [1, 9, 90, 900], 2, str(number))
    )
    assert all(900 < hits[f"1-{row}"] < 1100 for row in range(2, 6))


@given(AMOUNTS, st.integers(1, 70), SEEDS)
@BOUNDED
def test_a_stratified_sample_has_something_of_every_stratum(
    amounts: list[int], size: int, seed: str
) -> None:
    rows = {int(name.partition("-")[2]) for name in drawn(Method.STRATIFIED, amounts, size, seed)}
    there = {row % 3 if row % 4 else None for row in range(2, len(amounts) + 2)}
    assert {row % 3 if row % 4 else None for row in rows} == there


@given(AMOUNTS, st.integers(1, 50_000))
@BOUNDED
def test_all_from_an_amount_are_taken_credits_too(amounts: list[int], least: int) -> None:
    criteria = SampleCriteria(method=Method.ABOVE, at_least=kr(least))
    found = draw(criteria, postings(amounts), {})
    assert [each.id for each in found] == [
        each.id for each in postings(amounts) if abs(each.amount) >= kr(least)
    ]


def test_a_ledger_of_nothing_gives_nothing() -> None:
    assert drawn(Method.MONETARY_UNIT, [0, 0]) == []
    assert drawn(Method.RANDOM, []) == []


@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        (SampleCriteria(method=Method.RANDOM), "sample.no_size"),
        (SampleCriteria(method=Method.ABOVE), "sample.no_amount"),
        (SampleCriteria(method=Method.ABOVE, at_least=kr(0)), "sample.no_amount"),
    ],
)
def test_a_sample_needs_its_criteria(criteria: SampleCriteria, code: str) -> None:
    with pytest.raises(BudgetDeskError) as told:
        draw(criteria, postings([1]), {})
    assert told.value.code == code
