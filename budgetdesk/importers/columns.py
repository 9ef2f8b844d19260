"""Where the headings of a ledger stand, and which column holds which field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.amounts import COMMA, POINT
from budgetdesk.importers.cells import clean, fold
from budgetdesk.importers.dates import has_form_of_date
from budgetdesk.importers.profiles import GENERIC, Field, Profile, Writing, profiles
from budgetdesk.importers.tables import MOST_COLUMNS

HEADINGS_WITHIN: Final = 100
"""Rows from the top among which the headings must stand."""

_IDENTIFYING: Final[frozenset[Field]] = frozenset(
    {"posting_date", "voucher_date", "service_to", "voucher", "gl_code"}
)
_PAIRS: Final[tuple[tuple[Field, Field], ...]] = (
    ("debit", "credit"),
    ("service_from", "service_to"),
)


class Headings(Value):
    """The row or the two rows that name the columns, and the number of the last of them.

    `names` are what each column is called, no two alike: its heading, or its letter.
    """

    last: int
    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]

    def places(self) -> Mapping[str, int]:
        """The column of each folded heading, of one that stands twice the first.

        Of two rows the upper one may say what the lower one says more of, over several columns;
        either may also stand alone.
        """
        found: dict[str, int] = {}
        for way in (self.names, *_ways_to_say(self.rows)):
            for index, heading in enumerate(way):
                if heading:
                    found.setdefault(fold(heading), index)
        return found


class Layout(Value):
    """What a file's columns are: its headings, the column of each field, how they are written."""

    profile: str
    headings: Headings
    columns: Mapping[Field, int]
    writing: Writing = Writing()

    @property
    def row(self) -> int:
        """The row the last headings stand in; 0 when there are none."""
        return self.headings.last

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headings.names)

    def column(self, name: str) -> int:
        """The column with a heading; raises BudgetDeskError `importers.no_column`."""
        place = self.headings.places().get(fold(name))
        if place is None:
            known = ", ".join(self.headings.names)
            raise BudgetDeskError("importers.no_column", column=name, known=known)
        return place


def headings_of(last: int, *rows: Sequence[str]) -> Headings:
    """The headings that stand in these rows, filled up to be of one length."""
    width = max(map(len, rows))
    filled = tuple((*map(clean, row), *[""] * (width - len(row))) for row in rows)
    said = next(iter(_ways_to_say(filled)), filled[0])
    return Headings(last=last, rows=filled, names=_all_different(said))


def letters(width: int, above: int = 0) -> Headings:
    """The headings of columns without any: their letters, as a spreadsheet shows them.

    `above` counts the rows before the first posting.
    """
    return Headings(last=above, rows=(), names=_all_different([""] * width))


def candidates(top: Sequence[Sequence[str]]) -> Iterator[Headings]:
    """What may be the headings of a file: every row near its top, then every two of them.

    A row with a date or an amount in it is no second row of headings.
    """
    rows = [
        (row, cells)
        for row, cells in enumerate(top[:HEADINGS_WITHIN], start=1)
        if len(cells) <= MOST_COLUMNS
    ]
    for row, cells in rows:
        if cells:
            yield headings_of(row, cells)
    for (row, upper), (below, lower) in pairwise(rows):
        if below == row + 1 and _may_be_two_rows(upper, lower):
            yield headings_of(below, upper, lower)


def find_layout(headings: Sequence[Headings], known: Mapping[str, Profile]) -> Layout | None:
    """The layout of a file by what may be its headings, in the words of one of the profiles.

    None when none of them names an amount and what it belongs to.
    """
    taught = {name: profile for name, profile in known.items() if profile.headings}
    systems = {
        name: profile for name, profile in known.items() if name not in taught and name != GENERIC
    }
    generic = {name: profile for name, profile in known.items() if name == GENERIC}
    return _best(headings, taught) or _best(headings, systems) or _best(headings, generic)


