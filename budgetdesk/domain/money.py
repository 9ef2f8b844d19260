"""Money: whole øre, exact, and the only place where anything is rounded."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import total_ordering
from typing import Final, NoReturn

from typing_extensions import override

_PLAIN: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Rounding(Enum):
    """Which way a part of an øre goes. Every rounding in the program names one of these."""

    DOWN = "down"  # what the funder pays: a grant
    UP = "up"  # what the recipient must bear: an own share, a demand
    NEAREST = "nearest"  # a price: half an øre goes away from zero


def _whole(numerator: int, denominator: int, rounding: Rounding) -> int:
    """So many øre over so many, the second above zero, as whole øre."""
    if rounding is Rounding.DOWN:
        return numerator // denominator
    if rounding is Rounding.UP:
        return -(-numerator // denominator)
    nearest = (2 * abs(numerator) + denominator) // (2 * denominator)
    return nearest if numerator >= 0 else -nearest


@total_ordering
class Money:
    """An amount in whole øre; a cost is positive, an income or a credit negative.

    There is no way in from float and no `*` or `/`: a share is taken with `share` or `times`,
    which state their rounding, and a sum is divided with `split`, whose parts always add up.
    A plain class, not a dataclass: the exchange form writes it as an integer of øre.
    """

    __slots__ = ("ore",)
    ore: int

    def __init__(self, ore: int = 0) -> None:
        if type(ore) is not int:
            raise TypeError(ore)
        object.__setattr__(self, "ore", ore)

    @override
    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(name)

    @override
    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(name)

    @override
    def __reduce__(self) -> tuple[type["Money"], tuple[int]]:
        return Money, (self.ore,)

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Kroner written as a plain decimal ("1234.56", as in packs) as money.

        Raises:
            ValueError: not a number, or finer than one øre. Amounts typed by people and amounts
                in ledgers have readers of their own.
        """
        if not _PLAIN.fullmatch(text):
            raise ValueError(f"not kroner: {text!r}")
        return cls.exact(Fraction(text) * 100)

    @classmethod
    def exact(cls, ore: Fraction) -> "Money":
        """Øre that must be whole; raises ValueError when they are not."""
        if ore.denominator != 1:
            raise ValueError(ore)
        return cls(ore.numerator)

    @classmethod
    def rounded(cls, ore: Fraction, rounding: Rounding) -> "Money":
        """`ore`, which may hold parts of an øre, as money."""
        return cls(_whole(ore.numerator, ore.denominator, rounding))

    @classmethod
    def total(cls, amounts: Iterable["Money"]) -> "Money":
        """The sum; zero for no amounts."""
        return cls(sum(amount.ore for amount in amounts))

    def share(self, percent: Decimal, rounding: Rounding) -> "Money":
        """`percent` of the amount (20 is a fifth)."""
        return Money.rounded(self.ore * Fraction(percent) / 100, rounding)

    def times(self, quantity: Decimal, rounding: Rounding = Rounding.NEAREST) -> "Money":
        """A unit price times a number of units."""
        return self.scaled(quantity.as_integer_ratio(), rounding)

    def scaled(self, ratio: tuple[int, int], rounding: Rounding) -> "Money":
        """The amount times a ratio whose second part is above zero; the fastest way to round."""
        return Money(_whole(self.ore * ratio[0], ratio[1], rounding))

    def percent_of(self, whole: "Money") -> Decimal | None:
        """How many percent this is of `whole`, two decimals, cut not rounded; None of nothing.

        Cutting toward zero never shows a share as reached when it is not (19,999 % is 19,99 %).
        """
        if not whole.ore:
            return None
        hundredths = Fraction(self.ore * 10_000, whole.ore)
        return Decimal(int(hundredths)).scaleb(-2)

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Parts in proportion to `weights` (not negative, not all zero) that add up exactly.

        The øre left over go one each to the parts that were cut most, the first among equals.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError(weights)
        floors = [self.ore * weight // whole for weight in weights]
        cuts = [self.ore * weight % whole for weight in weights]
        most_cut = sorted(range(len(weights)), key=lambda i: -cuts[i])
        for index in most_cut[: self.ore - sum(floors)]:
            floors[index] += 1
        return tuple(Money(part) for part in floors)

    def __add__(self, other: object) -> "Money":
        return Money(self.ore + other.ore) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: object) -> "Money":
        return Money(self.ore - other.ore) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> "Money":
        return Money(-self.ore)

    def __abs__(self) -> "Money":
        return Money(abs(self.ore))

    def __bool__(self) -> bool:
        return self.ore != 0

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and self.ore == other.ore

    def __lt__(self, other: object) -> bool:
        return self.ore < other.ore if isinstance(other, Money) else NotImplemented

    @override
    def __hash__(self) -> int:
        return hash(self.ore)

    @override
    def __repr__(self) -> str:
        return f"Money({self.ore})"


ZERO: Final = Money(0)
