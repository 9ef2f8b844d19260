"""Rows become postings, or a reason why not; every converter is prepared once per column."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.personal_data import has_personal_data
from budgetdesk.domain.value import PostingId
from budgetdesk.importers.amounts import amount_reader
from budgetdesk.importers.cells import BadCell, Memo, clean, column_of, fold
from budgetdesk.importers.columns import Layout
from budgetdesk.importers.dates import date_reader, read_year
from budgetdesk.importers.profiles import Field, words

_AMOUNT_FIELDS: Final[tuple[Field, ...]] = ("amount", "sign", "debit", "credit")
_SERVICE: Final[tuple[Field, ...]] = ("service_from", "service_to")
_STARS: Final = {"*": "subtotal", "**": "total", "***": "total"}
"""What stands in the first column of a printed list beside the sums of its levels."""
_DATES: Final[tuple[Field, ...]] = ("posting_date", "voucher_date", *_SERVICE)


class PostingReader:
    """Reads the rows of one file; what a column writes is decided by a sample of its rows."""

    def __init__(self, layout: Layout, sample: Sequence[Sequence[str]], batch_number: int) -> None:
        self._batch_number = batch_number
        self._width = len(layout.headings)
        self._columns = layout.columns
        self._headings = {i: fold(layout.headings[i]) for i in layout.columns.values()}
        self._amount = amount_reader(layout.columns, sample)
        self._fields = [
            (field, index, Memo(_reader(field, column_of(sample, index))).__getitem__)
            for field, index in layout.columns.items()
            if field not in _AMOUNT_FIELDS
        ]
        self._others = [
            (index, Memo(_named(heading)).__getitem__)
            for index, heading in enumerate(layout.headings)
            if index not in layout.columns.values()
        ]
        self._must_date = self._dates_a_posting_must_have()
        self._identity: tuple[Field, ...] = (
            (*_DATES, "voucher") if self._must_date else ("voucher", "gl_code")
        )

    def _dates_a_posting_must_have(self) -> tuple[Field, ...]:
        for needed in (("posting_date",), ("voucher_date",), _SERVICE):
            if needed[0] in self._columns:
                return needed
        return ()

    def read(self, row: int, cells: Sequence[str], raw: str) -> Posting:
        """The posting in a row.

        Raises:
            BadCell: the row is none, or cannot be read as one; the reason says which.
        """
        try:
            return self._posting(row, self._in_shape(cells), raw)
        except BadCell as bad:
            raise BadCell(self._what_else(cells) or bad.reason) from bad

    def _posting(self, row: int, cells: Sequence[str], raw: str) -> Posting:
        fields: dict[str, Any] = {name: read(cells[index]) for name, index, read in self._fields}
        if not self._is_dated(fields):
            raise BadCell("bad_date")
        if not fields.get("voucher") and not fields.get("gl_code") and (sum_ := self._sum(cells)):
            raise BadCell(sum_)
        return Posting(
            id=PostingId(f"{self._batch_number}-{row}"),
            row=row,
            amount=self._amount(cells),
            other=" | ".join(filter(None, [read(cells[index]) for index, read in self._others])),
            is_personal=has_personal_data(raw),
            raw=raw,
            **fields,
        )

    def _is_dated(self, fields: Mapping[str, date | None]) -> bool:
        """Whether the dates a posting must have are there; a service period has two ends."""
        if not all(fields[needed] for needed in self._must_date):
            return False
        return bool(fields.get("service_from")) == bool(fields.get("service_to"))

    def _in_shape(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells as many as the headings; `shifted` when they cannot be told apart.

        Systems leave out empty cells at the end, and add a delimiter too many; a cell too many
        with something in it means that all after some place stand in the wrong column.
        """
        if len(cells) == self._width:
            return cells
        if any(cell.strip() for cell in cells[self._width :]):
            raise BadCell("shifted")
        if any(self._columns.get(field, 0) >= len(cells) for field in self._needed):
            raise BadCell("shifted")
        return [*cells[: self._width], *[""] * (self._width - len(cells))]

    @property
    def _needed(self) -> tuple[Field, ...]:
        return (*_AMOUNT_FIELDS, *self._must_date)

    def _what_else(self, cells: Sequence[str]) -> str | None:
        """What a row that is no posting is, if it is anything else than a broken posting."""
        if not any(map(str.strip, cells)):
            return "blank"
        if self._is_heading(cells):
            return "repeated_heading"
        if any(self._cell(cells, field) for field in self._identity):
            return None
        if not any(self._cell(cells, field) for field in _AMOUNT_FIELDS):
            return self._sum(cells) or "sub_heading"  # a sum may be a formula nobody calculated
        return self._sum(cells, beginning=True)

    def _is_heading(self, cells: Sequence[str]) -> bool:
        return len(cells) > max(self._headings) and all(
            fold(cells[index]) == heading for index, heading in self._headings.items()
        )

    def _sum(self, cells: Sequence[str], *, beginning: bool = False) -> str | None:
        """`total` or `subtotal` when a cell says so and none says what was bought.

        Texts of postings begin like sums too, so a whole cell must say it, unless the row is
        known to have neither date nor voucher: then its `beginning` is enough. An amount with
        nothing beside it is the sum of what stands above.
        """
        amounts = {self._columns[f] for f in _AMOUNT_FIELDS if f in self._columns}
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

    def _cell(self, cells: Sequence[str], field: Field) -> str:
        index = self._columns.get(field, len(cells))
        return cells[index].strip() if index < len(cells) else ""


def _reader(field: Field, column: Iterable[str]) -> Callable[[str], object]:
    if field in _DATES:
        return date_reader(column)
    return read_year if field == "accounting_year" else clean


def _named(heading: str) -> Callable[[str], str]:
    def named(cell: str) -> str:
        written = clean(cell)
        return f"{heading}: {written}" if written and heading else written

    return named


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
