"""Files whose headings come again in another order: which columns the rows below them have.

Extracts of several runs are joined, and lists are printed with other columns on a later page. A
row under headings that do not name all that is read is told of, never read into the wrong column.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from budgetdesk.importers.amounts import AMOUNT_FIELDS
from budgetdesk.importers.cells import fold
from budgetdesk.importers.columns import Headings, Layout, headings_of, is_no_heading
from budgetdesk.importers.profiles import Field
from budgetdesk.importers.tables import Table

_NEEDED: Final[frozenset[Field]] = frozenset(
    {*AMOUNT_FIELDS, "posting_date", "voucher_date", "service_from", "service_to"}
)
"""What a posting cannot do without where its file has it; other columns may be left out."""


_HAS_DIGIT: Final = re.compile("[0-9]").search


class Page(NamedTuple):
    """Rows under the same headings: the places of the first and after the last, counted from 0.

    The first `heading` rows are the headings; there is no layout where they lack what a posting
    must have.
    """

    start: int
    end: int
    heading: int
    layout: Layout | None


def pages(table: Table, layout: Layout) -> list[Page]:
    """The pages of a table from its first headings on; nearly always one."""
    own, end = len(layout.headings.rows), len(table.records)
    found: list[Page] = []
    for place in _candidates(table, layout):
        rows = list(table.rows(range(place, place + own)))
        if is_same := _is_alike(rows, layout):
            below: Layout | None = layout
        elif _names_columns(rows, layout):
            below = _moved(headings_of(place + own, *rows), layout)
        else:
            continue
        if found and is_same and found[-1].layout is layout:
            continue  # the same once more: the reader knows them
        if found:
            found[-1] = found[-1]._replace(end=place)
        found.append(Page(place, end, own, below))
    return found or [Page(layout.row - own, end, own, layout)]


def _candidates(table: Table, layout: Layout) -> Iterator[int]:
    """The first rows of what may be headings: found before their cells are parted.

    The heading of the amount stands in the last of them, or no digit: on a later page the amount
    may be called something else, and what stands under it must not be read by the headings above.
    """
    if not layout.headings.rows:
        return iter(())
    *above, heading = layout.headings.rows
    word = max(heading[_amount(layout)].split(), key=len, default="\n")
    return (
        place
        for place, record in enumerate(table.records[len(above) :])
        if word in record or not _HAS_DIGIT(record)
    )


def _amount(layout: Layout) -> int:
    amount: Field = "amount" if "amount" in layout.columns else "debit"
    return layout.columns[amount]


def _is_alike(rows: Sequence[Sequence[str]], layout: Layout) -> bool:
    """Whether the headings that are read stand where they stood."""
    return all(
        place < len(cells) and fold(cells[place]) == fold(heading[place])
        for cells, heading in zip(rows, layout.headings.rows, strict=True)
        for place in layout.columns.values()
    )


def _names_columns(rows: Sequence[Sequence[str]], layout: Layout) -> bool:
    """Whether rows hold at least half of the headings that are read, and no date or amount."""
    if any(is_no_heading(cell) for cells in rows for cell in cells):
        return False
    said, heading = set(map(fold, rows[-1])), layout.headings.rows[-1]
    known = sum(fold(heading[place]) in said for place in layout.columns.values())
    return known * 2 >= max(len(layout.columns), 4)


def _moved(headings: Headings, layout: Layout) -> Layout | None:
    """The layout with its columns where these headings name them; None when one it needs is not."""
    places = headings.places()
    names = {field: fold(layout.headings.names[at]) for field, at in layout.columns.items()}
    columns = {field: places[name] for field, name in names.items() if name in places}
    if any(field in _NEEDED and field not in columns for field in names):
        return None
    return replace(layout, headings=headings, columns=columns)