def fields_of(headings: Headings, profile: Profile) -> Mapping[Field, int]:
    """The column of each field that the headings name, whether or not it is enough for a layout."""
    return _fields(headings.places(), profile)


def is_enough(columns: Mapping[Field, int]) -> bool:
    """Whether the columns tell of postings: an amount, and what it belongs to."""
    has_amount = "amount" in columns or "debit" in columns
    return has_amount and not _IDENTIFYING.isdisjoint(columns)


def profiles_named(profile_id: str | None) -> Mapping[str, Profile]:
    """All profiles, or the one of a name; raises BudgetDeskError `importers.no_profile`."""
    known = profiles()
    if profile_id is None:
        return known
    if profile_id not in known:
        raise BudgetDeskError("importers.no_profile", profile=profile_id, known=", ".join(known))
    return {profile_id: known[profile_id]}


def is_no_heading(cell: str) -> bool:
    """Whether a cell holds a date or an amount."""
    written = clean(cell)
    return bool(COMMA.fullmatch(written) or POINT.fullmatch(written) or has_form_of_date(written))


def _may_be_two_rows(upper: Sequence[str], lower: Sequence[str]) -> bool:
    return (
        min(_filled(upper), _filled(lower)) > 1
        and not any(map(is_no_heading, upper))
        and not any(map(is_no_heading, lower))
    )


def _filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _ways_to_say(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """What two rows may call their columns, the fullest names first."""
    if len(rows) < 2:
        return
    upper, lower = rows
    yield [_joined(over, under) for over, under in zip(_reaching(upper, lower), lower, strict=True)]
    yield [_joined(over, under) for over, under in zip(upper, lower, strict=True)]
    yield list(lower)
    yield [over if not under else "" for over, under in zip(upper, lower, strict=True)]


def _joined(over: str, under: str) -> str:
    return f"{over[:-1]}{under}" if over.endswith("-") and under else f"{over} {under}".strip()


def _reaching(upper: Sequence[str], lower: Sequence[str]) -> Iterator[str]:
    """The upper row with each heading reaching over the empty cells to its right."""
    last = ""
    for over, under in zip(upper, lower, strict=True):
        last = over or (last if under else "")
        yield last


def _all_different(headings: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    times: dict[str, int] = {}
    for index, heading in enumerate(headings):
        name = heading or _letter(index)
        times[fold(name)] = count = times.get(fold(name), 0) + 1
        names.append(f"{name} ({count})" if count > 1 else name)
    return tuple(names)


def _letter(index: int) -> str:
    letters_ = ""
    while index >= 0:
        letters_ = chr(ord("A") + index % 26) + letters_
        index = index // 26 - 1
    return letters_


def _best(headings: Sequence[Headings], known: Mapping[str, Profile]) -> Layout | None:
    """The headings and profile that recognise most columns, the first among equals."""
    layouts = (
        Layout(profile=name, headings=each, columns=columns, writing=profile.writing)
        for each in headings
        for places in (each.places(),)
        for name, profile in known.items()
        if _is_of(profile, each, places) and is_enough(columns := _fields(places, profile))
    )
    return max(layouts, key=lambda layout: len(layout.columns), default=None)


def _is_of(profile: Profile, headings: Headings, places: Mapping[str, int]) -> bool:
    """Whether the headings have all that only this profile has."""
    if profile.headings and tuple(map(fold, profile.headings)) != tuple(map(fold, headings.names)):
        return False
    return all(fold(heading) in places for heading in profile.signature)


def _fields(places: Mapping[str, int], profile: Profile) -> Mapping[Field, int]:
    columns: dict[Field, int] = {}
    for field, headings in profile.columns.items():
        known = (places[fold(heading)] for heading in headings if fold(heading) in places)
        free = [index for index in known if index not in columns.values()]
        if free:
            columns[field] = free[0]
    for one, other in _PAIRS:  # half a pair says nothing
        if (one in columns) != (other in columns):
            columns.pop(one, None)
            columns.pop(other, None)
    return columns
