"""What headings mean: one profile per finance system, read from `resources/ledger_profiles`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal

import msgspec

from budgetdesk import paths
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError

Field = Literal[
    "amount",  # signed, or unsigned beside `sign`
    "sign",  # the words for debit and credit
    "debit",
    "credit",
    "posting_date",
    "voucher_date",
    "service_from",
    "service_to",
    "voucher",
    "voucher_line",
    "gl_code",
    "gl_name",
    "psp",
    "cost_center",
    "supplier",
    "invoice",
    "text",
    "posting_type",
    "accounting_year",
    "reference",
]

GENERIC: Final = "generic"
"""The profile of a file that fits no other."""


class Profile(Value):
    """The headings of one system: `signature` only it has, `columns` the headings of a field."""

    name: str
    source: str
    signature: tuple[str, ...]
    columns: Mapping[Field, tuple[str, ...]]


class Words(Value):
    """What finance systems write in cells; see `resources/ledger_words.toml`."""

    debit: tuple[str, ...]
    credit: tuple[str, ...]
    currency: tuple[str, ...]
    total: tuple[str, ...]
    subtotal: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]


@cache
def words() -> Words:
    """The words of all systems together."""
    return msgspec.convert(_toml("ledger_words.toml"), Words)


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile by its id, the file's name; the generic one knows all the others' headings."""
    folder = paths.resources() / "ledger_profiles"
    found = {
        file.stem: msgspec.convert(_toml(f"ledger_profiles/{file.name}"), Profile)
        for file in sorted(folder.glob("*.toml"))
    }
    return found | {GENERIC: _with_headings_of_all(found.pop(GENERIC), found)}


def profile(profile_id: str) -> Profile:
    """A profile; raises BudgetDeskError `importers.no_profile` naming those there are."""
    if profile_id not in profiles():
        raise BudgetDeskError(
            "importers.no_profile", profile=profile_id, known=", ".join(profiles())
        )
    return profiles()[profile_id]


def _with_headings_of_all(generic: Profile, others: Mapping[str, Profile]) -> Profile:
    columns = dict(generic.columns)
    for other in others.values():
        for field, headings in other.columns.items():
            columns[field] = (*columns.get(field, ()), *headings)
    return msgspec.structs.replace(generic, columns=columns)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.resources() / name).read_text(encoding="utf-8"))
