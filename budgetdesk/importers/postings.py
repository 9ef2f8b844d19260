"""Rows become postings, column by column; every way of reading is decided once per column."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

from msgspec.structs import fields

from budgetdesk.domain.ledger import Posting, SkippedRow
from budgetdesk.domain.personal_data import with_personal_data
from budgetdesk.importers.aligned import Alignment, is_ragged
from budgetdesk.importers.amounts import AMOUNT_FIELDS, amount_reader
from budgetdesk.importers.cells import BadCell, Memo, clean, clean_all, column_of
from budgetdesk.importers.columns import Layout
from budgetdesk.importers.dates import date_reader, has_short_year, read_year
from budgetdesk.importers.other_rows import OtherRows, says_sum
from budgetdesk.importers.profiles import Field

_SERVICE: Final[tuple[Field, ...]] = ("service_from", "service_to")
_DATES: Final[tuple[Field, ...]] = ("posting_date", "voucher_date", *_SERVICE)
_OF_A_POSTING: Final = tuple((field.name, field.default) for field in fields(Posting))
_ALIGNED_BY: Final = 2000
"""Rows by which it is learned what the cells of each column look like."""


class Row(NamedTuple):
    """A row of the file: its number, its cells, and how it stood there."""

    number: int
    cells: Sequence[str]
    raw: str


class PostingReader:
    """Reads the rows of one file; what a column writes is decided by a sample of its rows."""

    def __init__(self, layout: Layout, sample: Sequence[Sequence[str]], batch_number: int) -> None:
        self._batch_number = batch_number
        self._width = layout.width
        self._columns = layout.columns
        self._amounts = amount_reader(layout.columns, sample, layout.writing)
        self._readers = [
            (field, index, _reader(field, column_of(sample, index), layout))
            for field, index in layout.columns.items()
            if field not in AMOUNT_FIELDS
        ]
        self._others = [
            (index, _each(Memo(_named(layout, index))))
            for index in range(layout.width)
            if index not in layout.columns.values()
        ]
        self._must_date = self._dates_a_posting_must_have()
        identity: tuple[Field, ...] = (
            (*_DATES, "voucher") if self._must_date else ("voucher", "gl_code")
        )
        self._other_rows = OtherRows(layout, identity)
        amount: Field = "amount" if "amount" in layout.columns else "debit"
        self._must = [layout.columns[field] for field in (*self._must_date, amount)]
        self._alignment = self._learn(sample) if is_ragged(sample) else None
        self.short_years = 0
        """Rows that are broken only because a year has two digits."""

    def _dates_a_posting_must_have(self) -> tuple[Field, ...]:
        for needed in (("posting_date",), ("voucher_date",), _SERVICE):
            if needed[0] in self._columns:
                return needed
        return ()

    def _learn(self, sample: Sequence[Sequence[str]]) -> Alignment:
        """The forms of the columns, from the rows of the sample that can be read as they are."""
        rows = [Row(0, cells, "") for cells in sample[:_ALIGNED_BY]]
        in_shape, _ = self._in_shape(rows)
        _, reasons = self._columns_of(in_shape)
        whole = [row.cells for place, row in enumerate(in_shape) if place not in reasons]
        return Alignment(whole, self._width)

    def read(self, rows: Sequence[Row]) -> tuple[list[Posting], list[SkippedRow]]:
        """The postings in some rows, and the rows that are none, each with its reason."""
        in_shape, bad = self._in_shape(rows)
        read, reasons = self._columns_of(in_shape)
        if not (reasons or bad):
            return self._postings(in_shape, read), []
        good = [place for place in range(len(in_shape)) if place not in reasons]
        of_good = {field: _only(values, good) for field, values in read.items()}
        postings = self._postings(_only(in_shape, good), of_good)
        bad += [(in_shape[place], reason) for place, reason in reasons.items()]
        saved, skipped = self._look_again(bad)
        return sorted([*postings, *saved], key=_row_of) if saved else postings, skipped

    def _look_again(self, bad: Iterable[tuple[Row, str]]) -> tuple[list[Posting], list[SkippedRow]]:
        """What becomes of rows that gave no posting as they stand."""
        saved: list[Posting] = []
        skipped: list[SkippedRow] = []
        for row, reason in sorted(bad, key=itemgetter(0)):
            if found := self._other_rows.what_else(row.cells):
                reason = found  # noqa: PLW2901 - what it is says more than how it is broken
            elif self._alignment and (cells := self._alignment.put_right(row.cells, self._must)):
                again = [row._replace(cells=cells)]
                read, reasons = self._columns_of(again)
                if not reasons:
                    saved += self._postings(again, read)
                    continue
                reason = reasons[0]  # noqa: PLW2901 - of the row as it should stand
            elif self._alignment and reason != "shifted" and self._is_out_of_place(row):
                reason = "shifted"  # noqa: PLW2901 - neither date nor amount where they should be
            self.short_years += reason == "bad_date" and any(map(has_short_year, row.cells))
            skipped.append(SkippedRow(row=row.number, reason=reason, raw=row.raw))
        return saved, skipped

    def _is_out_of_place(self, row: Row) -> bool:
        """Whether neither the date nor the amount of a row can be read."""
        in_shape, _ = self._in_shape([row])
        read, _ = self._columns_of(in_shape)
        dates = [read[field][0] for field in self._must_date]
        return type(read["amount"][0]) is BadCell and any(
            day is None or type(day) is BadCell for day in dates
        )

    def _columns_of(self, rows: Sequence[Row]) -> tuple[dict[str, Sequence[Any]], dict[int, str]]:
        """Each field of the rows, and the places of the rows that are no postings, with reasons."""
        columns = list(zip(*map(itemgetter(1), rows), strict=True)) or [()] * self._width
        read: dict[str, Sequence[Any]] = {
            field: reader(columns[index]) for field, index, reader in self._readers
        }
        reasons: dict[int, str] = {}
        read["amount"] = self._amounts(columns)
        _note_bad(reasons, read["amount"])
        for field in ("accounting_year", *_DATES):
            _note_bad(reasons, read.get(field, ()))
        self._note_undated(reasons, read)
        self._note_sums(reasons, read, rows)
        read["other"] = self._further(columns, len(rows))
        return read, reasons

    def _note_undated(self, reasons: dict[int, str], read: Mapping[str, Sequence[Any]]) -> None:
        """Rows without the dates a posting must have; a service period has two ends."""
        for field in self._must_date:
            dates = read[field]
            if None in dates:
                reasons |= {place: "bad_date" for place, day in enumerate(dates) if day is None}
        if "service_from" in read:
            periods = zip(read["service_from"], read["service_to"], strict=True)
            reasons |= {
                place: "bad_date"
                for place, (first, last) in enumerate(periods)
                if (first is None) != (last is None)
            }

    def _note_sums(
        self, reasons: dict[int, str], read: Mapping[str, Sequence[Any]], rows: Sequence[Row]
    ) -> None:
        """Rows with an amount and perhaps a date, of which a cell says that they are sums."""
        vouchers = read.get("voucher", ("",) * len(rows))
        ends_odd = {voucher for voucher in vouchers if not voucher[-1:].isdigit()}  # few, in most
        no_voucher = {voucher for voucher in ends_odd if not voucher or says_sum(voucher)}
        if not no_voucher:
            return
        codes = read.get("gl_code", ("",) * len(rows))
        for place, (voucher, code) in enumerate(zip(vouchers, codes, strict=True)):
            is_named = voucher not in no_voucher or (code and not says_sum(code))
            if not is_named and reasons.get(place) != "bad_date":
                found = self._other_rows.sum(rows[place].cells)
                if found:
                    reasons[place] = found

    def _further(self, columns: Sequence[Sequence[str]], count: int) -> Sequence[str]:
        """What the columns without a field say."""
        said = [read(columns[index]) for index, read in self._others]
        said = [column for column in said if any(column)]
        if len(said) > 1:
            return [" | ".join(filter(None, each)) for each in zip(*said, strict=True)]
        return said[0] if said else [""] * count

    def _postings(self, rows: Sequence[Row], read: Mapping[str, Sequence[Any]]) -> list[Posting]:
        numbers = list(map(itemgetter(0), rows))
        raws = list(map(itemgetter(2), rows))
        known: dict[str, Iterable[Any]] = {
            **read,
            "id": [f"{self._batch_number}-{number}" for number in numbers],
            "row": numbers,
            "is_personal": with_personal_data(raws),
            "raw": raws,
        }
        values = (known.get(name, (default,) * len(rows)) for name, default in _OF_A_POSTING)
        return list(map(Posting, *values))

    def _in_shape(self, rows: Sequence[Row]) -> tuple[list[Row], list[tuple[Row, str]]]:
        """The rows with as many cells as there are headings; the others are `shifted`.

        Systems leave out empty cells at the end, and add a delimiter too many; a cell too many
        with something in it means that all after some place stand in the wrong column.
        """
        if {len(row.cells) for row in rows} == {self._width}:
            return list(rows), []
        good: list[Row] = []
        bad: list[tuple[Row, str]] = []
        for row in rows:
            if len(row.cells) == self._width:
                good.append(row)
            elif self._is_shifted(row.cells):
                bad.append((row, "shifted"))
            else:
                cells = [*row.cells[: self._width], *[""] * (self._width - len(row.cells))]
                good.append(row._replace(cells=cells))
        return good, bad

    def _is_shifted(self, cells: Sequence[str]) -> bool:
        if any(cell.strip() for cell in cells[self._width :]):
            return True
        needed = (*AMOUNT_FIELDS, *self._must_date)
        return any(self._columns.get(field, 0) >= len(cells) for field in needed)


def _reader(
    field: Field, column: Sequence[str], layout: Layout
) -> Callable[[Sequence[str]], Sequence[Any]]:
    if field in _DATES:
        return _each(Memo(date_reader(column, layout.writing)))
    return _each(Memo(read_year)) if field == "accounting_year" else clean_all


def _each(memo: Memo[str, Any]) -> Callable[[Sequence[str]], Sequence[Any]]:
    return lambda column: list(map(memo.__getitem__, column))


def _named(layout: Layout, index: int) -> Callable[[str], str]:
    """A cell of a further column with what it is called, where it has a heading."""
    has_heading = any(row[index] for row in layout.headings.rows)
    heading = layout.headings.names[index] if has_heading else ""

    def named(cell: str) -> str:
        written = clean(cell)
        return f"{heading}: {written}" if written and heading else written

    return named


def _note_bad(reasons: dict[int, str], values: Sequence[Any]) -> None:
    if BadCell not in set(map(type, values)):
        return
    for place, value in enumerate(values):
        if isinstance(value, BadCell):
            reasons[place] = value.reason


def _only(values: Sequence[Any], places: Iterable[int]) -> list[Any]:
    return [values[place] for place in places]


def _row_of(posting: Posting) -> int:
    return posting.row
