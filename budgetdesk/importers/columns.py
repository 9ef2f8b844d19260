"""Where the headings of a ledger stand, and which column holds which field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.cells import clean, fold
from budgetdesk.importers.profiles import GENERIC, Field, Profile, profile, profiles

HEADINGS_WITHIN: Final = 100
"""Rows from the top among which the headings must stand."""

_MOST_COLUMNS: Final = 1000
"""A row of more cells is no row of headings."""

_IDENTIFYING: Final[frozenset[Field]] = frozenset(
    {"posting_date", "voucher_date", "service_to", "voucher", "gl_code"}
)
_PAIRS: Final[tuple[tuple[Field, Field], ...]] = (
    ("debit", "credit"),
    ("service_from", "service_to"),
)


class Layout(Value):
    """The headings of a file: the row they stand in, and the column of each field there is."""

    profile: str
    row: int
    headings: tuple[str, ...]
    columns: Mapping[Field, int]

    def column(self, name: str) -> int:
        """The column with a heading; raises BudgetDeskError `importers.no_column`."""
        for index, heading in enumerate(self.headings):
            if fold(heading) == fold(name):
                return index
        known = ", ".join(filter(None, self.headings))
        raise BudgetDeskError("importers.no_column", column=name, known=known)


def find_layout(top: Sequence[Sequence[str]], profile_id: str | None) -> Layout | None:
    """The layout of a file by its first rows, read by a given profile or by the one that fits.

    None when no row has headings of an amount and of what it belongs to.

    Raises:
        BudgetDeskError: `importers.no_profile`, there is none of that name.
    """
    rows = {
        row: tuple(map(clean, cells))
        for row, cells in enumerate(top[:HEADINGS_WITHIN], start=1)
        if len(cells) <= _MOST_COLUMNS
    }
    if profile_id is not None:
        return _best(rows, {profile_id: profile(profile_id)})
    systems = {name: p for name, p in profiles().items() if name != GENERIC}
    return _best(rows, systems) or _best(rows, {GENERIC: profile(GENERIC)})


def _best(rows: Mapping[int, tuple[str, ...]], candidates: Mapping[str, Profile]) -> Layout | None:
    """The row and profile that recognise most columns, the first among equals."""
    layouts = (
        Layout(profile=name, row=row, headings=headings, columns=columns)
        for row, headings in rows.items()
        for places in (_places(headings),)
        for name, candidate in candidates.items()
        if (columns := _columns(places, candidate)) is not None
    )
    return max(layouts, key=lambda layout: len(layout.columns), default=None)


def _places(headings: Iterable[str]) -> dict[str, int]:
    """The column of each heading; of one that stands twice, the first."""
    places: dict[str, int] = {}
    for index, heading in enumerate(headings):
        places.setdefault(fold(heading), index)
    return places


def _columns(places: Mapping[str, int], candidate: Profile) -> Mapping[Field, int] | None:
    """The column of each field in a row of headings; None when it is not one of this profile."""
    if not all(fold(heading) in places for heading in candidate.signature):
        return None
    columns: dict[Field, int] = {}
    for field, headings in candidate.columns.items():
        known = (places[fold(heading)] for heading in headings if fold(heading) in places)
        free = [index for index in known if index not in columns.values()]
        if free:
            columns[field] = free[0]
    for one, other in _PAIRS:  # half a pair says nothing
        if (one in columns) != (other in columns):
            columns.pop(one, None)
            columns.pop(other, None)
    return columns if _tells_of_postings(columns) else None


def _tells_of_postings(columns: Mapping[Field, int]) -> bool:
    has_amount = "amount" in columns or "debit" in columns
    return has_amount and not _IDENTIFYING.isdisjoint(columns)
