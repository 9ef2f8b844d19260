"""The postings in the order of a column: a way of looking at them, which moves none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from sys import maxsize
from typing import Any, Final

from budgetdesk.accounting.days import Days
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.presenters.parts import Parts

_Key = Callable[[AllocatedPart], Any]
"""What a part is ordered by; None where its cell is empty."""

_LAST_LETTERS: Final = {0xE6: "{", 0xE4: "{", 0xF8: "|", 0xF6: "|", 0xE5: "}"}
"""Danish has ae, oe and aa at the end, in this order; the code points do not."""


@dataclass(frozen=True, slots=True)
class Order:
    """The column the postings stand in the order of, by its key."""

    key: str
    is_descending: bool = False


def following(order: Order | None, key: str) -> Order | None:
    """The order a column is asked for next: rising, falling, and then the ledger's own again."""
    if order is None or order.key != key:
        return Order(key)
    return None if order.is_descending else Order(key, is_descending=True)


def ordered(
    rows: Sequence[AllocatedPart], order: Order, parts: Parts, days: Days
) -> Sequence[AllocatedPart]:
    """The rows in an order; alike ones as they stood, and empty cells last, rising or falling."""
    key = _keys(parts, days)[order.key]
    keyed = [(key(row), row) for row in rows]
    filled = [pair for pair in keyed if pair[0] is not None]
    filled.sort(key=itemgetter(0), reverse=order.is_descending)
    return [row for _, row in filled] + [row for said, row in keyed if said is None]


def _keys(parts: Parts, days: Days) -> Mapping[str, _Key]:
    places = {words: number for number, words in enumerate(parts.targets.words)}
    day_of = days.reader
    return {
        "day": lambda part: day_of(part.posting),
        "voucher": lambda part: _number(part.posting.voucher),
        "gl": lambda part: _words(f"{part.posting.gl_code} {part.posting.gl_name}"),
        "supplier": lambda part: _words(part.posting.supplier),
        "text": lambda part: _words(part.posting.text),
        "amount": lambda part: part.amount.ore,
        "place": lambda part: places.get(parts.place_name(part), -1),
        "by": lambda part: _words(parts.by(part).text),
    }


def _words(said: str) -> str | None:
    return said.strip().casefold().translate(_LAST_LETTERS) or None


def _number(said: str) -> tuple[int, str] | None:
    """A code of digits as a number before all others, so that 9 comes before 10."""
    if said.isdecimal():
        digits = said.lstrip("0")
        return len(digits), digits
    words = _words(said)
    return None if words is None else (maxsize, words)
