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


DateOrder = Literal["day_first", "month_first", "excel_days"]
"""`excel_days` are whole numbers, the days since 1900 as a spreadsheet counts them."""
Decimal = Literal["comma", "point"]


class Writing(Value):
    """How a file writes its numbers and dates; what is None is decided by each column's cells.

    `century` is added to years of two digits; without it they are no dates. `is_negated` turns the
    sign of every amount, for systems in which a cost is negative.
    """

    decimal: Decimal | None = None
    dates: DateOrder | None = None
    century: int | None = None
    is_negated: bool = False


class Profile(Value):
    """The headings of one system: `signature` only it has, `columns` the headings of a field.

    One that a person taught also has all `headings` of the file it was taught with, in order: it
    reads the files that have exactly these, and no others.
    """

    name: str
    source: str
    columns: Mapping[Field, tuple[str, ...]]
    signature: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    writing: Writing = Writing()


class Words(Value):
    """What finance systems write in cells; see `resources/ledger_words.toml`."""

    debit: tuple[str, ...]
    credit: tuple[str, ...]
    currency: tuple[str, ...]
    total: tuple[str, ...]
    subtotal: tuple[str, ...]
    date: tuple[str, ...]
    amount: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]


@cache
def words() -> Words:
    """The words of all systems together."""
    return msgspec.convert(_toml("ledger_words.toml"), Words)


def profiles() -> Mapping[str, Profile]:
    """Every profile by its id, the file's name: those a person taught, then those we came with.

    Raises:
        BudgetDeskError: `importers.bad_profile`, a taught one cannot be read.
    """
    return _taught() | _bundled()


@cache
def _bundled() -> dict[str, Profile]:
    """The profiles we came with; the generic one knows all the others' headings."""
    folder = paths.resources() / "ledger_profiles"
    found = {
        file.stem: msgspec.convert(_toml(f"ledger_profiles/{file.name}"), Profile)
        for file in sorted(folder.glob("*.toml"))
    }
    return found | {GENERIC: _with_headings_of_all(found.pop(GENERIC), found)}


def _taught() -> dict[str, Profile]:
    found = {}
    for file in sorted(paths.user_ledger_profiles().glob("*.toml")):
        try:
            plain = tomllib.loads(file.read_text(encoding="utf-8"))
            found[file.stem] = msgspec.convert(plain, Profile)
        except (OSError, ValueError) as error:
            raise BudgetDeskError("importers.bad_profile", path=file) from error
    return found


def _with_headings_of_all(generic: Profile, others: Mapping[str, Profile]) -> Profile:
    columns = dict(generic.columns)
    for other in others.values():
        for field, headings in other.columns.items():
            columns[field] = (*columns.get(field, ()), *headings)
    return msgspec.structs.replace(generic, columns=columns)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.resources() / name).read_text(encoding="utf-8"))
