"""Money is exact, and every part of an øre goes the way it is told to."""

import operator
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.money import ZERO, Money, Rounding
from tests.builders import kr, pct
from tests.strategies import money, paid, percents


@given(money(), st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_the_parts_of_a_split_add_up(amount: Money, weights: list[int]) -> None:
    parts = amount.split(weights)
    assert Money.total(parts) == amount
    assert len(parts) == len(weights)


@given(money(), st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_no_part_of_a_split_is_an_ore_from_its_share(amount: Money, weights: list[int]) -> None:
    for part, weight in zip(amount.split(weights), weights, strict=True):
        assert abs(part.ore - Fraction(amount.ore * weight, sum(weights))) < 1


def test_the_ore_left_over_goes_to_the_part_cut_most() -> None:
    assert kr(100).split([1, 1, 1]) == (kr("33.34"), kr("33.33"), kr("33.33"))
    assert kr("0.05").split([1, 2]) == (kr("0.02"), kr("0.03"))


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_divide_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        kr(1).split(weights)


@given(money(), percents("-200", "200"))
def test_a_share_goes_the_way_it_is_told_and_less_than_an_ore(
    amount: Money, percent: Decimal
) -> None:
    exact = amount.ore * Fraction(percent) / 100
    down, up = amount.share(percent, Rounding.DOWN), amount.share(percent, Rounding.UP)
    assert exact - 1 < down.ore <= exact <= up.ore < exact + 1
    nearest = amount.share(percent, Rounding.NEAREST)
    assert abs(nearest.ore - exact) <= Fraction(1, 2)


@given(paid(), percents())
def test_an_own_share_rounded_up_and_a_grant_rounded_down_are_the_whole(
    amount: Money, percent: Decimal
) -> None:
    own, grant = amount.share(percent, Rounding.UP), amount.share(100 - percent, Rounding.DOWN)
    assert own + grant == amount


def test_half_an_ore_goes_away_from_zero() -> None:
    assert kr("0.01").times(Decimal("0.5")) == kr("0.01")
    assert kr("-0.01").times(Decimal("0.5")) == kr("-0.01")
    assert kr("0.01").times(Decimal("0.49")) == ZERO


def test_hours_times_rate() -> None:
    assert kr("412.55").times(Decimal("7.4")) == kr("3052.87")


@given(st.lists(money()), st.randoms())
def test_a_total_does_not_depend_on_the_order(amounts: list[Money], random: Any) -> None:
    shuffled = list(amounts)
    random.shuffle(shuffled)
    assert Money.total(shuffled) == Money.total(amounts)


@given(st.integers())
def test_what_is_written_in_kroner_is_read_to_the_ore(ore: int) -> None:
    sign, whole, rest = "-" if ore < 0 else "", abs(ore) // 100, abs(ore) % 100
    assert Money.parse(f"{sign}{whole}.{rest:02d}") == Money(ore)


@pytest.mark.parametrize("text", ["0.001", "kr", "", "1,5", "nan", "1/0", "1/2", "1e3", "1.005"])
def test_what_is_no_whole_number_of_ore_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Money.parse(text)


@pytest.mark.parametrize("ore", [1.0, "1", True, None, Decimal(1)])
def test_there_is_no_way_in_but_whole_ore(ore: Any) -> None:
    with pytest.raises(TypeError):
        Money(ore)


def test_money_never_changes() -> None:
    amount = kr(1)
    with pytest.raises(AttributeError):
        amount.ore = 2
    with pytest.raises(AttributeError):
        del amount.ore
    assert amount == kr(1)


@given(money(), money())
def test_adding_and_comparing_are_those_of_ore(a: Money, b: Money) -> None:
    assert (a + b).ore == a.ore + b.ore
    assert (a - b).ore == a.ore - b.ore
    assert (-a).ore == -(a.ore)
    assert abs(a).ore == abs(a.ore)
    assert (a < b) == (a.ore < b.ore)
    assert (a >= b) == (a.ore >= b.ore)
    assert (a == b) == (a.ore == b.ore)
    assert bool(a) == bool(a.ore)
    assert hash(a) == hash(Money(a.ore))
    assert pickle.loads(pickle.dumps(a)) == a  # noqa: S301 - our own bytes


def test_money_does_not_mix_with_numbers() -> None:
    one: Any = kr(1)
    for mix in (operator.add, operator.sub, operator.lt, operator.mul):
        with pytest.raises(TypeError):
            mix(one, 1)
    assert one != 100


def test_money_shows_its_ore() -> None:
    assert repr(kr("1.5")) == "Money(150)"


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        ("100000", "600000", "16.66"),
        ("125000", "625000", "20"),
        ("95999.99", "480000", "19.99"),
        ("-1", "3", "-33.33"),
        ("0", "5", "0"),
    ],
)
def test_a_percentage_is_cut_so_that_it_is_never_shown_as_reached_too_soon(
    part: str, whole: str, percent: str
) -> None:
    assert kr(part).percent_of(kr(whole)) == pct(percent)


def test_nothing_has_no_percentage() -> None:
    assert kr(1).percent_of(ZERO) is None
