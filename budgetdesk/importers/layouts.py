"""Which of a file's tables holds the postings, and what its columns are."""

from collections import Counter
from collections.abc import Sequence

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.columns import (
    HEADINGS_WITHIN,
    Layout,
    candidates,
    find_layout,
    letters,
    profiles_named,
)
from budgetdesk.importers.content import propose_layout
from budgetdesk.importers.profiles import GENERIC, Profile, profiles
from budgetdesk.importers.tables import Grid, Table
from budgetdesk.importers.taught import taught_id

_LOOKED_AT = 500
"""Rows by which the content of a table is judged."""


def recognise(
    tables: Sequence[Table], profile: str | Profile | None, file: str
) -> tuple[Table, Layout]:
    """The table that shows most of a ledger's columns, and its layout.

    Only the right sheet, or the right delimiter, shows headings; where none does, the columns are
    taken for what stands in them.

    Raises:
        BudgetDeskError: `importers.no_ledger`; `importers.profile_does_not_fit`;
            `importers.several_sheets` when the postings may stand in any of them, for reading one
            and leaving the others would lose postings unseen.
    """
    found = [(table, _layout(table, profile)) for table in tables]
    known = [(table, layout) for table, layout in found if layout is not None]
    if not known and profile is None:
        proposed = [
            (table, propose_layout(table.top(_LOOKED_AT), profiles()[GENERIC])) for table in tables
        ]
        known = [(table, layout) for table, layout in proposed if layout is not None]
    if not known:
        _tell_what_is_missing(profile, file)
    most = max(len(layout.columns) for _, layout in known)
    best = [(table, layout) for table, layout in known if len(layout.columns) == most]
    names = [table.name for table, _ in best if isinstance(table, Grid)]
    if len(names) > 1:
        raise BudgetDeskError("importers.several_sheets", file=file, sheets=", ".join(names))
    return best[0]


def _layout(table: Table, profile: str | Profile | None) -> Layout | None:
    top = table.top(HEADINGS_WITHIN + 1)
    usual = Counter(map(len, top)).most_common(1)
    headings = [*candidates(top), *(letters(width) for width, _ in usual)]
    if isinstance(profile, Profile):
        return find_layout(headings, {taught_id(profile.headings): profile})
    return find_layout(headings, profiles_named(profile))


def _tell_what_is_missing(profile: str | Profile | None, file: str) -> None:
    if profile is None:
        raise BudgetDeskError("importers.no_ledger", file=file)
    name = profile if isinstance(profile, str) else profile.name
    raise BudgetDeskError("importers.profile_does_not_fit", file=file, profile=name)
