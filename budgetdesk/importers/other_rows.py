"""What a row is that gave no posting: a blank one, a heading, a sum, or a broken posting."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from budgetdesk.importers.amounts import AMOUNT_FIELDS
from budgetdesk.importers.cells import clean, fold, is_rule
from budgetdesk.importers.columns import Layout
from budgetdesk.importers.profiles import Field, words

_STARS: Final = {"*": "subtotal", "**": "total", "***": "total"}
"""What stands in the first column of a printed list beside the sums of its levels."""


class OtherRows:
    """Tells the rows of one file apart; `identity` are the fields a posting has some of."""

    def __init__(self, layout: Layout, identity: Sequence[Field]) -> None:
        self._columns = layout.columns
        self._identity = identity
        self._headings = [
            {index: fold(row[index]) for index in layout.columns.values() if row[index]}
            for row in layout.headings.rows
        ]

    def what_else(self, cells: Sequence[str]) -> str | None:
        """What a row that is no posting is, if it is anything else than a broken posting."""
        if not any(map(str.strip, cells)):
            return "blank"
        if is_rule(cells):
            return "rule"
        if self._is_heading(cells):
            return "repeated_heading"
        said = (self._cell(cells, field) for field in self._identity)
        if any(cell and not says_sum(cell) for cell in said):
            return None
        if not any(self._cell(cells, field) for field in AMOUNT_FIELDS):
            return self.sum(cells) or "sub_heading"  # a sum may be a formula nobody calculated
        return self.sum(cells, beginning=True)

    def sum(self, cells: Sequence[str], *, beginning: bool = False) -> str | None:
        """`total` or `subtotal` when a cell says so and none says what was bought.

        Texts of postings begin like sums too, so a whole cell must say it, unless the row is
        known to have neither date nor voucher: then its `beginning` is enough. An amount with
        nothing beside it is the sum of what stands above.
        """
        amounts = {self._columns[f] for f in AMOUNT_FIELDS if f in self._columns}
        said = [c for i, c in enumerate(cells) if i not in amounts and c.strip()]
        if not said:
            return "subtotal"
        for cell in said:
            kind = _sums().get(_letters(cell)) or _STARS.get(cell.strip())
            if kind:
                return kind
            if beginning and _letters(cell).startswith(_sum_beginnings()):
                return "subtotal"
        return None

    def _is_heading(self, cells: Sequence[str]) -> bool:
        return any(_holds(cells, row) for row in self._headings)

    def _cell(self, cells: Sequence[str], field: Field) -> str:
        index = self._columns.get(field, len(cells))
        return cells[index].strip() if index < len(cells) else ""


def _holds(cells: Sequence[str], headings: Mapping[int, str]) -> bool:
    return (
        bool(headings)
        and len(cells) > max(headings)
        and all(fold(cells[index]) == heading for index, heading in headings.items())
    )


def says_sum(cell: str) -> bool:
    """Whether a whole cell says that its row is a sum."""
    return _letters(cell) in _sums()


def _letters(cell: str) -> str:
    """A cell's words in small letters, without the marks sums are decorated with."""
    return clean(cell).strip("*:=. ").casefold()


@cache
def _sums() -> dict[str, str]:
    totals = dict.fromkeys(words().total, "total")
    return totals | dict.fromkeys(words().subtotal, "subtotal")


@cache
def _sum_beginnings() -> tuple[str, ...]:
    return tuple(f"{word} " for word in _sums())
